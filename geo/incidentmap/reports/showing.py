"""Show me: the text of a report with what was read in it, and why, for a terminal.

The text of a stranger never steers the terminal: what acts instead of being seen (escape sequences, control and
direction characters) is shown by a sign of its own. Colour never says anything alone: each marked span carries its tag.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Final

from incidentmap.model import Document, Incident
from incidentmap.reports.marks import Mark, MarkKind, Tagged, line, tagged, visible, weave
from incidentmap.reports.showing_facts import facts, heading, origin

#: Of the 256 colours of a terminal, near to Okabe and Ito's: readable on black and on white.
_COLOURS: Final[dict[MarkKind, int]] = {
    "place": 32, "time": 35, "actor": 166, "event": 169, "casualties": 136, "demonym": 67, "metonym": 101,
    "not a place": 244,
}  # fmt: skip
_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
#: A text is wrapped here, and a quotation in the lists is cut here.
WIDTH: Final = 96
_QUOTED: Final = 60


def explain(document: Document, marks: Sequence[Mark], incidents: Sequence[Incident], *, colour: bool) -> str:
    """Print a report's text with its marks, what each was read as and why, and the incidents that rest on them.

    Parameters
    ----------
    document : Document
    marks : sequence of Mark
        In any order; they may overlap.
    incidents : sequence of Incident
        In the order that the marks number them by, from 1.
    colour : bool
        Whether the terminal shows colours. Without them a marked span stands between ⟦ and ⟧.

    Returns
    -------
    str

    Examples
    --------
    >>> from incidentmap.model import Source
    >>> report = Document("Fighting near Kozinka.", Source("a", title="A report"))
    >>> mark = Mark(14, 21, "place", "Kozinka, Belgorod Oblast, RU", "after a word of place", False)
    >>> print(explain(report, [mark], [], colour=False))
    A report
    published: not known · sha256: not known
    <BLANKLINE>
    Fighting near ⟦Kozinka⟧P1.
    <BLANKLINE>
    READ IN THE TEXT (1)
      P1  Kozinka · place
          Kozinka, Belgorod Oblast, RU
          not used: after a word of place
    <BLANKLINE>
    INCIDENTS (0)
      none
    <BLANKLINE>
    As reported; not verified.
    """
    known = tagged(marks, len(document.text))
    paint = _Paint(colour)
    parts = [
        paint.bold(line(document.source.title or document.source.id)),
        paint.faint(" · ".join(origin(document))),
        "",
        _text(document.text, known, paint),
        "",
        paint.bold(f"READ IN THE TEXT ({len(known):,})"),
        *(_entry(document.text, one, paint) for one in known),
        *([] if known else ["  nothing"]),
        "",
        paint.bold(f"INCIDENTS ({len(incidents):,})"),
        *(_incident(number, incident, paint) for number, incident in enumerate(incidents, 1)),
        *([] if incidents else ["  none"]),
        "",
        "As reported; not verified.",
    ]
    return "\n".join(parts)


class _Paint:
    """Colours, or none."""

    def __init__(self, colour: bool) -> None:  # noqa: FBT001 - the one thing that it is made of
        self.colour = colour

    def bold(self, text: str) -> str:
        return f"{_BOLD}{text}{_PLAIN}" if self.colour else text

    def faint(self, text: str) -> str:
        return f"{_FAINT}{text}{_PLAIN}" if self.colour else text

    def kind(self, kind: MarkKind, text: str) -> str:
        return f"{self.code(kind)}{text}{_PLAIN}" if self.colour else text

    def code(self, kind: MarkKind) -> str:
        return f"\x1b[38;5;{_COLOURS[kind]}m"


_RUN: Final = re.compile(r"\n|[^\S\n]+|\S+")


def _text(text: str, known: Sequence[Tagged], paint: _Paint) -> str:
    shown = visible(text)
    lines = _Lines()
    for does, a, b in weave(known, 0, len(shown)):
        if does == "text":
            for run in _RUN.findall(shown, a, b):
                (lines.gap if run[0].isspace() else lines.ink)(run)
        elif does == "open":
            lines.colour(paint.code(known[a].mark.kind)) if paint.colour else lines.ink("⟦")
        elif paint.colour:
            lines.ink(f"[{known[a].tag}]" if b else "")
            lines.colour(None)
        else:
            lines.ink(f"⟧{known[a].tag}" if b else "⟧")
    return lines.written()


class _Lines:
    """Text wrapped as it comes. A colour ends with its line and is taken up on the next, as pagers need it."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._column = 0
        self._gap = ""
        self._word: list[str] = []
        self._width = 0
        #: The colours that are open, and the one at the end of what is done.
        self._open: list[str] = []
        self._settled = ""

    def ink(self, piece: str) -> None:
        """Add to the word that is being written."""
        self._word.append(piece)
        self._width += len(piece)

    def colour(self, code: str | None) -> None:
        """Open a colour, or close the last."""
        if code is None:
            self._open.pop()
            self._word.append(_PLAIN + "".join(self._open[-1:]))
        else:
            self._open.append(code)
            self._word.append(code)

    def gap(self, piece: str) -> None:
        """End the word."""
        self._end_word()
        if piece == "\n":
            self._break()
        else:
            self._gap = piece

    def written(self) -> str:
        """End the text."""
        self._end_word()
        return "".join(self._done)

    def _end_word(self) -> None:
        if not self._word:
            return
        if self._width and self._column and self._column + len(self._gap) + self._width > WIDTH:
            self._break()
        self._done += [self._gap, *self._word]
        self._column += len(self._gap) + self._width
        self._gap = ""
        self._word, self._width = [], 0
        self._settled = "".join(self._open[-1:])

    def _break(self) -> None:
        self._done.append(f"{_PLAIN}\n{self._settled}" if self._settled else "\n")
        self._column, self._gap = 0, ""


def _entry(text: str, one: Tagged, paint: _Paint) -> str:
    tag, mark = one
    quoted = line(text[mark.start : min(mark.end, mark.start + 4 * _QUOTED)])
    if len(quoted) > _QUOTED:
        quoted = quoted[: _QUOTED - 1] + "…"
    serves = ", ".join(str(number) for number in mark.incidents)
    used = f" → incident {serves}" if serves else ""
    label, why = line(mark.label), line(mark.why)
    if not mark.used:
        why = f"not used: {why or 'no incident needs it'}"
    lines = [f"  {paint.kind(mark.kind, tag)}  {paint.kind(mark.kind, quoted)} · {mark.kind}{used}"]
    lines += [_indented(told, len(tag) + 4) for told in (label, why) if told not in ("", quoted, mark.kind)]
    return "\n".join(lines)


def _incident(number: int, incident: Incident, paint: _Paint) -> str:
    lines = [paint.bold(f"  {number}  {heading(incident)}")]
    told = ((word, f"{answer} ({note})" if note else answer) for word, answer, note in facts(incident))
    lines += [_indented(f"{word:<7} {answer}", 5, hang=8) for word, answer in told]
    sentences = dict.fromkeys(line(one.sentence) for one in incident.evidence if one.sentence.strip())
    lines += [_indented(f"“{sentence}”", 5, hang=1) for sentence in sentences]
    return "\n".join(lines)


def _indented(text: str, by: int, *, hang: int = 0) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=" " * by,
        subsequent_indent=" " * (by + hang),
        break_on_hyphens=False,
        break_long_words=False,
    )
