"""The page without scripts: what it is, and its incidents as a table, in HTML that holds nothing but text."""

from __future__ import annotations

import html as markup
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from incidentmap.mapping.plain_words import WORDS
from incidentmap.mapping.text import plain, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import geopandas as gpd

#: The table ends at so many rows, or at so many bytes: it stands in every page, and few will read it.
ROWS: Final = 500
BYTES: Final = 40_000
#: Of a page that its server can give again with JavaScript on: its first view is to be small.
SERVED_BYTES: Final = 10_000
_SUMMARY, _LABEL, _SOURCES, _URL = 300, 120, 3, 500
_HEADS: Final = ("when", "what", "where", "sure", "killed", "summary", "sources")


def plain_table(
    frame: gpd.GeoDataFrame,
    *,
    title: str,
    language: str,
    generated: date,
    manifest: str,
    notice: str | None = None,
    attribution: Sequence[str] = (),
    fetches: bool = False,
) -> str:
    r"""Write what a page shows when JavaScript is off: what it is, and the newest incidents as a table.

    Text from outside is escaped for HTML and for the template engines that a page may pass through.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame.
    title : str
    language : {"en", "ru", "uk"}
    generated : date
    manifest : str
        The manifest's hash.
    notice, attribution : str, sequence of str, optional
        The page's own lines.
    fetches : bool, optional
        Whether the page, with JavaScript on, asks its server.

    Examples
    --------
    >>> from datetime import date
    >>> from incidentmap.frame import conform
    >>> import pandas as pd
    >>> frame = conform(pd.DataFrame({"id": ["a"], "place": ["<b>{{ 7*7 }}"]}))
    >>> page = plain_table(frame, title="Border", language="en", generated=date(2024, 3, 12), manifest="ab")
    >>> "<b>" in page, "{{" in page, "&lt;b&gt;&#123;&#123; 7*7 }}" in page
    (False, False, True)
    """
    from importlib.metadata import version

    words = WORDS[language]
    rows = list(_within_budget(_rows(frame, words), SERVED_BYTES if fetches else BYTES))
    count, unplaced = f"{len(frame):,}", f"{int((frame.geometry.isna() | frame.geometry.is_empty).sum()):,}"
    made = words["made"].format(day=generated.isoformat(), version=version("incidentmap"), manifest=manifest)
    own = [text(line) for line in (notice, *attribution) if line]
    head = "".join(f"<th scope=col>{text(words[key])}" for key in _HEADS)
    table = f"<table><thead><tr>{head}<tbody>{''.join(rows)}</table>" if rows else f"<p>{text(words['none'])}"
    paragraphs = [
        f"<strong>{text(words['unverified'])}</strong> {text(words['about'])}",
        text(words["count"].format(count=count, unplaced=unplaced)),
        text(words["part"].format(shown=f"{len(rows):,}", count=count)) if len(rows) < len(frame) else "",
    ]
    feet = [
        " ".join([text(words["unverified"]), text(words["owed"]), *(f"<bdi dir=auto>{line}</bdi>" for line in own)]),
        f"{text(made)} {text(words['asks' if fetches else 'needs'])}",
    ]
    return (
        f'<noscript><div class="im-noscript" lang="{language}"><h1 dir=auto>{text(plain(title))}</h1>'
        + "".join(f"<p>{line}</p>" for line in paragraphs if line)
        + f"{table}<footer>{''.join(f'<p>{line}</p>' for line in feet)}</footer></div></noscript>\n"
    )


def text(value: str, most: int = 10_000) -> str:
    """Escape text for HTML and for templates; of a long one, the start.

    Examples
    --------
    >>> text("a & b {{ c }}", 9)
    'a &amp; b &#123;&#123;…'
    """
    value = whole(value[: 2 * most])
    value = value if len(value) <= most else f"{value[: most - 1]}…"
    return markup.escape(value.replace("\x00", "\ufffd")).replace("{", "&#123;")


def _within_budget(rows: Iterator[str], left: int) -> Iterator[str]:
    for row in rows:
        left -= len(row.encode())
        if left < 0:
            return
        yield row


def _rows(frame: gpd.GeoDataFrame, words: dict[str, str]) -> Iterator[str]:
    start, end = (frame[name].to_numpy().astype("datetime64[D]") for name in ("start", "end"))
    day = np.where(np.isnat(start), end, start).astype(np.int64)  # no day at all is the least number: last
    newest = np.argsort(-np.maximum(day, -(2**62)), kind="stable")[:ROWS]
    chosen = frame.iloc[newest]
    placed = ~(chosen.geometry.isna() | chosen.geometry.is_empty).to_numpy()
    for (_, row), (first, last), there in zip(
        chosen.iterrows(), zip(start[newest], end[newest], strict=True), placed, strict=True
    ):
        yield _row(row, _when(first, last, words), words, there=bool(there))


def _row(row: Any, when: str, words: dict[str, str], *, there: bool) -> str:
    kinds = [_some(row[name]) for name in ("event_type", "sub_event_type")]
    place = _some(row["place"]) or _some(row["place_name"])
    sure = text(words.get(str(row["precision"]), str(row["precision"])), _LABEL)
    if not there:  # reasons are the engine's, which speaks English
        reason = text(_some(row["reason"]), _LABEL)
        sure = f"{text(words['unplaced'])}: <span lang=en>{reason}</span>" if reason else text(words["unplaced"])
    cells = [
        text(when).replace(" – ", " –<br>"),
        text(" · ".join(dict.fromkeys(kind for kind in kinds if kind)), _LABEL),
        text(place, _LABEL),
        sure,
        text(_killed(row["fatalities_low"], row["fatalities_high"], words)),
        text(_some(row["summary"]), _SUMMARY),
        " ".join(_source(source) for source in row["sources"][:_SOURCES]),
    ]
    foreign = (2, 5)  # the style sheet has the others keep to themselves
    return "<tr>" + "".join(f"<td{' dir=auto' if i in foreign else ''}>{cell}" for i, cell in enumerate(cells))


def _some(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _when(start: Any, end: Any, words: dict[str, str]) -> str:
    if np.isnat(start) and np.isnat(end):
        return words["unknown"]
    if np.isnat(start):
        return words["until"].format(day=end)
    if np.isnat(end):
        return words["from"].format(day=start)
    return str(start) if start == end else f"{start} – {end}"


def _killed(low: Any, high: Any, words: dict[str, str]) -> str:
    least, most = (None if pd.isna(value) else int(value) for value in (low, high))
    if least is None and most is None:
        return words["unknown"]
    if least is None:
        return words["atmost"].format(n=most)
    if most is None:
        return words["atleast"].format(n=least)
    return str(least) if least == most else f"{least}–{most}"


def _source(source: Any) -> str:
    if not isinstance(source, dict):
        return ""
    name = next((str(source[key]) for key in ("title", "id", "url") if source.get(key)), "")
    address = safe_address(source.get("url"))
    label = text(name, _LABEL)
    if address is None:
        return f"<bdi>{label}</bdi>"
    return f'<a href="{text(address)}" rel="noopener noreferrer nofollow">{label}</a>'


def safe_address(address: Any) -> str | None:
    """Give an address back if a browser may follow it: http or https, to a host, and of decent length.

    Examples
    --------
    >>> safe_address("https://example.org/a"), safe_address("javascript:alert(1)"), safe_address("https://")
    ('https://example.org/a', None, None)
    """
    if not isinstance(address, str) or len(address) > _URL or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None
