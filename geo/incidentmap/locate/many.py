"""Many phrases at once: each distinct one decided once, all their records read together."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from incidentmap.gazetteer import Gazetteer
from incidentmap.locate.asking import decide
from incidentmap.locate.deciding import CANDIDATES_KEPT, Decision
from incidentmap.locate.drawing import draw, read
from incidentmap.locate.plain import answer_plain
from incidentmap.model import Location, Point, Shape

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from incidentmap.gazetteer.build import Progress

#: So many of a table's sure places speak for its unsure ones: the most frequent first.
CONTEXT_PLACES: Final = 200
#: The rank's tier of a settlement that was meant as one.
_SETTLED: Final = 3
#: A reason names so many of the places between which nothing decides.
_TOLD: Final = 3
#: Records are read for so many phrases at a time.
_TOGETHER: Final = 5_000


#: Shapes with one spot that they are drawn around.
_ON_SPOT: Final = (Shape.POINT, Shape.DISC)


class Phrase(NamedTuple):
    """What tells one look-up from another; ``precision`` is what the source's own code says ("ucdp:4")."""

    place: str
    within: str = ""
    country: str = ""
    precision: str = ""
    lon: float | None = None
    lat: float | None = None

    @property
    def recorded(self) -> Point | None:
        """The coordinate that the source recorded, if it did."""
        return None if self.lon is None or self.lat is None else Point(self.lon, self.lat)


def resolve(
    phrases: Sequence[Phrase],
    gazetteer: Gazetteer,
    *,
    context: bool = True,
    beside: Sequence[Point] | None = (),
    progress: Progress | None = None,
) -> list[Location]:
    """Find where each phrase points to.

    Parameters
    ----------
    phrases : sequence of Phrase
        Distinct ones.
    context : bool, optional
        Let the places that are sure decide between namesakes when one of these is far nearer to them.
    beside : sequence of Point, optional
        Sure places that are not among the phrases; ``None`` says that they are too many to tell anything.
    progress : callable, optional
        Told a label, and a fraction from 0 to 1.

    Returns
    -------
    list of Location
        In order.
    """
    answers: list[Location] = []
    context = context and beside is not None
    for decisions in _decided(phrases, gazetteer, context=context, beside=beside or (), progress=progress):
        places = gazetteer.describe((f.n for d in decisions for f in read(d)), spellings=False)
        answers += [draw(d, gazetteer, places) for d in decisions]
    return answers


def _decided(
    phrases: Sequence[Phrase],
    gazetteer: Gazetteer,
    *,
    context: bool,
    beside: Sequence[Point],
    progress: Progress | None,
) -> list[list[Decision]]:
    decisions = []
    for i, phrase in enumerate(phrases):
        decisions.append(_decide(phrase, gazetteer, ()))
        if progress is not None and i % 1000 == 0:
            progress("resolving names", i / len(phrases))
    unsure = [i for i, d in enumerate(decisions) if d.ties]
    spots = _sure_spots(decisions, gazetteer, beside) if context and unsure else ()
    for i in unsure if spots else ():
        decisions[i] = _decide(phrases[i], gazetteer, spots)
    return [decisions[first : first + _TOGETHER] for first in range(0, len(decisions), _TOGETHER)]


def _decide(phrase: Phrase, gazetteer: Gazetteer, context: Sequence[Point]) -> Decision:
    return decide(
        phrase.place,
        gazetteer,
        within=phrase.within,
        country=phrase.country or None,
        recorded=phrase.recorded,
        context=context,
    )


def _sure_spots(decisions: Sequence[Decision], gazetteer: Gazetteer, beside: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points of settlements that are sure; none when they are many, for then some are near everything."""
    rows = dict.fromkeys(d.found[0].n for d in decisions if d.chosen and d.found[0].standing[2] >= _SETTLED)
    return (*beside, *map(gazetteer.spot, rows)) if len(rows) + len(beside) <= CONTEXT_PLACES else ()


def geocode_many(
    names: Sequence[str] | pd.Series[str],
    gazetteer: Gazetteer,
    *,
    within: str | Sequence[str | None] | pd.Series[str] | None = None,
    country: str | Sequence[str | None] | pd.Series[str] | None = None,
    context: bool = True,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Look up a column of names: each distinct question is answered once, and joined back.

    Parameters
    ----------
    names : sequence of str, shape (n,)
        As for :func:`geocode`; null counts as empty.
    gazetteer : Gazetteer
    within, country : str, or sequence of str, shape (n,), optional
        One container or country for all names, or one for each.
    context : bool, optional
        Let the names that are sure decide between namesakes when one of these is far nearer to them.
    progress : callable, optional
        Told a label, and a fraction from 0 to 1.

    Returns
    -------
    DataFrame, shape (n, 14)
        ``query, name, place_id, admin2, admin1, country, lon, lat, precision, radius_km, match, rule, reason,
        candidates`` (how many), in the order of ``names``. ``lon`` and ``lat`` are null unless the answer is a
        settlement or a spot near one: the middle of an oblast is nowhere.

    Raises
    ------
    ValueError
        When the columns differ in length.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     table = geocode_many(["Тёткино", "Nowherevka", "Тёткино"], gazetteer)
    >>> table["place_id"].tolist()
    ['border:tyotkino', None, 'border:tyotkino']
    """
    import pandas as pd

    asked = {"place": names, "within": within, "country": country}
    with without_gc():
        which, phrases = _distinct(asked, len(names))
        distinct = _answers(phrases, gazetteer, context=context, progress=progress)
        # As series of their own kinds: pandas would turn text into its own type, and null into not-a-number.
        return pd.DataFrame({c: pd.Series(v[which], dtype=v.dtype) for c, v in distinct.items()}, copy=False)


def _answers(
    phrases: Sequence[Phrase], gazetteer: Gazetteer, *, context: bool, progress: Progress | None
) -> dict[str, NDArray[Any]]:
    """Answer distinct questions: the plain ones in columns, the others one by one."""
    import numpy as np

    bare = [i for i, p in enumerate(phrases) if not p.within and not p.country]
    answered, columns = answer_plain([phrases[i].place for i in bare], gazetteer)
    quick = np.array(bare, np.intp)[answered]
    rest = np.setdiff1d(np.arange(len(phrases)), quick)
    others = [phrases[i] for i in rest.tolist()]
    sure = list(zip(columns["lon"].tolist(), columns["lat"].tolist(), strict=True))
    spots = [Point(lon, lat) for lon, lat in sure] if len(sure) <= CONTEXT_PLACES else None
    slow = _slow(others, gazetteer, context=context and spots is not None, beside=spots or (), progress=progress)
    columns["query"] = np.array([phrases[i].place for i in quick.tolist()], dtype=object)
    whole = {}
    for name, values in slow.items():
        whole[name] = np.empty(len(phrases), values.dtype)
        whole[name][rest], whole[name][quick] = values, columns[name]
    return whole


def _slow(
    phrases: Sequence[Phrase],
    gazetteer: Gazetteer,
    *,
    context: bool,
    beside: Sequence[Point],
    progress: Progress | None,
) -> dict[str, NDArray[Any]]:
    """Answer questions one by one; only the records that a column or a reason names are read."""
    answers: list[Location] = []
    counts: list[int] = []
    for decisions in _decided(phrases, gazetteer, context=context, beside=beside, progress=progress):
        counts += [min(len(d.found), CANDIDATES_KEPT) for d in decisions]
        short = [d._replace(found=d.found[: 1 if d.chosen else _TOLD]) for d in decisions]
        places = gazetteer.describe((f.n for d in short for f in read(d)), spellings=False)
        answers += [draw(d, gazetteer, places) for d in short]
    return _table(phrases, answers, counts)


@contextmanager
def without_gc() -> Iterator[None]:
    """Spare the collector from walking a million answers again and again: none of them is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _coded(values: Any, count: int, name: str) -> tuple[NDArray[np.intp], list[str]]:
    """Write a column as the number of each entry's text, and the distinct texts; null is the empty text."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    if values is None or isinstance(values, str):
        return np.zeros(count, np.intp), [values or ""]
    if len(values) != count:
        raise ValueError(f"{name} has {len(values):,} entries and the names {count:,}")
    try:
        coded = pa.array(values, pa.large_string(), from_pandas=True).fill_null("").dictionary_encode()
        return coded.indices.to_numpy(zero_copy_only=False).astype(np.intp), coded.dictionary.to_pylist()
    except (pa.ArrowException, UnicodeError, ValueError, TypeError):  # numbers among the names, half surrogate pairs
        known: dict[str, int] = {}
        texts = ["" if missing else str(v) for v, missing in zip(values, pd.isna(list(values)), strict=True)]
        return np.array([known.setdefault(text, len(known)) for text in texts], np.intp), list(known)


def _distinct(columns: dict[str, Any], count: int) -> tuple[NDArray[np.intp], list[Phrase]]:
    """Find the distinct questions, and for each row which of them is its own."""
    import numpy as np
    import pandas as pd

    coded = [_coded(values, count, name) for name, values in columns.items()]
    which = np.zeros(count, np.intp)
    for codes, texts in coded:
        which = which * len(texts) + codes if len(texts) > 1 else which
    which, _ = pd.factorize(which)
    first = np.full(which.max(initial=-1) + 1, count, np.intp)
    first[which[::-1]] = np.arange(count - 1, -1, -1)
    parts = [[texts[code] for code in codes[first].tolist()] for codes, texts in coded]
    return which, [Phrase(*row) for row in zip(*parts, strict=True)]


def _table(phrases: Sequence[Phrase], answers: Sequence[Location], counts: Sequence[int]) -> dict[str, NDArray[Any]]:
    import numpy as np

    places = [a.place for a in answers]
    spots = [a.place.point if a.place and a.shape in _ON_SPOT else None for a in answers]
    columns: dict[str, list[Any]] = {
        "query": [p.place for p in phrases],
        "name": [p and p.name for p in places],
        "place_id": [p and p.id for p in places],
        "admin2": [p and p.admin2 for p in places],
        "admin1": [p and p.admin1 for p in places],
        "country": [p and p.country for p in places],
        "lon": [np.nan if s is None else s.lon for s in spots],
        "lat": [np.nan if s is None else s.lat for s in spots],
        "precision": [a.precision.value for a in answers],
        "radius_km": [np.nan if a.radius_km is None else a.radius_km for a in answers],
        "match": [a.match.value if a.match else None for a in answers],
        "rule": [a.rule for a in answers],
        "reason": [a.reason for a in answers],
        "candidates": list(counts),
    }
    numbers = {"lon": np.float64, "lat": np.float64, "radius_km": np.float64, "candidates": np.int64}
    return {name: np.array(values, dtype=numbers.get(name, object)) for name, values in columns.items()}
