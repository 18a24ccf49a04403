"""The look-up of many plain names at once, in columns: those that one settlement plainly means.

It follows the rules of :mod:`.ranking` for the case that needs the fewest of them. Where anything else might matter, an
alias of a larger place, a unit or a site of that name, another alphabet, it leaves the name to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from incidentmap.gazetteer.exact import ExactIndex, hash_many
from incidentmap.gazetteer.ranking import CLEAR_MARGIN, CYRILLIC_WRITTEN, TOWN, UNKNOWN_POPULATION
from incidentmap.gazetteer.staging import ALIAS, FEATURES, POINTLESS, SEVERAL_IDS, country_code
from incidentmap.model import Feature, Match
from incidentmap.names import keys_many, spelling_many

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from incidentmap.gazetteer.mapped import Arrays

_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_AT_HOME: Final = np.array(sorted(map(country_code, CYRILLIC_WRITTEN)), np.uint16)
#: A key with more postings than this is not looked at in columns; nor with so many that do not count.
_MOST: Final = 64
_MOST_IN_ALL: Final = 256


class Meant(NamedTuple):
    """What names plainly mean, one entry a name, shape (n,).

    ``row`` is -1 for names that need a closer look; ``match`` is a value of :class:`~incidentmap.model.Match`;
    ``bearers`` counts the places that share the key.
    """

    row: NDArray[np.int64]
    match: NDArray[np.object_]
    bearers: NDArray[np.int64]


def plainly_meant(names: Sequence[str], index: ExactIndex, arrays: Arrays) -> Meant:
    """Find the settlement that each name plainly means.

    It bears the name, spelled so; no unit and no site shares the key; and no other settlement of the name comes near
    it in population.

    Parameters
    ----------
    names : sequence of str, shape (n,)
        Names alone, without words around them.
    """
    # Names with two readings are few; the empty key is nobody's.
    number = index.find_many([keys[0] if len(keys) == 1 else "" for keys in keys_many(names)])
    spelled = (hash_many(spelling_many(names)) >> np.uint64(32)).astype(np.uint32)
    first = np.where(number >= 0, arrays["post_first"][number], 0).astype(np.int64)
    count = np.where(number >= 0, arrays["post_first"][number + 1].astype(np.int64) - first, 0)
    count[count > _MOST_IN_ALL] = 0
    name = np.repeat(np.arange(len(names)), count)
    at = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
    place = arrays["post_place"][at].astype(np.int64)
    # Where a settlement bears it, a name alone is neither a water's nor that of a village without a point.
    pointed = arrays["feature"][place] != FEATURES.index(Feature.WATER)
    pointed &= arrays["flags"][place] & POINTLESS == 0
    pointed &= np.bincount(name[pointed], minlength=len(names))[name] <= _MOST
    name, at, place = name[pointed], at[pointed], place[pointed]
    plain = (arrays["feature"][place] == FEATURES.index(Feature.SETTLEMENT)) & (
        (arrays["flags"][place] | SEVERAL_IDS) == SEVERAL_IDS
    )
    same = (arrays["post_spelling"][at] == spelled[name]) | (arrays["post_core"][at] == spelled[name])
    own = same & ((arrays["post_flags"][at] & ALIAS) == 0)
    meant = np.full(len(names), -1, np.int64)
    match = np.full(len(names), Match.ALIAS.value, dtype=object)
    # Postings of a key are in the order of places: one entry a place and name.
    begins = np.flatnonzero(np.append(True, (name[1:] != name[:-1]) | (place[1:] != place[:-1])) if len(at) else [])
    bearers = np.bincount(name[begins], minlength=len(names))
    if not len(at):
        return Meant(meant, match, bearers)
    asked, bearer = name[begins], place[begins]
    owns, spells = (np.logical_or.reduceat(values, begins) for values in (own, same))
    tainted = np.bincount(name[~plain], minlength=len(names)) > 0
    asked, bearer, owns = asked[spells], bearer[spells], owns[spells]
    reach = np.maximum(arrays["population"][bearer].astype(np.float64), 0)
    order = np.lexsort((bearer, -reach, asked))
    asked, bearer, owns, reach = asked[order], bearer[order], owns[order], reach[order]
    reach[reach == 0] = UNKNOWN_POPULATION
    leads = np.append(True, asked[1:] != asked[:-1])[: len(asked)]
    leader = np.flatnonzero(leads)
    alone = np.diff(np.append(leader, len(asked))) == 1
    second = reach[np.minimum(leader + 1, len(asked) - 1)]
    clear = alone | (owns[leader] & (second * CLEAR_MARGIN <= reach[leader]))
    clear &= ~tainted[asked[leader]]
    # A Cyrillic name may be a case of a larger place's; only a town that bears it as it stands is plainly meant.
    cyrillic = np.fromiter((_CYRILLIC.search(written) is not None for written in names), bool, len(names))
    settled = (reach[leader] >= TOWN) & np.isin(arrays["country"][bearer[leader]], _AT_HOME)
    clear &= settled | ~cyrillic[asked[leader]]
    chosen = leader[clear]
    meant[asked[chosen]] = bearer[chosen]
    match[asked[chosen]] = np.where(owns[chosen], Match.EXACT.value, Match.ALIAS.value)
    return Meant(meant, match, bearers)
