"""The parts of the page that shows a report: its text with marks, the cards of its incidents, what was read."""

from __future__ import annotations

import html
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from incidentmap.model import Document, Evidence, Incident, Precision
from incidentmap.reading.text import prepare
from incidentmap.reports.marks import KINDS, Mark, Tagged, line, tagged, visible, weave
from incidentmap.reports.showing_facts import Fact, facts, heading

#: How sure, by shape: what the map draws of each rung of the ladder.
SHAPES: Final = {
    Precision.EXACT: "spot", Precision.VICINITY: "spot", Precision.SETTLEMENT: "spot", Precision.NEAR: "disc",
    Precision.DISTRICT: "unit", Precision.REGION: "unit", Precision.AREA: "unit", Precision.COUNTRY: "unit",
    Precision.UNLOCATED: "none",
}  # fmt: skip
SYMBOLS: Final = (
    '<svg class="symbols" aria-hidden="true" focusable="false"><defs>'
    '<symbol id="s-spot" viewBox="0 0 20 20"><circle cx="10" cy="10" r="5.5" fill="currentColor"/></symbol>'
    '<symbol id="s-disc" viewBox="0 0 20 20"><circle cx="10" cy="10" r="8.5" fill="currentColor" opacity=".22"/>'
    '<circle cx="10" cy="10" r="2.5" fill="none" stroke="currentColor" stroke-width="1.5"/></symbol>'
    '<symbol id="s-unit" viewBox="0 0 20 20"><path d="M3 6 9 2.5 17 5l-1.5 11L7 17.5 2.5 12Z" fill="none" '
    'stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>'
    '<path d="m4 10 6-7M5.5 15 15 4.5M10 16.5l6-6.5" stroke="currentColor" opacity=".5"/></symbol>'
    '<symbol id="s-none" viewBox="0 0 20 20"><circle cx="10" cy="10" r="6" fill="none" stroke="currentColor" '
    'stroke-width="1.5" stroke-dasharray="3 2.5"/><path d="M4 16 16 4" stroke="currentColor" stroke-width="1.5"/>'
    "</symbol></defs></svg>"
)
#: A span is quoted up to so many characters.
LONGEST: Final = 200
#: The glyph of each of ACLED's event types, as on the map.
TYPES: Final = {
    "Battles": ("battles", "◆"),
    "Explosions/Remote violence": ("explosions", "✸"),
    "Violence against civilians": ("civilians", "▲"),
    "Protests": ("protests", "●"),
    "Riots": ("riots", "■"),
    "Strategic developments": ("strategic", "✚"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """A report to show: ``shown`` is its text with nothing in it that acts, ``scope`` begins its anchors."""

    scope: str
    document: Document
    shown: str
    known: Sequence[Tagged]
    incidents: Sequence[Incident]

    @classmethod
    def of(cls, scope: str, document: Document, marks: Sequence[Mark], incidents: Sequence[Incident]) -> Report:
        """Put the marks of a document in order."""
        return cls(scope, document, visible(document.text), tagged(marks, len(document.text)), incidents)


def escaped(text: str) -> str:
    r"""Write a stranger's text as HTML: nothing in it acts, in a page or in an attribute.

    Examples
    --------
    >>> escaped("</style>\u202e'{{ 7 }}'")
    '&lt;/style&gt;�&#x27;{{ 7 }}&#x27;'
    """
    return html.escape(visible(text))


def paragraphs(report: Report) -> Iterator[str]:
    r"""Write the text with its marks, a paragraph at a time.

    Examples
    --------
    >>> from incidentmap.model import Source
    >>> report = Report.of("d1", Document("Calm.\n\nБои.", Source("a")), [], [])
    >>> list(paragraphs(report))
    ['<p lang="en" dir="auto">Calm.</p>', '<p lang="ru" dir="auto">Бои.</p>']
    """
    text = report.document.text
    at, taken, across = 0, 0, list[Tagged]()
    for start, end, language in _spans(text):
        last = taken
        while last < len(report.known) and report.known[last].mark.start < end:
            last += 1
        here = [one for one in (*across, *report.known[taken:last]) if one.mark.end > start]
        # A blank line is a larger gap than a line's end.
        tight = ' class="tight"' if at and text.count("\n", at, start) < 2 else ""
        yield f'<p lang="{language}" dir="auto"{tight}>{_marked(report, here, start, end)}</p>'
        at, taken, across = end, last, [one for one in here if one.mark.end > end]
    if not at:
        yield '<p class="nothing">The report has no text.</p>'


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    start, end, number, language = 0, 0, -1, "en"
    for sentence in prepare(text).sentences:
        if sentence.paragraph != number:
            if number >= 0:
                yield start, end, language
            start, number, language = sentence.start, sentence.paragraph, sentence.language
        end = sentence.end
    if number >= 0:
        yield start, end, language


def _marked(report: Report, known: Sequence[Tagged], start: int, end: int, *, quoted: bool = False) -> str:
    """Write a stretch of text with its marks; in a quotation their tags lead back into the text."""
    written: list[str] = []
    for does, a, b in weave(known, start, end):
        if does == "text":
            written.append(html.escape(report.shown[a:b]))
            continue
        tag, mark = known[a]
        if does == "open":
            name = f' id="{report.scope}-t-{tag}"' if b and not quoted else ""
            classes = f"k-{KINDS[mark.kind][0]} {'used' if mark.used else 'unused'}"
            written.append(f'<mark{name} class="{classes}" title="{escaped(line(_told(mark)))}">')
            continue
        if b:
            target, where = ("t-", ", in the text") if quoted else ("", "")
            address = f"#{report.scope}-{target}{tag}"
            written.append(f'<a class="tag" href="{address}" aria-label="{tag}: {mark.kind}{where}">{tag}</a>')
        written.append("</mark>")
    return "".join(written)


def _told(mark: Mark) -> str:
    reason = mark.why if mark.used else f"not used: {mark.why or 'no incident needs it'}"
    read_as = mark.kind if mark.label in ("", mark.kind) else f"{mark.kind}: {mark.label}"
    return f"{read_as} — {reason}" if reason else read_as


def entry(report: Report, one: Tagged) -> str:
    """Write what one span was read as, and why."""
    tag, mark = one
    quoted = line(report.shown[mark.start : min(mark.end, mark.start + LONGEST)])
    quoted += "…" if mark.end - mark.start > LONGEST else ""
    serves = "".join(
        f' <a class="no" href="#{report.scope}-i{i}" aria-label="incident {i}">{i}</a>' for i in mark.incidents
    )
    label = "" if mark.label in ("", mark.kind, quoted) else f'<span class="label">{escaped(line(mark.label))}</span>'
    why = f'<span class="why">{escaped(line(mark.why))}</span>' if mark.why else ""
    back = f'href="#{report.scope}-t-{tag}" aria-label="{tag}, in the text"'
    return (
        f'<li id="{report.scope}-{tag}" class="k-{KINDS[mark.kind][0]}"><a class="tag" {back}>{tag}</a><div>'
        f'<span class="said"><bdi>{escaped(quoted)}</bdi> <span class="kind">{mark.kind}</span>{serves}</span>'
        f"{label}{why}</div></li>"
    )


def card(report: Report, number: int, level: int) -> str:
    """Write an incident: its facts, and the sentences that it rests on."""
    incident = report.incidents[number - 1]
    name, glyph = TYPES.get(incident.event_type or "", ("unknown", "○"))
    rows = "".join(_row(incident, fact) for fact in facts(incident))
    return (
        f'<li class="card" id="{report.scope}-i{number}"><h{level}><span class="no">{number}</span>'
        f'<span class="glyph t-{name}" aria-hidden="true">{glyph}</span><span>{escaped(heading(incident))}</span>'
        f"</h{level}><dl>{rows}</dl>{''.join(_quotations(report, number))}</li>"
    )


def _row(incident: Incident, fact: Fact) -> str:
    sure = _sure(incident) if fact.word == "where" else ""
    note = f"<small>{escaped(fact.note)}</small>" if fact.note else ""
    return f"<dt>{fact.word}</dt><dd>{sure}<div><b>{escaped(fact.answer)}</b>{note}</div></dd>"


def _sure(incident: Incident) -> str:
    shape = SHAPES[incident.location.precision]
    return f'<svg class="sure" aria-hidden="true" focusable="false"><use href="#s-{shape}"/></svg>'


def _quotations(report: Report, number: int) -> Iterator[str]:
    """Quote each sentence that an incident rests on once, with the words that were used."""
    quoted: set[str] = set()
    for one in report.incidents[number - 1].evidence:
        if not one.sentence.strip() or one.sentence in quoted:
            continue
        quoted.add(one.sentence)
        at, serving = _find(one, report, number)
        if at is None:
            yield f"<blockquote>{escaped(line(one.sentence))}</blockquote>"
        else:
            said = _marked(report, serving, at, at + len(one.sentence), quoted=True)
            yield f'<blockquote dir="auto">{said}</blockquote>'


def _find(one: Evidence, report: Report, number: int) -> tuple[int | None, list[Tagged]]:
    """Find where a sentence stands in the text, and its marks that serve an incident.

    The same sentence may stand there twice: the one whose words were used is meant.
    """
    if one.source != report.document.source.id or one.start is None:
        return None, []
    starts = [known.mark.start for known in report.known]
    at = first = report.document.text.find(one.sentence)
    while at >= 0:
        near = report.known[bisect_left(starts, at) : bisect_left(starts, at + len(one.sentence))]
        if serving := [mark for mark in near if number in mark.mark.incidents]:
            return at, serving
        at = report.document.text.find(one.sentence, at + 1)
    return (first if first >= 0 else None), []
