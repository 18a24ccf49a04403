"""Plain text: the whole of a short file, and a long one in parts that end where paragraphs end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from incidentmap.documents.content import Content, line

#: A file up to this size is one document; of a larger one, each part is at most so many characters.
WHOLE_BYTES: Final = 1 << 20
PART_CHARACTERS: Final = 250_000
#: A paragraph's end is looked for in so many characters before the longest part's end.
_WINDOW: Final = 50_000
_LONGEST_HEADLINE: Final = 160

_PARAGRAPH_END: Final = re.compile(r"\n[ \t]*\n[\s]*")
_FIRST_LINE: Final = re.compile(rf"\s{{0,100}}(\S[^\n]{{0,{_LONGEST_HEADLINE}}})\n[ \t]*\n\s*\S")


def read_plain(texts: Iterable[str], *, long: bool) -> Iterator[Content]:
    """Make contents of a text that comes in pieces.

    Parameters
    ----------
    texts : iterable of str
        The text; pieces may end anywhere.
    long : bool
        Whether to cut it into parts. Their texts joined are the text.

    Examples
    --------
    >>> [content.text for content in read_plain(["Two villages", " were shelled."], long=False)]
    ['Two villages were shelled.']
    """
    title: str | None = None
    for offset, text in parts_of(texts) if long else [(0, "".join(texts))]:
        title = title if offset else headline(text)
        if not text.isspace():
            yield Content(text, title=title, offset=offset)


def headline(text: str) -> str | None:
    r"""Take the title of a text that has one: a first line that stands alone and is no sentence.

    Examples
    --------
    >>> headline("Shelling near Kozinka\n\nTwo people were hurt."), headline("Two people were hurt.\n\nMore later.")
    ('Shelling near Kozinka', None)
    """
    found = _FIRST_LINE.match(text)
    if found is None or found[1].rstrip().endswith((".", ":", ";", ",", "…")):
        return None
    return line(found[1])


def parts_of(texts: Iterable[str], longest: int = PART_CHARACTERS) -> Iterator[tuple[int, str]]:
    r"""Cut a text into parts, each with its offset. They end with a paragraph, or failing that with a line or a word.

    Examples
    --------
    >>> list(parts_of(["One two.\n", "\nThree four."], longest=15))
    [(0, 'One two.\n\n'), (10, 'Three four.')]
    """
    offset, buffer, held = 0, [""], 0
    for text in texts:
        buffer.append(text)
        held += len(text)
        while held > longest:
            whole = "".join(buffer)
            cut = _cut(whole, longest)
            yield offset, whole[:cut]
            offset += cut
            buffer, held = [whole[cut:]], held - cut
    if held:
        yield offset, "".join(buffer)


def _cut(text: str, longest: int) -> int:
    start = max(longest - _WINDOW, longest // 2)
    ends = [found.end() for found in _PARAGRAPH_END.finditer(text, start, longest)]
    if ends:
        return ends[-1]
    for mark in ("\n", ". ", " "):
        if (at := text.rfind(mark, start, longest)) > 0:
            return at + len(mark)
    return longest
