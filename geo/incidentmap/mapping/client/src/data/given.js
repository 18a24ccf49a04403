// A facet's value as text of an address. No text is "not given" (null). In quotes is what would be read as something
// else: `""` is the empty text.

/** Write a value; `quoted` tells of others that need quotes. */
export function writeValue(value, quoted = () => false) {
  if (value === null) return "";
  return value === "" || /^".*"$/su.test(value) || quoted(value) ? `"${value}"` : value;
}

/** Read a value as `writeValue` writes it. */
export const readValue = (text) => (text === "" ? null : /^".*"$/su.test(text) ? text.slice(1, -1) : text);
