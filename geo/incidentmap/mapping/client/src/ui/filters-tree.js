// Types with their sub-types as one tree of ticks. Of the filters `type` holds the types that are ticked whole, and `sub`
// the pairs of those that are ticked in part. Others that say the same, such as an address written by hand, are read too.
import { namesPair, pairOf } from "../data/facet.js";

const subsOf = (tree, type) => tree.get(type) ?? [null];
const typesOf = (filters, tree) => [...new Set([...tree.keys(), ...filters.type])];

/** The sub-types that are ticked below a type. */
function tickedOf({ type, sub }, tree, name) {
  const named = subsOf(tree, name).filter((subName) => namesPair(sub, name, subName));
  return !named.length && type.has(name) ? subsOf(tree, name) : named;
}

/** Whether a sub-type is ticked below its type. */
export const subIsOn = (filters, tree, name, subName) => tickedOf(filters, tree, name).includes(subName);

/** How much of a type is ticked: "all", "some" or "none". */
export function typeState(filters, tree, name) {
  const on = tickedOf(filters, tree, name).length;
  if (on === 0) return "none";
  return on === subsOf(tree, name).length ? "all" : "some";
}

/** The sets after a type has been ticked or its tick taken away; one that is ticked in part is ticked whole. */
export function toggleType(filters, tree, name) {
  return setsWith(filters, tree, name, typeState(filters, tree, name) === "all" ? [] : subsOf(tree, name));
}

/** The sets after a sub-type has been ticked, or its tick taken away. */
export function toggleSub(filters, tree, name, subName) {
  const on = new Set(tickedOf(filters, tree, name));
  if (!on.delete(subName)) on.add(subName);
  return setsWith(filters, tree, name, [...on]);
}

/** The sets with these sub-types of one type, and the others as they were. */
function setsWith(filters, tree, changed, wanted) {
  const type = new Set();
  const sub = new Set(strangeOf(filters, tree));
  for (const name of typesOf(filters, tree)) {
    const on = name === changed ? wanted : tickedOf(filters, tree, name);
    if (!on.length) continue;
    if (on.length === subsOf(tree, name).length) type.add(name);
    else for (const subName of on) sub.add(pairOf(name, subName));
  }
  return { type, sub };
}

/** What the incidents at hand do not have can still be asked for, by an address that someone kept. */
function strangeOf({ sub }, tree) {
  const known = new Set([...tree].flatMap(([name, subs]) => subs.flatMap((subName) => [pairOf(name, subName), subName])));
  return [...sub].filter((value) => !known.has(value));
}

/**
 * What is ticked in as few names as possible: whole types, then the sub-types `{type, sub, shared}` of the others. `shared`
 * says that another type has one of that name. `strange` are those that no incident has.
 */
export function namesOf(filters, tree) {
  const types = typesOf(filters, tree);
  const state = new Map(types.map((name) => [name, typeState(filters, tree, name)]));
  const sharing = (sub) => [...tree.values()].filter((subs) => subs.includes(sub)).length > 1;
  const subs = types.filter((name) => state.get(name) === "some")
    .flatMap((type) => tickedOf(filters, tree, type).map((sub) => ({ type, sub, shared: sub === null || sharing(sub) })));
  return { types: types.filter((name) => state.get(name) === "all"), subs, strange: strangeOf(filters, tree) };
}
