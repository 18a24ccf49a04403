// What the page says about an incident, plain and exact. Parts that come from outside are marked: `{text}`.
import { NONE } from "../data/columns.js";
import { formatInterval } from "../data/time.js";

const outside = (text) => ({ text });
const quoted = (text) => ["“", outside(text), "”"];

export const UNVERIFIED = "As reported; not verified.";
export const OWED = "© GeoNames CC BY 4.0, Natural Earth";
export const CREDIT = `${OWED}, sources in each record.`;

/** A distance, with a space that does not break. */
export function km(radius) {
  if (radius < 1) return `${Math.round(radius * 1000)}\u00a0m`;
  return `${radius < 10 ? +radius.toFixed(1) : Math.round(radius)}\u00a0km`;
}

/** How sure the place is, as a sentence. */
export function howSure(record) {
  const name = outside(record.placeName ?? record.place ?? "the place");
  const said = record.place ?? record.placeName ?? "";
  const size = Number.isFinite(record.radiusKm) && record.radiusKm > 0 ? km(record.radiusKm) : null;
  switch (record.precision) {
    case "exact":
      return ["The source gives this very spot."];
    case "vicinity":
      return [size ? `Somewhere within ${size} of this spot.` : "Somewhere close to this spot."];
    case "settlement":
      return ["Reported in ", name, ". The mark is the settlement's own point; the text does not say where in it."];
    case "near":
      return ["Reported near ", name, `; drawn as ${size ? `a ${size} disc` : "an area"} because the text says `, ...quoted(said), "."];
    case "district":
    case "region":
      return ["Reported only as ", ...quoted(said), ". All of ", name, " is marked, and no spot in it."];
    case "area":
      return ["Reported as ", ...quoted(said), ". The whole strip or area is marked, and no spot in it."];
    case "country":
      return ["Reported only for ", name, ". Its outline is marked, and no spot in it."];
    default:
      return notPlaced(record);
  }
}

export function notPlaced(record) {
  return record.reason ? ["Not placed: ", outside(record.reason), "."] : ["Not placed: no reason is recorded."];
}

/** What the other candidates mean for the answer, if anything. */
export function doubt(record) {
  const alike = record.candidates.filter((c) => c.name !== null && c.name === record.candidates[0].name);
  if (alike.length < 2) return null;
  const name = outside(alike[0].name);
  const count = ["", "", "Two", "Three", "Four"][alike.length] ?? String(alike.length);
  return record.placeId === null
    ? [`${count} places are called `, name, "; the report does not say which."]
    : [`${count} places are called `, name, "; this one fits the report best."];
}

export function when(record) {
  const interval = formatInterval(record.start, record.end);
  const dated = record.start !== NONE || record.end !== NONE;
  // A date as a table writes it says nothing more; words do.
  return /\p{L}/u.test(record.timePhrase ?? "") ? [interval, dated ? ", reported as " : ": reported as ", ...quoted(record.timePhrase)] : [interval];
}

export function fatalities([low, high]) {
  if (low === null && high === null) return "Not stated";
  if (low === null) return `At most ${high} killed`;
  if (high === null) return `At least ${low} killed`;
  if (low === high) return `${low} killed`;
  return `${low} to ${high} killed`;
}

export function degrees(lon, lat) {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

export const MATCH = {
  exact: "the name as written",
  alias: "another name of the place",
  transliterated: "the name in another script",
  inflected: "another form of the name",
  fuzzy: "a similar spelling",
};
