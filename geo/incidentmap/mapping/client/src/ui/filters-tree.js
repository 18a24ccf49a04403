// Types with their sub-types as one tree of ticks. The filters stay two sets, `type` and `sub`, that must both hold:
// whole types are the first set alone; as soon as a type is ticked in part, the second names every ticked sub-type.

/** The sub-types that each type has, from the incidents at hand: a map from type to a list, null for "not given". */
export function treeOf({ type, sub }, known = new Map()) {
  const pairs = new Map([...known].map(([name, subs]) => [name, new Set(subs)]));
  const seen = new Set();
  for (let row = 0; row < type.codes.length; row++) {
    const key = type.codes[row] * sub.lists.length + sub.codes[row];
    if (seen.has(key)) continue;
    seen.add(key);
    const name = firstOf(type, row);
    if (!pairs.has(name)) pairs.set(name, new Set());
    pairs.get(name).add(firstOf(sub, row));
  }
  return new Map([...pairs].map(([name, subs]) => [name, [...subs]]));
}

/** The same for a view, made once for its incidents; where they come in parts, what was known stays known. */
export function treeFor(view) {
  let incidents = null;
  let tree = new Map();
  return () => {
    if (incidents !== view.incidents && view.incidents.facets) tree = treeOf(view.incidents.facets, tree);
    incidents = view.incidents;
    return tree;
  };
}

const firstOf = ({ values, lists, codes }, row) => values[lists[codes[row]][0]] ?? null;

const subsOf = (tree, type) => tree.get(type) ?? [null];

/** Whether a sub-type is ticked below its type. */
export function subIsOn({ type, sub }, name, subName) {
  if (!type.size && !sub.size) return false;
  return (!type.size || type.has(name)) && (!sub.size || sub.has(subName));
}

/** How much of a type is ticked: "all", "some" or "none". */
export function typeState(filters, tree, name) {
  const subs = subsOf(tree, name);
  const on = subs.filter((subName) => subIsOn(filters, name, subName)).length;
  if (on === 0) return "none";
  return on === subs.length ? "all" : "some";
}

/** The sets after a type has been ticked or its tick taken away; one that is ticked in part is ticked whole. */
export function toggleType(filters, tree, name) {
  const leaves = leavesOf(filters, tree);
  if (typeState(filters, tree, name) === "all") leaves.delete(name);
  else leaves.set(name, new Set(subsOf(tree, name)));
  return setsOf(leaves, tree);
}

/** The sets after a sub-type has been ticked, or its tick taken away. */
export function toggleSub(filters, tree, name, subName) {
  const leaves = leavesOf(filters, tree);
  const subs = leaves.get(name) ?? new Set();
  leaves.set(name, subs);
  if (!subs.delete(subName)) subs.add(subName);
  return setsOf(leaves, tree);
}

function leavesOf(filters, tree) {
  const leaves = new Map();
  for (const name of new Set([...tree.keys(), ...filters.type])) {
    const subs = subsOf(tree, name).filter((subName) => subIsOn(filters, name, subName));
    if (subs.length) leaves.set(name, new Set(subs));
  }
  return leaves;
}

function setsOf(leaves, tree) {
  const types = [...leaves].filter(([, subs]) => subs.size);
  const whole = types.every(([name, subs]) => subs.size === subsOf(tree, name).length);
  return {
    type: new Set(types.map(([name]) => name)),
    sub: new Set(whole ? [] : types.flatMap(([, subs]) => [...subs])),
  };
}

/** What is ticked in as few names as possible: whole types, then sub-types of the others. */
export function namesOf(filters, tree) {
  const types = [...new Set([...tree.keys(), ...filters.type])];
  const state = new Map(types.map((name) => [name, typeState(filters, tree, name)]));
  const whole = types.filter((name) => state.get(name) === "all");
  const parts = types.filter((name) => state.get(name) === "some")
    .flatMap((name) => subsOf(tree, name).filter((subName) => subIsOn(filters, name, subName)));
  // What the incidents at hand do not have can still be asked for, by an address that someone kept.
  const known = new Set([...tree.values()].flat());
  const strange = [...filters.sub].filter((subName) => !known.has(subName));
  return { types: whole, subs: [...new Set([...parts, ...strange])] };
}
