// What is named on the map, the most important first: places with incidents, cities, countries, waters, villages.

const SAME_PLACE = 0.00006; // of the unit square: about 1.5 km in Ukraine
const GREAT = 200000; // inhabitants
const TOWN = 30000;
const MANY = 20000; // incidents: with more of them their places are too many to name
const NAMED = 1500;

const KNOWN = new WeakMap(); // of incidents and base: what is the same at every zoom

/**
 * The labels of a scene.
 *
 * @param {{x: number, y: number, radius: number}[]} groups of marks
 */
export function labelsFor(incidents, base, groups) {
  if (!KNOWN.has(incidents)) KNOWN.set(incidents, matched(incidents, base));
  const { reported, great, towns, villages } = KNOWN.get(incidents);
  const atPlace = new Map(groups.map((group) => [`${group.x} ${group.y}`, group]));
  const named = reported.flatMap((place) => {
    const group = atPlace.get(`${place.x} ${place.y}`);
    return group ? [{ ...place, radius: group.radius }] : [];
  });
  return [...named, ...great, ...base.names, ...towns, ...base.waters, ...villages];
}

/** A place with incidents is named once, where its incidents are, in the page's language if the base knows it. */
function matched(incidents, base) {
  const places = incidents.count > MANY ? [] : incidents.places().slice(0, NAMED);
  const reported = places.map((place) => ({ ...place, kind: "incident", population: 0 }));
  const near = grid(reported);
  const others = base.settlements.filter((settlement) => {
    const same = near(settlement);
    for (const place of same) {
      place.population = Math.max(place.population, settlement.population);
      if (settlement.names.includes(place.name)) place.name = settlement.name;
    }
    return !same.length;
  });
  return {
    reported,
    great: others.filter(({ population }) => population >= GREAT),
    towns: others.filter(({ population }) => population >= TOWN && population < GREAT),
    villages: others.filter(({ population }) => population < TOWN),
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
