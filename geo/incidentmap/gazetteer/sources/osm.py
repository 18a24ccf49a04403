"""OpenStreetMap: places and administrative boundaries of an ``.osm.pbf``, ``.osm`` or ``.osm.bz2`` file.

Nodes with ``place=*`` become settlements and sites; relations and closed ways with ``boundary=administrative`` and an
``admin_level`` of 2, 4 or 6 become countries, regions and districts with their polygons. Only what the boundaries
need is kept aside, in a temporary file, so that the memory does not grow with the size of the extract.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING, Any, Final

from incidentmap.errors import EmptyInput, GazetteerBuildError, UnreadableFile
from incidentmap.gazetteer.sources import Options, Origin, Rows, _osm_tags, _pbf
from incidentmap.gazetteer.sources._batch import Batch
from incidentmap.gazetteer.sources._shapes import inner_point, polygonal

if TYPE_CHECKING:
    import osmium

#: What pyosmium reads here. Others that it knows (o5m, OPL, history files) are not distributed as extracts.
SUFFIXES: Final = (".osm.pbf", ".pbf", ".osm", ".osm.bz2", ".osm.gz")

_AGAIN: Final = "download it again"
_MEND: Final = "see the relation on openstreetmap.org; take a larger extract if it lies across the edge of this one"
#: Roles of the node that stands for a unit on a map, the best first.
_CENTRES: Final = ("label", "admin_centre", "admin_center", "capital")


@dataclass(slots=True)
class _Unit:
    """A boundary that waits for its polygon."""

    row: int
    tags: dict[str, str]
    ways: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    centres: dict[str, int] = field(default_factory=dict)


def sniff(path: Path) -> bool:
    """Tell whether the file is of OpenStreetMap, by its name.

    Examples
    --------
    >>> sniff(Path("ukraine-latest.osm.pbf")), sniff(Path("tests/data/events.csv"))
    (True, False)
    """
    return path.name.lower().endswith(SUFFIXES) and not path.is_dir()


def read(path: Path, options: Options) -> Iterator[Rows]:
    """Read places, then units.

    Parameters
    ----------
    path : Path
    options : Options
        Of these ``country``, ``key``, ``title``, ``licence`` and ``attribution`` are used.

    Raises
    ------
    UnreadableFile
        When the file is cut short, empty, or not of OpenStreetMap.
    EmptyInput
        When there is neither a place nor a boundary in it.

    Examples
    --------
    >>> next(read(Path("nowhere.osm.pbf"), Options()))
    Traceback (most recent call last):
    incidentmap.errors.UnreadableFile: nowhere.osm.pbf: there is no such file. To mend it: check the path.
    """
    if not path.is_file():
        problem = "it is a folder" if path.is_dir() else "there is no such file"
        raise UnreadableFile(problem, file=str(path), remedy="check the path")
    if path.suffix == ".pbf":
        _pbf.check(path)
    batch = Batch(_origin(path, options), str(path))
    units, needed = _units(path, batch)
    yield from _places(path, batch, options)
    yield from _boundaries(path, units, needed, batch, options)
    if not batch.seen:
        raise EmptyInput("it holds no places and no boundaries", file=str(path), remedy="take a larger extract")
    yield batch.take()


@contextmanager
def _as_unreadable(path: Path) -> Iterator[None]:
    """Tell what the library reports: of what is wrong with a file it makes errors of many sorts."""
    try:
        yield
    except (RuntimeError, ValueError, LookupError, ArithmeticError, OSError, MemoryError) as error:
        if "Write failed" in str(error):
            raise GazetteerBuildError(
                f"the borders could not be set aside ({error})",
                file=gettempdir(),
                remedy="free some space there, or name another folder: TMPDIR=/some/folder",
            ) from error
        raise UnreadableFile(
            f"it is not a whole OpenStreetMap file ({error})", file=str(path), remedy=_AGAIN
        ) from error


def _things(path: Path, kinds: osmium.osm.osm_entity_bits, which: object) -> Iterator[Any]:
    """Read what passes a filter, which libosmium applies: the many others never become Python objects."""
    import osmium

    with _as_unreadable(path):
        yield from osmium.FileProcessor(str(path), kinds).with_filter(which)


def _areas(path: Path) -> Iterator[Any]:
    import osmium

    borders = osmium.filter.TagFilter(("boundary", "administrative"))
    with _as_unreadable(path):
        areas = osmium.FileProcessor(str(path)).with_areas(borders)
        yield from areas.with_filter(osmium.filter.EntityFilter(osmium.osm.AREA))


def _tags(thing: Any, row: int, batch: Batch) -> dict[str, str] | None:
    """Copy the tags, which live only as long as the buffer; reject the object when they are not text."""
    try:
        return {tag.k: tag.v for tag in thing.tags}
    except UnicodeDecodeError as error:
        reason = f"a tag is not text in UTF-8 ({error.reason})"
        batch.reject(row, reason, _AGAIN, field="tags", cells=f"{thing.type_str()}{thing.id}")
        return None


def _units(path: Path, batch: Batch) -> tuple[dict[str, _Unit], osmium.IdTracker]:
    """List the boundaries, and the ids of all that their polygons are made of."""
    import osmium

    units: dict[str, _Unit] = {}
    needed = osmium.IdTracker()
    described: set[tuple[str, str | None, str]] = set()
    other_levels = 0
    borders = osmium.filter.TagFilter(("boundary", "administrative"))
    found = _things(path, osmium.osm.WAY | osmium.osm.RELATION, borders)
    for row, thing in enumerate(found, start=1):
        tags = _tags(thing, row, batch)
        if tags is None:
            continue
        if tags.get("admin_level") not in _osm_tags.LEVELS:
            other_levels += thing.is_relation()
        elif thing.is_relation() or (thing.is_closed() and "name" in tags):  # other ways are parts of a border
            unit = _unit(thing, row, tags, needed, batch)
            if unit is not None:
                units[f"{thing.type_str()}{thing.id}"] = unit
                described.update((way, tags.get("name"), tags["admin_level"]) for way in unit.ways)
    if other_levels:
        reason = f"{other_levels:,} boundaries are of an admin_level other than {', '.join(_osm_tags.LEVELS)}"
        batch.reject(0, reason, "nothing is wrong: their meaning differs by country", field="admin_level")
    # A border that is one closed way often repeats the tags of its relation.
    return {k: u for k, u in units.items() if (k, u.tags.get("name"), u.tags["admin_level"]) not in described}, needed


def _unit(thing: Any, row: int, tags: dict[str, str], needed: osmium.IdTracker, batch: Batch) -> _Unit | None:
    """Note a boundary and what its polygon is made of."""
    unit = _Unit(row, tags)
    try:
        if thing.is_way():
            needed.add_way(thing.id)
            return unit
        needed.add_relation(thing.id)
        needed.add_references(thing)
        members = [(member.type, member.role, member.ref) for member in thing.members]
    except (UnicodeDecodeError, RuntimeError):
        reason = "its members have ids that OpenStreetMap does not give, or roles that are not text"
        batch.reject(row, reason, _AGAIN, field="members", cells=f"{thing.type_str()}{thing.id}")
        return None
    unit.ways = tuple(f"w{ref}" for kind, _, ref in members if kind == "w")
    unit.children = tuple(f"r{ref}" for kind, role, ref in members if (kind, role) == ("r", "subarea"))
    unit.centres = {role: ref for kind, role, ref in members if kind == "n" and role in _CENTRES}
    return unit


def _places(path: Path, batch: Batch, options: Options) -> Iterator[Rows]:
    import osmium

    seen: set[int] = set()
    labels = 0
    nodes = _things(path, osmium.osm.NODE, osmium.filter.KeyFilter("place"))
    for row, node in enumerate(nodes, start=1):
        tags = _tags(node, row, batch)
        if tags is None:
            continue
        if tags["place"] in _osm_tags.UNITS:
            labels += 1
        elif node.id in seen:
            batch.reject(row, "the file has this node already", "use an extract without history", cells=f"n{node.id}")
        else:
            seen.add(node.id)
            _add_node(node, tags, row, batch, options)
        if batch.full:
            yield batch.take()
    if labels:
        reason = f"{labels:,} nodes only label a unit ({', '.join(sorted(_osm_tags.UNITS))})"
        batch.reject(0, reason, "nothing is wrong: units are read from their boundaries", field="place")


def _add_node(node: Any, tags: dict[str, str], row: int, batch: Batch, options: Options) -> None:
    point = node.location
    lon, lat = (point.lon, point.lat) if point.valid() else (float("nan"), float("nan"))
    feature = _osm_tags.feature_of(tags["place"])
    place = {"lon": lon, "lat": lat, "feature": feature.value, "code": f"place={tags['place']}"[:80]}
    _add(f"osm:n{node.id}", place, tags, row, batch, options)


def _add(key: str, place: dict[str, Any], tags: dict[str, str], row: int, batch: Batch, options: Options) -> bool:
    name, lang = _osm_tags.main_name(tags)
    place |= {
        "id": key,
        "name": name,
        "lang": lang,
        "country": _osm_tags.country(tags, options.country),
        "population": _osm_tags.population(tags.get("population")),
        "same_as": _osm_tags.same_as(tags),
    }
    if not batch.place(place, row):
        return False
    for other, language, kind in _osm_tags.other_names(tags, name):
        batch.name(key, other, lang=language, kind=kind, row=row)
    return True


def _boundaries(
    path: Path, units: dict[str, _Unit], needed: osmium.IdTracker, batch: Batch, options: Options
) -> Iterator[Rows]:
    """Assemble the polygons from an extract of the extract: the boundaries, their ways and the nodes of these."""
    if not units:
        return
    waiting = dict(units)
    placed: set[str] = set()
    with TemporaryDirectory(prefix="incidentmap-") as folder:
        part = Path(folder, "boundaries.osm.pbf")
        _extract(path, needed, part)
        points = _labels(part, units)
        for area in _areas(part):
            key = f"{'w' if area.from_way() else 'r'}{area.orig_id()}"
            unit = waiting.pop(key, None)
            if unit is not None and _add_area(key, unit, area, points, batch, options):
                placed.add(key)
            if batch.full:
                yield batch.take()
    for key, unit in waiting.items():
        _reject_shape(key, unit, "parts of its border are not in the file, or it is not of type=boundary", batch)
    for key in placed:
        for child in units[key].children:
            if child in placed:
                batch.link(f"osm:{child}", f"osm:{key}")


def _extract(path: Path, needed: osmium.IdTracker, part: Path) -> None:
    import osmium

    with _as_unreadable(path), osmium.SimpleWriter(str(part), overwrite=True) as writer:
        needed.complete_backward_references(str(path))
        osmium.apply(str(path), needed.id_filter(), writer)


def _labels(part: Path, units: dict[str, _Unit]) -> dict[int, tuple[float, float]]:
    import osmium

    wanted = {node for unit in units.values() for node in unit.centres.values()}
    nodes = _things(part, osmium.osm.NODE, osmium.filter.IdFilter(wanted))
    return {n.id: (n.location.lon, n.location.lat) for n in nodes if n.location.valid()}


def _add_area(
    key: str, unit: _Unit, area: Any, points: dict[int, tuple[float, float]], batch: Batch, options: Options
) -> bool:
    import osmium
    import shapely

    shape = None
    if area.num_rings()[0] > 0:
        shape = polygonal(shapely.from_wkb(osmium.geom.WKBFactory().create_multipolygon(area)))
    if shape is None:
        _reject_shape(key, unit, "its border is open or crosses itself", batch)
        return False
    labels = (points.get(unit.centres[role]) for role in _CENTRES if role in unit.centres)
    lon, lat = next((point for point in labels if point is not None), None) or inner_point(shape)
    level = unit.tags["admin_level"]
    place = {"lon": lon, "lat": lat, "feature": _osm_tags.LEVELS[level].value, "boundary": shape}
    place["code"] = f"admin_level={level}"
    return _add(f"osm:{key}", place, unit.tags, unit.row, batch, options)


def _reject_shape(key: str, unit: _Unit, why: str, batch: Batch) -> None:
    name = _osm_tags.main_name(unit.tags)[0]
    reason = f"the polygon cannot be assembled: {why}"
    batch.reject(unit.row, reason, _MEND, field="boundary", value=key, cells=f"{key} {name}".strip())


def _origin(path: Path, options: Options) -> Origin:
    import osmium

    with _as_unreadable(path), osmium.io.Reader(str(path), osmium.osm.NOTHING) as reader:
        made = reader.header().get("osmosis_replication_timestamp") or reader.header().get("timestamp")
    return Origin(
        key=options.key or "osm",
        title=options.title or f"OpenStreetMap, {path.name}",
        version=made,
        licence=options.licence or "ODbL 1.0",
        attribution=options.attribution or "© OpenStreetMap contributors, ODbL 1.0",
        url="https://www.openstreetmap.org/copyright",
    )
