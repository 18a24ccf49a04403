"""Staged rows → the gazetteer's content: one record a place, its containers, its boundary, and the look-up arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.gazetteer import containers
from incidentmap.gazetteer.containers import COUNTRY, Containers
from incidentmap.gazetteer.exact import exact_arrays
from incidentmap.gazetteer.lookup import cognate_arrays
from incidentmap.gazetteer.merge import (
    SETTLEMENT,
    SETTLEMENT_ORDER,
    absorb,
    km_between,
    same_named,
    same_places,
    source_rank,
)
from incidentmap.gazetteer.staging import (
    DEAD,
    FEATURES,
    NONE,
    POINTLESS,
    POINTS_DIFFER,
    SEVERAL_IDS,
    KeyPart,
    Places,
    Postings,
    Staging,
    country_code,
)
from incidentmap.model import Feature

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Whose polygon is drawn, the best first: what a user supplies ("") replaces what is bundled.
BOUNDARY_ORDER: Final = ("", "osm", "wof", "geonames", "naturalearth")
#: Bundled sources beside those of BOUNDARY_ORDER.
_LOOKED_AT: Final = ("airport", "areas", "border", "postal", "waters")
#: Where names are written in more than one Cyrillic language, and so met in a sister's spelling.
CYRILLIC_COUNTRIES: Final = ("BY", "KZ", "MD", "RU", "UA")
#: Points of one place that are farther apart than this are told: a settlement is about as large.
POINTS_KM: Final = 2.0
#: Keys whose letters are put in order at a time.
_BLOCK: Final = 1 << 17


@dataclass(slots=True)
class Content:
    """What :mod:`.build` writes down."""

    places: Places
    postings: Postings
    containers: Containers
    boundaries: dict[int, Any]
    into: NDArray[np.int64]
    outside: int
    #: Areas and waters, and the units that each is made of or lies in, shape (k, 2), in the order of rows.
    spans: NDArray[np.uint32]


def assemble(staging: Staging, progress: Callable[[str, float], None]) -> Content:
    """Merge, place and check.

    Parameters
    ----------
    staging : Staging
        With all sources taken in; its postings are taken out of it.
    progress : callable
        Told a label and a fraction of this step (0 to 1).
    """
    places, postings = staging.places(), staging.postings()
    sources = [o.key for o in staging.origins]
    into = np.arange(len(places.id))
    shapes = staging.boundaries
    country = places.country.astype(np.int64)
    for level in (Feature.COUNTRY, Feature.REGION):
        into = _take_over(same_named(level, places, postings, sources, country), into, places, postings)
    shapes = _best_boundaries(shapes, into, places, sources)
    progress("placing places in their regions", 0.1)
    region = containers.regions(places, postings, shapes)
    into = _take_over(
        same_named(Feature.DISTRICT, places, postings, sources, region.astype(np.int64)), into, places, postings
    )
    progress("joining what several sources know", 0.4)
    into = _take_over(same_places(staging, places, postings), into, places, postings)
    shapes = _best_boundaries(staging.boundaries, into, places, sources)
    progress("placing places in their districts", 0.8)
    district = containers.districts(places, postings, region, shapes)
    same = same_named(Feature.SETTLEMENT, places, postings, sources, district.astype(np.int64), order=SETTLEMENT_ORDER)
    into = _take_over(same, into, places, postings)
    region = _inherit(region, district)
    outside = containers.mark_outside(places, region, places.admin1, shapes)
    outside += containers.mark_outside(places, district, places.admin2, shapes)
    own = np.array([key not in BOUNDARY_ORDER and key not in _LOOKED_AT for key in sources])
    outside += containers.mark_abroad(places, region, shapes, own[places.source])
    _mark_several(places, into)
    held = Containers(containers.nations(places), region, district)
    return Content(places, postings, held, shapes, into, outside, _spans(staging, into))


def _take_over(
    step: NDArray[np.int64], into: NDArray[np.int64], places: Places, postings: Postings
) -> NDArray[np.int64]:
    """Apply one round of merging, on top of the rounds before."""
    absorb(step, places, postings)
    return np.asarray(step[into])


def _best_boundaries(
    shapes: dict[int, Any], into: NDArray[np.int64], places: Places, sources: list[str]
) -> dict[int, Any]:
    best: dict[int, tuple[int, int]] = {}
    for row in shapes:
        head = int(into[row])
        rank = (source_rank(sources[places.source[row]], BOUNDARY_ORDER), -row)
        if head not in best or rank < best[head]:
            best[head] = rank
    return {head: shapes[-row] for head, (_, row) in best.items()}


def _inherit(region: NDArray[np.int32], district: NDArray[np.int32]) -> NDArray[np.int32]:
    """Give a place without a region that of its district."""
    lost = (region == NONE) & (district != NONE)
    region[lost] = region[district[lost]]
    return region


def _spans(staging: Staging, into: NDArray[np.int64]) -> NDArray[np.uint32]:
    if not staging.spans:
        return np.empty((0, 2), np.uint32)
    place, unit = (np.concatenate(parts) for parts in zip(*staging.spans, strict=True))
    rows = staging.rows_of(unit)
    pairs = np.stack([into[place[rows != NONE]], into[rows[rows != NONE]]], axis=1)
    return np.unique(pairs, axis=0).astype(np.uint32)


def _mark_several(places: Places, into: NDArray[np.int64]) -> None:
    members = np.flatnonzero(into != np.arange(len(into)))
    heads = into[members]
    settled = places.feature[heads] == SETTLEMENT
    members, heads = members[settled], heads[settled]
    km = km_between(places.lon[members], places.lat[members], places.lon[heads], places.lat[heads])
    places.flags[heads[km > POINTS_KM]] |= POINTS_DIFFER
    places.flags[heads[places.id[members] != places.id[heads]]] |= SEVERAL_IDS


def lookup_arrays(content: Content, parts: list[KeyPart]) -> dict[str, NDArray[Any]]:
    """Make the arrays that names are looked up in, and the columns of the places.

    ``post_first`` (keys + 1) says where each key's postings begin; ``text`` and ``text_at`` hold the keys themselves in
    UTF-8, in the order of their numbers.
    """
    places, postings, held = content.places, content.postings, content.containers
    # The place's own name sorts before an equal alias, and stays.
    order = np.lexsort((postings.flags, postings.spelling, postings.place, postings.key))
    key, place = postings.key[order], postings.place[order]
    spelling, core, flags = postings.spelling[order], postings.core[order], postings.flags[order]
    once = np.ones(len(key), bool)
    once[1:] = (key[1:] != key[:-1]) | (place[1:] != place[:-1]) | (spelling[1:] != spelling[:-1])
    once &= places.feature[place] != DEAD
    key = key[once]
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1])) if len(key) else np.zeros(0, np.int64)
    hashes = key[first]
    arrays: dict[str, NDArray[Any]] = exact_arrays(hashes)
    arrays |= {
        "post_first": np.append(first, len(key)).astype(np.uint32),
        "post_place": place[once],
        "post_spelling": spelling[once],
        "post_core": core[once],
        "post_flags": flags[once],
        "lon": places.lon,
        "lat": places.lat,
        "feature": places.feature,
        "country": places.country,
        "flags": places.flags,
        "population": places.population,
        "nation": held.nation,
        "region": held.region,
        "district": held.district,
        "span_place": content.spans[:, 0].copy(),
        "span_unit": content.spans[:, 1].copy(),
    }
    arrays["water_keys"] = _water_keys(arrays)
    countries = np.flatnonzero(places.feature == COUNTRY)
    arrays["country_code"], arrays["country_row"] = places.country[countries], countries.astype(np.uint32)
    arrays |= key_texts(hashes, parts)
    return arrays | _sister_languages(arrays, places)


def _water_keys(arrays: dict[str, NDArray[Any]]) -> NDArray[np.uint32]:
    """Find the keys that only waters bear: "Red" and "Black" are rivers, and no names to be met in a text."""
    if not len(arrays["post_place"]):
        return np.zeros(0, np.uint32)
    water = arrays["feature"][arrays["post_place"]] == FEATURES.index(Feature.WATER)
    return np.flatnonzero(np.logical_and.reduceat(water, arrays["post_first"][:-1])).astype(np.uint32)


def _sister_languages(arrays: dict[str, NDArray[Any]], places: Places) -> dict[str, NDArray[Any]]:
    """Make the look-up across languages for the places of countries where several Cyrillic ones are written.

    Settlements without a point have one of their own ("lost_"): what others are met by does not depend on them.
    """
    codes = np.array([country_code(c) for c in CYRILLIC_COUNTRIES], np.uint16)
    place = arrays["post_place"]
    lost = places.flags[place] & POINTLESS != 0
    plain = ~lost & ~np.isin(places.feature[place], [FEATURES.index(f) for f in (Feature.AREA, Feature.WATER)])
    at_home = np.isin(places.country[place], codes)
    return _cognates(arrays, at_home & plain) | {
        f"lost_{name}": column for name, column in _cognates(arrays, at_home & lost).items()
    }


def _cognates(arrays: dict[str, NDArray[Any]], wanted: NDArray[np.bool_]) -> dict[str, NDArray[Any]]:
    first = arrays["post_first"]
    number = np.unique(np.repeat(np.arange(len(first) - 1, dtype=np.uint32), np.diff(first))[wanted])
    blob, at = arrays["text"].data, arrays["text_at"].astype(np.int64)
    spans = zip(at[number].tolist(), at[number + np.uint32(1)].tolist(), strict=True)
    texts = [str(blob[first:last], "utf-8", "surrogatepass") for first, last in spans]
    return cognate_arrays(texts, number)


def key_texts(hashes: NDArray[np.uint64], parts: list[KeyPart]) -> dict[str, NDArray[Any]]:
    """Put the texts of all keys in the order of their hashes."""
    if not parts:
        return {"text": np.zeros(0, np.uint8), "text_at": np.zeros(1, np.uint64)}
    of_part = np.concatenate([p.hash for p in parts])
    length = np.concatenate([p.length for p in parts]).astype(np.int64)
    blob = np.frombuffer(b"".join(p.text for p in parts), np.uint8)
    start = np.cumsum(length) - length
    which = np.argsort(of_part)
    which = which[np.searchsorted(of_part, hashes, sorter=which)]
    length, start = length[which], start[which]
    at = np.append(0, np.cumsum(length))
    text = np.empty(at[-1], np.uint8)
    for first in range(0, len(which), _BLOCK):  # positions take eight times the memory of the letters
        last = min(first + _BLOCK, len(which))
        run, begin = length[first:last], start[first:last]
        shift = np.repeat(begin - (at[first:last] - at[first]), run)
        text[at[first] : at[last]] = blob[shift + np.arange(at[last] - at[first])]
    return {"text": text, "text_at": at.astype(np.uint64 if at[-1] >= 1 << 32 else np.uint32)}


def indexed(content: Content) -> NDArray[np.uint32]:
    """Return the rows that reverse look-up answers with: settlements."""
    places = content.places
    return np.flatnonzero((places.feature == SETTLEMENT) & (places.flags & POINTLESS == 0)).astype(np.uint32)
