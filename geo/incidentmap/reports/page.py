"""Show me, as a page: one file that opens offline, needs no script, and in which a stranger's text stays text.

Every character of a report goes through :func:`~incidentmap.reports.page_parts.escaped`; the page's policy allows its
own style sheet and nothing else, so that even a mistake here could neither run nor ask for anything. No clock is read:
the same reports give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from incidentmap.model import Document, Incident
from incidentmap.reports.marks import KINDS, Mark, line
from incidentmap.reports.page_parts import SYMBOLS, Report, card, entry, escaped, paragraphs
from incidentmap.reports.showing_facts import origin

Part = tuple[Document, Sequence[Mark], Sequence[Incident]]
#: The two lists of what was read: anchor, heading, whether it is used.
_LISTS: Final = (("used", "Read and used", True), ("unused", "Read, not used", False))


def explain_page(parts: Sequence[Part], *, attribution: Sequence[str]) -> str:
    """Make one page of reports: each text with its marks, the incidents, and what was read but not used.

    Parameters
    ----------
    parts : sequence of tuple of Document, sequence of Mark, sequence of Incident
        Incidents in the order that the marks number them by, from 1.
    attribution : sequence of str
        Whom the data are owed to.

    Returns
    -------
    str
        HTML that asks for nothing and runs nothing.

    Examples
    --------
    >>> from incidentmap.model import Source
    >>> report = Document("Fighting near <Kozinka>.", Source("a", title="A report"))
    >>> mark = Mark(15, 22, "place", "Kozinka, Belgorod Oblast, RU", "after a word of place", False)
    >>> page = explain_page([(report, [mark], [])], attribution=["GeoNames CC BY 4.0"])
    >>> "Fighting near &lt;<mark " in page, "script" in page
    (True, False)
    """
    several = len(parts) > 1
    title = f"{len(parts):,} reports" if several else _title(parts[0][0]) if parts else "No reports"
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    written = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">',
        f"<title>{escaped(line(title))} · incidentmap</title>\n<style>{style}</style>\n</head>\n<body>",
        f'<header class="top"><p class="brand">incidentmap <span>what was read, and why</span></p>{_contents(parts)}',
        "</header>\n<main>",
    ]
    for number, part in enumerate(parts, 1):
        written += _article(Report.of(f"d{number}", *part), level=2 if several else 1)
    owed = " ".join(f"<span>{escaped(line(one))}</span>" for one in attribution)
    written.append(
        f"</main>\n<footer><p><b>As reported; not verified.</b> {owed}</p></footer>\n{SYMBOLS}</body></html>\n"
    )
    return "\n".join(written)


@cache
def _style() -> str:
    return (files("incidentmap.reports") / "explain.css").read_text(encoding="utf-8").strip().replace("\r\n", "\n")


def _title(document: Document) -> str:
    return document.source.title or document.source.id


def _contents(parts: Sequence[Part]) -> str:
    if len(parts) == 1:
        return ""
    total = sum(len(incidents) for _, _, incidents in parts)
    rows = [
        f'<li><a href="#d{number}">{escaped(line(_title(document)))}</a> '
        f"<span>{escaped(str(document.published or 'no date'))} · {_count(len(incidents), 'incident')}</span></li>"
        for number, (document, _, incidents) in enumerate(parts, 1)
    ]
    head = f"<h1>{_count(len(parts), 'report')}, {_count(total, 'incident')}</h1>"
    return f'{head}<nav class="contents" aria-label="Reports"><ol>{"".join(rows)}</ol></nav>'


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _article(report: Report, *, level: int) -> Iterator[str]:
    scope, sub = report.scope, f"h{level + 1}"
    title = escaped(line(_title(report.document)))
    yield f'<article id="{scope}" aria-labelledby="{scope}-title"><div class="head">'
    yield f'<h{level} id="{scope}-title">{title}</h{level}><p class="origin">{_origin(report.document)}</p>'
    yield f"{_legend(report)}{_jumps(report)}</div>"
    yield f'<section class="text" id="{scope}-text"><{sub} class="unseen">The text</{sub}>'
    yield from paragraphs(report)
    found = _count(len(report.incidents), "incident")
    yield f'</section>\n<div class="side"><section id="{scope}-incidents"><{sub}>{found}</{sub}>'
    if report.incidents:
        yield '<ol class="cards">'
        yield from (card(report, number, level + 2) for number in range(1, len(report.incidents) + 1))
        yield "</ol></section>"
    else:
        yield '<p class="nothing">The text tells of no incident.</p></section>'
    for name, heads, used in _LISTS:
        entries = [one for one in report.known if one.mark.used is used]
        if entries:
            yield f'<section id="{scope}-{name}"><{sub}>{heads} <span>{len(entries):,}</span></{sub}>'
            yield '<ul class="entries">'
            yield from (entry(report, one) for one in entries)
            yield "</ul></section>"
    yield "</div></article>"


def _origin(document: Document) -> str:
    told = [f"<span>{escaped(one)}</span>" for one in origin(document)]
    url = document.source.url or ""
    if url.startswith(("https://", "http://")):
        told.append(f'<a href="{escaped(url)}" rel="noreferrer noopener">{escaped(url[:80])}</a>')
    elif url or document.source.title:
        told.append(f"<span>{escaped(line(url or document.source.id))}</span>")
    return " ".join(told)


def _legend(report: Report) -> str:
    counts = Counter(one.mark.kind for one in report.known)
    rows = [
        f'<li class="k-{letter}"><b class="tag">{letter}</b> {counts[kind]:,} {one if counts[kind] == 1 else many}</li>'
        for kind, (letter, many, one) in KINDS.items()
        if counts[kind]
    ]
    if not rows:
        return ""
    how = '<li class="how"><mark class="used">used</mark> <mark class="unused">not used</mark></li>'
    return f'<ul class="legend" aria-label="What was read">{"".join(rows)}{how}</ul>'


def _jumps(report: Report) -> str:
    uses = {one.mark.used for one in report.known}
    links = [("incidents", _count(len(report.incidents), "incident"))]
    links += [(name, heads) for name, heads, used in _LISTS if used in uses]
    made = "".join(f'<a href="#{report.scope}-{name}">{words}</a>' for name, words in links)
    return f'<nav class="jumps" aria-label="In this report: {report.scope[1:]}">{made}</nav>'
