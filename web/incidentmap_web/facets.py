"""Facets: which values an incident has, and how many incidents have each under all the other filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.mapping.coding import combine, distinct_lists, factorize

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

#: Facet → column. A list of sources counts by their titles.
FACETS: Final = {
    "type": "event_type",
    "sub": "sub_event_type",
    "actors": "actors",
    "sources": "sources",
    "precision": "precision",
}
_LISTS: Final = ("actors", "sources")
#: What a search looks through.
SEARCHED: Final = tuple(facet for facet in FACETS if facet != "precision")
#: Sub-types are parts of types: both are ticked in one tree and are one filter.
_TREE: Final = ("type", "sub")
#: Of sub-types more values are given than of other facets, so that the numbers below a type add up to its own.
_MOST_SUBS: Final = 2000


def pair_of(kind: str | None, sub: str | None) -> str:
    """Name a sub-type with its type, as two types may share one; such a name is compared whole and never taken apart.

    Examples
    --------
    >>> pair_of("Riots", None)
    'Riots::'
    """
    return f"{kind or ''}::{sub or ''}"


class Facets:
    """Every facet of a frame. Incidents that agree in all of them are one kind, and only kinds are looked at.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame, in the order that its rows are to be known by.

    Examples
    --------
    >>> import pandas as pd
    >>> from incidentmap.frame import conform
    >>> facets = Facets(conform(pd.DataFrame({"id": list("abc"), "event_type": ["Riots", None, "Riots"]})))
    >>> facets.counts(np.bincount(facets.kind), {}, most=10)["type"]
    {'values': ['Riots', None], 'counts': [2, 1], 'distinct': 2}
    """

    __slots__ = ("_items", "_owners", "_pair", "_pairs", "kind", "kinds", "values")

    def __init__(self, frame: gpd.GeoDataFrame) -> None:
        codes: dict[str, NDArray[np.int64]] = {}
        lists: dict[str, list[list[str | None]]] = {}
        for facet, column in FACETS.items():
            if facet in _LISTS:
                codes[facet], found = distinct_lists(frame[column])
                lists[facet] = [[_name(item) for item in items] for items in found]
            else:
                single, values = factorize(frame[column])
                codes[facet] = np.where(single < 0, len(values), single)
                lists[facet] = [*map(_alone, values), []]
        subs = codes["sub"]
        codes["sub"], first = combine([codes["type"], subs], len(frame))
        #: The type and the sub-type of each pair that occurs; None is "not given".
        self._pairs: list[tuple[str | None, str | None]] = [
            (_only(lists["type"][kind]), _only(lists["sub"][sub]))
            for kind, sub in zip(codes["type"][first].tolist(), subs[first].tolist(), strict=True)
        ]
        lists["sub"] = [[pair_of(*pair)] for pair in self._pairs]
        #: Which kind each row is; how many kinds there are.
        self.kind, first = combine(codes.values(), len(frame))
        self.kinds = len(first)
        self._pair = codes["sub"][first]
        self.values: dict[str, dict[str, int]] = {}
        self._owners: dict[str, NDArray[np.int64]] = {}
        self._items: dict[str, NDArray[np.int64]] = {}
        for facet in FACETS:
            self._read(facet, lists[facet], codes[facet][first])

    def _read(self, facet: str, lists: list[list[str | None]], list_of_kind: NDArray[np.int64]) -> None:
        """Give numbers to a facet's values; "not given" is the last one."""
        numbers: dict[str, int] = {}
        numbered = [
            list(dict.fromkeys(numbers.setdefault(name, len(numbers)) for name in names if name is not None))
            for names in lists
        ]
        none = len(numbers)
        given = [items or [none] for items in numbered]
        starts = np.concatenate([[0], np.cumsum([len(items) for items in given], dtype=np.int64)])
        flat = np.array([item for items in given for item in items], dtype=np.int64)
        lengths = np.diff(starts)[list_of_kind]
        self._owners[facet] = np.repeat(np.arange(self.kinds), lengths)
        shift = np.repeat(starts[list_of_kind] - np.concatenate([[0], np.cumsum(lengths)])[:-1], lengths)
        self._items[facet] = flat[np.arange(len(shift)) + shift]
        self.values[facet] = numbers

    def names(self, facet: str) -> list[str]:
        """Return the text of each of a facet's values; a sub-type's without its type."""
        if facet != "sub":
            return list(self.values[facet])
        found = {pair_of(kind, sub): sub or "" for kind, sub in self._pairs}
        return list(found.values())

    def holding(self, find: Callable[[str], NDArray[np.bool_]]) -> NDArray[np.bool_]:
        """Tell which kinds have a value that is found; how well a place is known is no word of the incident."""
        kinds = np.zeros(self.kinds, dtype=bool)
        for facet in SEARCHED:
            found = np.append(find(facet), False)
            kinds[self._owners[facet][found[self._items[facet]]]] = True
        return kinds

    def tree(self) -> list[list[Any]]:
        """List each type with its sub-types; None is "not given".

        Examples
        --------
        >>> import pandas as pd
        >>> from incidentmap.frame import conform
        >>> table = {"id": list("abc"), "event_type": ["Riots", "Riots", None], "sub_event_type": ["Mob", None, None]}
        >>> Facets(conform(pd.DataFrame(table))).tree()
        [['Riots', ['Mob', None]], [None, [None]]]
        """
        found: dict[str | None, list[str | None]] = {}
        for kind, sub in self._pairs:
            found.setdefault(kind, []).append(sub)
        return [[name, parts] for name, parts in found.items()]

    def passing(self, wanted: Mapping[str, tuple[str | None, ...]]) -> dict[str, NDArray[np.bool_]]:
        """Tell for each filter which kinds pass it. Types and sub-types are one filter, called "type".

        Parameters
        ----------
        wanted : mapping
            Facet → wanted values; None stands for "not given".
        """
        passes = {facet: self._having(facet, names) for facet, names in wanted.items() if facet not in _TREE}
        if any(facet in wanted for facet in _TREE):
            passes["type"] = self._in_tree(wanted.get("type", ()), wanted.get("sub", ()))
        return passes

    def _having(self, facet: str, wanted: tuple[str | None, ...]) -> NDArray[np.bool_]:
        numbers = self.values[facet]
        passes = np.zeros(len(numbers) + 1, dtype=bool)
        passes[[numbers[name] for name in wanted if name is not None and name in numbers]] = True
        passes[-1] |= None in wanted
        kinds = np.zeros(self.kinds, dtype=bool)
        kinds[self._owners[facet][passes[self._items[facet]]]] = True
        return kinds

    def _in_tree(self, types: tuple[str | None, ...], subs: tuple[str | None, ...]) -> NDArray[np.bool_]:
        """Tell which kinds have a wanted sub-type, or a wanted type of which no sub-type is wanted."""
        named, whole = set(subs), set(types)
        # People write a sub-type without its type: it is any type's.
        picked = [pair_of(kind, sub) in named or sub in named for kind, sub in self._pairs]
        whole -= {kind for (kind, _), here in zip(self._pairs, picked, strict=True) if here}
        passes = [here or kind in whole for (kind, _), here in zip(self._pairs, picked, strict=True)]
        return np.array(passes, dtype=bool)[self._pair]

    def counts(
        self, rows_of_kind: NDArray[np.int64], wanted: Mapping[str, tuple[str | None, ...]], *, most: int
    ) -> dict[str, dict[str, Any]]:
        """Count each facet's values under the filters of all the other facets.

        Parameters
        ----------
        rows_of_kind : array of int
            How many incidents of each kind pass what is no facet.
        wanted : mapping
            Facet → wanted values.
        most : int
            So many values are given, those of most incidents; the wanted ones always. Of sub-types, which are given
            as :func:`pair_of` names them, there are more.
        """
        passes = self.passing(wanted)
        out = {}
        for facet in FACETS:
            own = "type" if facet in _TREE else facet
            others = [kinds for name, kinds in passes.items() if name != own]
            left = rows_of_kind * np.logical_and.reduce(others) if others else rows_of_kind
            if facet == "sub":
                # Each incident has a pair; "not given" without a type stands for several of them.
                pairs = tuple(name for name in wanted.get(facet, ()) if name is not None)
                out[facet] = self._named(facet, left, pairs, max(most, _MOST_SUBS))
            else:
                out[facet] = self._named(facet, left, wanted.get(facet, ()), most)
        return out

    def _named(self, facet: str, left: NDArray[np.int64], wanted: tuple[str | None, ...], most: int) -> dict[str, Any]:
        numbers = self.values[facet]
        names: list[str | None] = [*numbers, None]
        weights = left[self._owners[facet]].astype(np.float64)
        tally = np.bincount(self._items[facet], weights=weights, minlength=len(names)).astype(np.int64)
        # Those without a value are a value of their own, where there are any.
        there = len(names) if tally[-1] or None in wanted else len(names) - 1
        chosen = np.argsort(-tally[:there], kind="stable")[:most].tolist()
        held = set(chosen)
        chosen += [numbers[name] for name in wanted if name in numbers and numbers[name] not in held]
        return {"values": [names[i] for i in chosen], "counts": tally[chosen].tolist(), "distinct": there}


def _alone(value: Any) -> list[str | None]:
    return [str(value)]


def _only(names: list[str | None]) -> str | None:
    return names[0] if names else None


def _name(item: Any) -> str | None:
    if not isinstance(item, dict):
        return None if item is None else str(item)
    found = item.get("title") or item.get("id")
    return None if found is None else str(found)
