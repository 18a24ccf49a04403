"""Where a build gathers what the readers give: strings go to the SQLite file, numbers and hashes to columns.

Thirteen million places fit in the memory of a laptop that way. A *posting* says that a place bears a name with a key;
its spelling travels as a hash, which is enough to tell how a written name met it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from incidentmap.gazetteer.exact import hash_many, key_hash
from incidentmap.gazetteer.sources import Origin, Rows
from incidentmap.model import Feature
from incidentmap.names import keys_many, spelling_many, split_many

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

#: Features as small numbers, in the order of the enumeration; DEAD marks a record that another one took over.
FEATURES: Final = tuple(Feature)
DEAD: Final = 255
#: Bits of a posting.
ALIAS, HISTORIC = 1, 2
SAID_SHIFT: Final = 4  # the kind that the spelling itself says ("… Oblast"), from this bit on; 0 for none
#: Bits of a place.
DISPUTED, OUTSIDE, POINTS_DIFFER, SEVERAL_IDS, POINTLESS = 1, 2, 4, 8, 16
_SAID: Final = {None: 0} | {feature: number for number, feature in enumerate(FEATURES, start=1)}
#: No row.
NONE: Final = -1

_PLACE: Final = "INSERT INTO place (n, id, name, lang, code, lon, lat, feature, country, population, source) VALUES (?,?,?,?,?,?,?,?,?,?,?)"  # noqa: E501
_NOTE: Final = "INSERT INTO note (place, text) VALUES (?, ?)"
_NAME: Final = "INSERT INTO name (place, name, lang, kind) VALUES (?, ?, ?, ?)"


@dataclass(slots=True)
class Places:
    """The places' numbers, one entry a place, shape (n,)."""

    id: NDArray[np.uint64]  # hash of the id
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    feature: NDArray[np.uint8]  # position in FEATURES, or DEAD
    country: NDArray[np.uint16]  # country_code()
    population: NDArray[np.uint32]
    source: NDArray[np.uint8]  # position in the list of origins
    flags: NDArray[np.uint8]
    admin1: NDArray[np.uint64]  # hash of the key of the container it names, or of its id; 0 for none
    admin2: NDArray[np.uint64]


@dataclass(slots=True)
class Postings:
    """Who bears which name, one entry a name and reading, shape (m,)."""

    key: NDArray[np.uint64]
    place: NDArray[np.uint32]
    spelling: NDArray[np.uint32]
    core: NDArray[np.uint32]
    flags: NDArray[np.uint8]


class KeyPart(NamedTuple):
    """Some keys: their hashes, the lengths of their UTF-8 texts, and the texts one after the other."""

    hash: NDArray[np.uint64]
    length: NDArray[np.uint32]
    text: bytes


@dataclass(slots=True)
class Staging:
    """Takes rows in, chunk by chunk."""

    db: sqlite3.Connection
    origins: list[Origin] = field(default_factory=list)
    count: int = 0
    #: Names of places that no source gives, by source.
    unmatched: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    boundaries: dict[int, Any] = field(default_factory=dict)
    #: Ids of other sources that a place says it is.
    same_as: list[tuple[NDArray[np.uint32], NDArray[np.uint64]]] = field(default_factory=list)
    links: list[tuple[NDArray[np.uint64], NDArray[np.uint64]]] = field(default_factory=list)
    #: Ids of the units that an area is made of, or that a water lies in.
    spans: list[tuple[NDArray[np.uint32], NDArray[np.uint64]]] = field(default_factory=list)
    _places: dict[str, list[NDArray[Any]]] = field(default_factory=lambda: defaultdict(list))
    _postings: dict[str, list[NDArray[Any]]] = field(default_factory=lambda: defaultdict(list))
    _keys: list[KeyPart] = field(default_factory=list)
    _ids: tuple[int, NDArray[np.uint64], NDArray[np.intp]] | None = None

    def add(self, rows: Rows) -> None:
        """Take one part of a source."""
        source = self._source(rows.origin)
        first = self.count
        own = rows.places
        if own is not None and len(own):
            self._add_places(own, source)
            self._add_names(np.arange(first, self.count, dtype=np.uint32), own["name"], alias=0)
        if rows.names is not None and len(rows.names):
            self._add_spellings(rows.names, own, first, rows.origin.key)
        if rows.links is not None and len(rows.links):
            self.links.append((hash_many(rows.links["id"].tolist()), hash_many(rows.links["parent"].tolist())))

    def places(self) -> Places:
        """Return the places taken in, as columns."""
        for name, parts in self._places.items():
            self._places[name] = [_joined(parts)]
        return Places(**{name: parts[0] for name, parts in self._places.items()})

    def postings(self) -> Postings:
        """Return the postings taken in, as columns; the parts are let go."""
        columns = {}
        for name in list(self._postings):
            columns[name] = _joined(self._postings.pop(name))
        return Postings(**columns)

    def key_parts(self) -> list[KeyPart]:
        """Return the distinct keys of each chunk; a key may be in several chunks. The parts are let go."""
        parts, self._keys = self._keys, []
        return parts

    def rows_of(self, ids: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return the first place with each id, as a row number or ``NONE``, shape (k,)."""
        if self._ids is None or self._ids[0] != self.count:
            hashes = _joined(self._places["id"])
            order = np.argsort(hashes, kind="stable")
            self._ids = (self.count, hashes[order], order)
        _, known, order = self._ids
        if not len(known):
            return np.full(len(ids), NONE)
        at = np.minimum(np.searchsorted(known, ids), len(known) - 1)
        return np.where(known[at] == ids, order[at], NONE)

    def _source(self, origin: Origin) -> int:
        if origin not in self.origins:
            self.origins.append(origin)
        return self.origins.index(origin)

    def _add_places(self, own: pd.DataFrame, source: int) -> None:
        n = len(own)
        feature = own["feature"].map({f.value: i for i, f in enumerate(FEATURES)}).to_numpy(np.uint8)
        country = _optional(own, "country", None)
        codes = country.astype(object).where(country.notna(), None).tolist()
        population = _optional(own, "population", 0).fillna(0).to_numpy(np.int64).clip(0, 2**32 - 1)
        disputed, pointless = (_optional(own, c, 0).fillna(0).to_numpy(bool) for c in ("disputed", "pointless"))
        columns = self._places
        columns["id"].append(hash_many(own["id"].tolist()))
        columns["lon"].append(own["lon"].to_numpy(np.float64))
        columns["lat"].append(own["lat"].to_numpy(np.float64))
        columns["feature"].append(feature)
        columns["country"].append(np.array([country_code(c) for c in codes], np.uint16))
        columns["population"].append(population.astype(np.uint32))
        columns["source"].append(np.full(n, source, np.uint8))
        columns["flags"].append((disputed * DISPUTED | pointless * POINTLESS).astype(np.uint8))
        for level in ("admin1", "admin2"):
            columns[level].append(_container_hashes(_optional(own, level, None)))
        self._add_extras(own)
        text = [own["id"], own["name"], *(_optional(own, c, "").fillna("") for c in ("lang", "code"))]
        numbers = [own["lon"], own["lat"], own["feature"]]
        cells = [c.tolist() for c in (*text, *numbers)]
        key = self.origins[source].key
        rows = zip(range(self.count, self.count + n), *cells, codes, population.tolist(), [key] * n, strict=True)
        self.db.executemany(_PLACE, rows)
        self.count += n

    def _add_extras(self, own: pd.DataFrame) -> None:
        if "boundary" in own.columns:
            self.boundaries |= {self.count + i: b for i, b in enumerate(own["boundary"]) if hasattr(b, "geom_type")}
        for column, taken in (("same_as", self.same_as), ("spans", self.spans)):
            if column in own.columns:
                pairs = [(self.count + i, other) for i, others in enumerate(own[column]) for other in others or ()]
                if pairs:
                    place, other = zip(*pairs, strict=True)
                    taken.append((np.array(place, np.uint32), hash_many(list(other))))
        if "note" in own.columns:
            notes = [(self.count + i, text) for i, text in enumerate(own["note"].tolist()) if isinstance(text, str)]
            self.db.executemany(_NOTE, notes)

    def _add_spellings(self, names: pd.DataFrame, own: pd.DataFrame | None, first: int, source: str) -> None:
        import pandas as pd

        place = np.full(len(names), NONE, np.int64)
        if own is not None and len(own):
            at = pd.Index(own["id"]).get_indexer(names["id"])
            place = np.where(at >= 0, at + first, NONE)
        lost = np.flatnonzero(place == NONE)
        if len(lost):
            place[lost] = self.rows_of(hash_many(names["id"].iloc[lost].tolist()))
        known = place != NONE
        if not known.all():
            self.unmatched[source] += int((~known).sum())
            names, place = names[known], place[known]
        if not len(names):
            return
        cells = [names["name"].tolist(), *(names[c].fillna("").tolist() for c in ("lang", "kind"))]
        self.db.executemany(_NAME, zip(place.tolist(), *cells, strict=True))
        historic = (names["kind"] == "historic").to_numpy()
        principal = _optional(names, "own", 0).fillna(0).to_numpy(bool)
        alias = np.where(historic, ALIAS | HISTORIC, np.where(principal, 0, ALIAS))
        self._add_names(place.astype(np.uint32), names["name"], alias=alias)

    def _add_names(self, place: NDArray[np.uint32], names: pd.Series[Any], alias: int | NDArray[Any]) -> None:
        written = names.tolist()
        readings = keys_many(written)
        parts = split_many(written)
        said = np.fromiter((_SAID[feature] for _, feature in parts), np.uint8, len(parts))
        flags = np.asarray(alias, np.uint8) | (said << SAID_SHIFT)
        spelling = _short(hash_many(spelling_many(written)))
        core = spelling.copy()
        generic = np.flatnonzero(said)  # all others are their own core
        core[generic] = _short(hash_many(spelling_many([parts[i][0] for i in generic.tolist()])))
        several = np.array([len(r) for r in readings])
        row = np.repeat(np.arange(len(written)), several)
        keys = [key for reading in readings for key in reading]
        hashes = hash_many(keys)
        # A name without a letter ("=1", a row of signs) is no name: its key would collect them all.
        named = np.fromiter(map(_named, keys), bool, len(keys))
        row, hashes = row[named], hashes[named]
        self._postings["key"].append(hashes)
        self._postings["place"].append(place[row])
        self._postings["spelling"].append(spelling[row])
        self._postings["core"].append(core[row])
        self._postings["flags"].append(flags[row])
        distinct = dict(
            zip(hashes.tolist(), (k for k, ok in zip(keys, named.tolist(), strict=True) if ok), strict=True)
        )
        texts = [key.encode("utf-8", "surrogatepass") for key in distinct.values()]
        lengths = np.fromiter(map(len, texts), np.uint32, len(texts))
        self._keys.append(KeyPart(np.array(list(distinct), np.uint64), lengths, b"".join(texts)))


def country_code(code: str | None) -> int:
    """Write a two-letter code as a number; 0 for none.

    Examples
    --------
    >>> country_code("UA"), country_code(None)
    (21825, 0)
    """
    return ord(code[0]) << 8 | ord(code[1]) if code and len(code) == 2 and code.isascii() else 0


def short_hash(text: str) -> int:
    """Hash a spelling as postings do.

    Examples
    --------
    >>> 0 <= short_hash("belgorod") < 2**32
    True
    """
    return key_hash(text) >> 32


def _short(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    return (hashes >> np.uint64(32)).astype(np.uint32)


def _named(key: str) -> bool:
    return any(map(str.isalpha, key))


def _container_hashes(names: pd.Series[Any]) -> NDArray[np.uint64]:
    """Hash the containers that rows name: an id as it stands, a name by its first key; each distinct one once."""
    import pandas as pd

    which, distinct = pd.factorize(names)
    if not len(distinct):
        return np.zeros(len(names), np.uint64)
    texts = [str(d) for d in distinct]
    keys = [text if _is_id(text) else readings[0] for text, readings in zip(texts, keys_many(texts), strict=True)]
    hashes = np.append(hash_many(keys), np.uint64(0))
    return np.asarray(hashes[which])


def _is_id(text: str) -> bool:
    return ":" in text and " " not in text


def _optional(table: pd.DataFrame, column: str, missing: Any) -> pd.Series[Any]:
    import pandas as pd

    if column in table.columns:
        return table[column]
    return pd.Series([missing] * len(table), index=table.index, dtype=object)


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.array([])
