"""Marks: what reading made of each span of a text, as it is shown to whoever asks why.

A mark says what a span was read as, by which rule, and which incidents rest on it. Marks may nest and overlap
("on Tuesday" within "clashed on Tuesday"): :func:`weave` brings any of them into proper nesting, for a page and for a
terminal alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from typing import Final, Literal, NamedTuple

MarkKind = Literal["place", "demonym", "metonym", "not a place", "time", "actor", "event", "casualties"]


class Mark(NamedTuple):
    """One span of a document's text and what was made of it.

    ``start`` and ``end`` are offsets in the document's text, ``label`` says what the span was read as ("Terebreno,
    Belgorod Oblast, RU · near, disc of 5 km"), ``why`` by which rule, or why it is not used; ``incidents`` holds the
    numbers, from 1, of the incidents that rest on it.
    """

    start: int
    end: int
    kind: MarkKind
    label: str
    why: str
    used: bool
    incidents: tuple[int, ...] = ()


#: The letter of each kind, since colour alone must not carry it, and its name for several and for one.
KINDS: Final[dict[MarkKind, tuple[str, str, str]]] = {
    "place": ("P", "places", "place"),
    "time": ("T", "times", "time"),
    "actor": ("A", "actors", "actor"),
    "event": ("E", "words of an event", "word of an event"),
    "casualties": ("C", "casualty figures", "casualty figure"),
    "demonym": ("D", "nationalities", "nationality"),
    "metonym": ("M", "governments or offices", "government or office"),
    "not a place": ("N", "not places", "not a place"),
}


class Tagged(NamedTuple):
    """A mark with its tag: the letter of its kind and its number among them, in the order of the text."""

    tag: str
    mark: Mark


def tagged(marks: Sequence[Mark], length: int) -> list[Tagged]:
    """Put marks into the order of the text, the outer before the inner, and give each its tag.

    Parameters
    ----------
    marks : sequence of Mark
    length : int
        Of the text; a span beyond it is cut there.

    Returns
    -------
    list of Tagged

    Examples
    --------
    >>> time = Mark(8, 18, "time", "2024-03-12", "a weekday", True, (1,))
    >>> event = Mark(0, 18, "event", "Battles", "a word of fighting", True, (1,))
    >>> [(one.tag, one.mark.start) for one in tagged([time, event], 40)]
    [('E1', 0), ('T1', 8)]
    """
    numbers: Counter[str] = Counter()
    found = []
    for mark in sorted((_cut(mark, length) for mark in marks), key=lambda m: (m.start, -m.end)):
        letter = KINDS[mark.kind][0]
        numbers[letter] += 1
        found.append(Tagged(f"{letter}{numbers[letter]}", mark))
    return found


def _cut(mark: Mark, length: int) -> Mark:
    start = min(max(mark.start, 0), length)
    return mark._replace(start=start, end=min(max(mark.end, start), length))


class Step(NamedTuple):
    """One step through a marked text: a run of it, or a mark (by its number) that opens or closes.

    ``a`` and ``b`` are the offsets of a run. For a mark ``a`` is its number, and ``b`` says whether this is its first
    opening or its last closing: a mark that crosses another comes in pieces.
    """

    does: Literal["text", "open", "close"]
    a: int
    b: int


def weave(marks: Sequence[Tagged], start: int, end: int) -> Iterator[Step]:
    """Walk through a stretch of text so that what opens last closes first, however its marks overlap.

    Parameters
    ----------
    marks : sequence of Tagged
        In the order of :func:`tagged`. Those outside the stretch are passed over, those across its edge are cut.
    start, end : int

    Yields
    ------
    Step

    Examples
    --------
    >>> first = Mark(0, 5, "place", "", "", True), Mark(3, 8, "time", "", "", True)
    >>> for step in weave(tagged(first, 9), 0, 9):
    ...     print(*step)
    open 0 1
    text 0 3
    open 1 1
    text 3 5
    close 1 0
    close 0 1
    open 1 0
    text 5 8
    close 1 1
    text 8 9
    """
    at, stack = start, list[int]()
    for number, (_, mark) in enumerate(marks):
        first, last = max(mark.start, start), min(mark.end, end)
        if first >= last:
            continue
        at = yield from _close(marks, stack, at, first, end)
        if at < first:
            yield Step("text", at, first)
            at = first
        stack.append(number)
        yield Step("open", number, int(mark.start >= start))
    at = yield from _close(marks, stack, at, end, end)
    if at < end:
        yield Step("text", at, end)


def _close(marks: Sequence[Tagged], stack: list[int], at: int, until: int, edge: int) -> Generator[Step, None, int]:
    """Close every mark that ends up to an offset; those inside that go on are closed and opened again."""
    while stack:
        # Of equal ends the innermost, so that nothing is opened again for nothing.
        nearest = min(range(len(stack)), key=lambda i: (marks[stack[i]].mark.end, -i))
        stop = min(marks[stack[nearest]].mark.end, edge)
        if stop > until:
            break
        if at < stop:
            yield Step("text", at, stop)
            at = stop
        inner = stack[nearest + 1 :]
        for number in reversed(inner):
            yield Step("close", number, 0)
        yield Step("close", stack[nearest], int(marks[stack[nearest]].mark.end <= edge))
        del stack[nearest:]
        for number in inner:
            stack.append(number)
            yield Step("open", number, 0)
    return at


#: What could steer a terminal, turn the direction of a line, or is no character at all.
_UNSAFE: Final = re.compile(
    "\r\n|[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def visible(text: str) -> str:
    r"""Make every character that acts instead of being seen into one that is seen. The length stays the same.

    Parameters
    ----------
    text : str
        Any; tabs and line breaks stay.

    Returns
    -------
    str

    Examples
    --------
    >>> visible("\x1b[31mred\x07 \u202eabc \ud800")
    '␛[31mred␇ �abc �'
    """
    return _UNSAFE.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    character = found[0]
    if character == "\r\n":
        return " \n"
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


def line(text: str) -> str:
    r"""Make one line of a text, with nothing in it that acts.

    Examples
    --------
    >>> line("Kozinka\n\x1b[2J  village")
    'Kozinka ␛[2J village'
    """
    return " ".join(visible(text).split())
