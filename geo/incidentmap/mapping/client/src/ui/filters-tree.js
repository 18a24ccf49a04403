// Types with their sub-types as one tree of ticks. The filters stay two sets, `type` and `sub`, that must both hold:
// whole types are the first set alone; as soon as a type is ticked in part, the second names every ticked sub-type.

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
