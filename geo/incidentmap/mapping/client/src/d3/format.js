// In place of d3-format: labels are written by `words/index.js`, in the page's language, and `tickFormat` is never called.

const never = () => {
  throw new Error("d3-format is not in this bundle");
};
export const format = never;
export const formatPrefix = never;
export const formatSpecifier = never;
export const precisionFixed = never;
export const precisionPrefix = never;
export const precisionRound = never;
