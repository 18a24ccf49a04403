"""The quick way for the plain case: a name alone, which one settlement plainly means.

Five names in six of a table are so. They are answered in columns, without a noun for each; all others go the whole way
through :mod:`.deciding` and :mod:`.drawing`, which would give these the same answers, only later.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from incidentmap import extents
from incidentmap.gazetteer import Gazetteer
from incidentmap.locate.deciding import CANDIDATES_KEPT
from incidentmap.model import Precision
from incidentmap.phrases import is_plain

if TYPE_CHECKING:
    from numpy.typing import NDArray


def answer_plain(names: Sequence[str], gazetteer: Gazetteer) -> tuple[NDArray[np.bool_], dict[str, NDArray[Any]]]:
    """Answer the names for which nothing is to be decided.

    Parameters
    ----------
    names : sequence of str, shape (n,)
        Phrases without containers.
    gazetteer : Gazetteer

    Returns
    -------
    answered : array of bool, shape (n,)
    columns : dict of str to array
        The columns of :func:`incidentmap.geocode_many` but ``query``, one entry for each answered name, in order.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     answered, columns = answer_plain(["Tyotkino", "Nekhoteevka", "near Belgorod"], gazetteer)
    >>> answered.tolist(), columns["place_id"].tolist()
    ([True, False, False], ['border:tyotkino'])
    """
    plain = np.fromiter((is_plain(name) for name in names), bool, len(names))
    meant = gazetteer.plainly_meant([name for name, ok in zip(names, plain.tolist(), strict=True) if ok])
    clear = meant.row >= 0
    answered = plain.copy()
    answered[plain] = clear
    columns = gazetteer.columns(meant.row[clear])
    radius, rules = extents.at_many(columns.pop("population"))
    count = int(answered.sum())
    return answered, columns | {
        "precision": _all(Precision.SETTLEMENT.value, count),
        "radius_km": radius,
        "match": meant.match[clear],
        "rule": rules,
        "reason": _all(None, count),
        "candidates": np.minimum(meant.bearers[clear], CANDIDATES_KEPT),
    }


def _all(value: str | None, count: int) -> NDArray[Any]:
    return np.full(count, value, dtype=object)
