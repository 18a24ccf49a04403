// What the page says about an incident, plain and exact. Parts that come from outside are marked: `{text}`.
import { NONE } from "../data/columns.js";
import { formatInterval } from "../data/time.js";
import { LOOKS } from "../looks.js";

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

const NO_SPOT = ", and no spot in it.";
const NEAR = /\b(near|around|outside|outskirts|close to|vicinity)\b/i;

/** How sure the place is, as a sentence about what is drawn and why. The record's rule stands below it. */
export function howSure(record) {
  const { key } = LOOKS[record.look];
  const sentence = SENTENCES[key];
  if (!sentence) return notPlaced(record);
  const said = record.place ?? record.placeName ?? "this place";
  return sentence({
    record,
    name: outside(record.placeName ?? record.place ?? "the place"),
    as: ["Reported as ", ...quoted(said)],
    only: ["Reported only as ", ...quoted(said)],
    size: Number.isFinite(record.radiusKm) && record.radiusKm > 0 ? km(record.radiusKm) : null,
  });
}

const SENTENCES = {
  given: () => ["The source gives this very spot."],
  named: ({ name }) => ["Reported in ", name, ". The mark is one point for all of the place; the text does not say where in it."],
  spot: ({ record, size, only }) =>
    record.precision === "vicinity"
      ? [size ? `Somewhere within ${size} of this spot.` : "Somewhere close to this spot."]
      : [...only, ". The hollow mark stands for something wider, and is not the place."],
  disc: near,
  ring: ({ as, name }) => [...as, "; drawn as what lies about so far from ", name, ", on any side of it."],
  sector: ({ as, name }) => [...as, "; drawn as what lies about so far from ", name, ", on that side of it."],
  wedge: ({ as, name }) => [...as, "; drawn as one side of ", name, ", as far as such words reach."],
  corridor: ({ as }) => [...as, "; drawn as the stretch between the two places."],
  strip: ({ as }) => [...as, "; drawn along the line that these words name", NO_SPOT],
  district: whole,
  region: whole,
  area: (given) => (given.record.estimated ? whole(given) : [...given.only, ". The whole area is marked", NO_SPOT]),
  part: ({ only, name }) => [...only, ". That side of ", name, " is marked", NO_SPOT, " No line on the ground divides it."],
  several: ({ as }) => [...as, ", which names several places together. All of them are marked, on one thread."],
  country: ({ name }) => ["Reported only for ", name, ". Its outline is marked", NO_SPOT],
};

function near({ record, name, as, size }) {
  const disc = size ? `${/^(8|11\b|18\b)/.test(size) ? "an" : "a"} ${size} disc` : "a disc";
  const said = record.place ?? "";
  if (record.precision === "vicinity") return [`Somewhere close to the middle of ${disc}.`];
  if (record.placeName === null || !NEAR.test(`${said} ${record.rule ?? ""}`)) return [...as, `; drawn as ${disc}: somewhere in it.`];
  return ["Reported near ", name, `; drawn as ${disc}`, ...(said && said !== record.placeName ? [" because the text says ", ...quoted(said)] : []), "."];
}

function whole({ record, name, only }) {
  if (!record.estimated) return [...only, ". All of ", name, " is marked", NO_SPOT];
  return [...only, ". The boundary of ", name, " is not known here; the dashed line is an estimate from the places that are known to lie in it."];
}

/** The class of precision that a source gives itself, in its own terms. */
export function recordedClass(text) {
  const [scheme, ...rest] = text.split(":");
  const term = TERMS[scheme];
  return term && rest.length ? [`${term} `, outside(rest.join(":"))] : [outside(text)];
}

const TERMS = {
  ucdp: "UCDP where_prec", acled: "ACLED geo_precision", gtd: "GTD specificity", gdelt: "GDELT location type",
  viina: "VIINA precision", atlos: "Atlos precision",
};

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
