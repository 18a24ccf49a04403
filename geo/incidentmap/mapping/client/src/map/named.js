// What is named on the map, the most important first: places with incidents, cities, countries, waters, villages.

const SAME_PLACE = 0.00006; // of the unit square: about 1.5 km in Ukraine
const GREAT = 200000; // inhabitants
const TOWN = 30000;
const NAMED = 1500;

const KNOWN = new WeakMap(); // by the list of reported places: what is the same at every zoom

/**
 * The labels of a scene.
 *
 * @param {object} engine knows the named places with incidents
 * @param {object} base `decodeBase`
 * @param {{x: number, y: number, radius: number}[]} groups of marks
 */
export function labelsFor(engine, base, groups) {
  const places = engine.places();
  if (!KNOWN.has(places)) KNOWN.set(places, matched(places, base));
  const { reported, great, towns, villages } = KNOWN.get(places);
  const atPlace = new Map(groups.map((group) => [`${group.x} ${group.y}`, group]));
  const named = [];
  const unmarked = new Set(); // settlements whose incidents are filtered out, or counted in a group elsewhere
  for (const place of reported) {
    const group = atPlace.get(`${place.x} ${place.y}`);
    if (group) named.push({ ...place, radius: group.radius });
    else for (const settlement of place.settlements) unmarked.add(settlement);
  }
  for (const { settlements } of named) for (const settlement of settlements) unmarked.delete(settlement);
  const sorted = bySize([...unmarked]);
  return [
    ...named, ...sorted.great, ...great, ...base.names, ...sorted.towns, ...towns, ...base.waters, ...sorted.villages, ...villages,
  ];
}

/** A place with incidents is named once, where its incidents are, in the page's language if the base knows it. */
function matched(places, base) {
  const reported = places.slice(0, NAMED).map((place) => ({ ...place, kind: "incident", population: 0, settlements: [] }));
  const near = grid(reported);
  const others = base.settlements.filter((settlement) => {
    const same = near(settlement);
    for (const place of same) {
      place.population = Math.max(place.population, settlement.population);
      place.settlements.push(settlement);
      if (settlement.names.includes(place.name)) place.name = settlement.name;
    }
    return !same.length;
  });
  return { reported, ...bySize(others) };
}

function bySize(settlements) {
  return {
    great: settlements.filter(({ population }) => population >= GREAT),
    towns: settlements.filter(({ population }) => population >= TOWN && population < GREAT),
    villages: settlements.filter(({ population }) => population < TOWN),
  };
}

/** Find which of some places are close to a spot. */
function grid(places) {
  const cells = new Map();
  const cell = (v) => Math.floor(v / SAME_PLACE);
  for (const place of places) {
    const key = `${cell(place.x)} ${cell(place.y)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(place);
  }
  return ({ x, y }) => {
    const found = [];
    for (let i = -1; i <= 1; i++) {
      for (let j = -1; j <= 1; j++) found.push(...(cells.get(`${cell(x) + i} ${cell(y) + j}`) ?? []));
    }
    return found.filter((place) => Math.hypot(place.x - x, place.y - y) < SAME_PLACE);
  };
}
