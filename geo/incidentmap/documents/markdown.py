"""Markdown: what a reader sees of it, a paragraph a line, and the front matter above it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from incidentmap.documents.content import Content, line, web_address
from incidentmap.documents.dates import stated_date

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: A paragraph longer than this is no prose; its marks are left in, because finding them takes time that grows faster.
_LONGEST_PARAGRAPH: Final = 20_000
_FRONT_MATTER: Final = re.compile(r"\s{0,10}---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_ENTRY: Final = re.compile(r"([A-Za-z_-]{1,40})[ \t]*:[ \t]*(.*)")
_COMMENT: Final = re.compile(r"\s#.*$")
#: Without one of these a paragraph has no marks, and need not be parsed.
_MARK: Final = re.compile(r"[\\`*_\[<&]")
#: Marks that break a line in HTML inside Markdown.
_BREAK: Final = re.compile(r"<br\b", re.IGNORECASE)


def front_matter(text: str) -> tuple[dict[str, str], int]:
    r"""Read the ``key: value`` lines above a text, and say where the text begins.

    It is not YAML: lists and nested values are left out, and nothing is ever run or built.

    Examples
    --------
    >>> front_matter('---\ntitle: "Shelling: two hurt"\ndate: 2024-03-12  # Tuesday\n---\nText')
    ({'title': 'Shelling: two hurt', 'date': '2024-03-12'}, 64)
    """
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, 0
    entries: dict[str, str] = {}
    for row in found[1].split("\n"):
        if entry := _ENTRY.match(row):
            entries.setdefault(entry[1].lower(), _scalar(entry[2].strip()))
    return entries, found.end()


def _scalar(value: str) -> str:
    if len(value) > 1 and value[0] in "\"'" and (end := value.find(value[0], 1)) > 0:
        return value[1:end]
    return _COMMENT.sub("", value).strip()


def read_markdown(text: str) -> Content:
    r"""Read Markdown: headings, paragraphs, list items and cells, without code, link targets and marks.

    Examples
    --------
    >>> read_markdown("# Shelling\n\nTwo were hurt near\n[Kozinka](https://example.org).\n\n- One *died*.\n").text
    'Shelling\n\nTwo were hurt near Kozinka.\n\nOne died.'
    """
    entries, begin = front_matter(text)
    blocks, first_heading = _blocks(text[begin:])
    return Content(
        "\n\n".join(blocks),
        title=line(entries.get("title")) or line(first_heading),
        url=next((url for key in ("url", "source", "link") if (url := web_address(entries.get(key)))), None),
        published=_published(entries),
        licence=line(entries.get("licence") or entries.get("license")),
    )


def _published(entries: dict[str, str]) -> date | None:
    stated = (stated_date(entries.get(key)) for key in ("published", "date", "pubdate"))
    return next((day for day in stated if day), None)


@cache
def _parsers() -> tuple[MarkdownIt, MarkdownIt]:
    """Make the parser of blocks and the one of a paragraph's marks: a hostile paragraph can then be left as it is."""
    from markdown_it import MarkdownIt

    options = {"maxNesting": 20}
    blocks = MarkdownIt("commonmark", options).enable("table").disable("inline")
    return blocks, MarkdownIt("commonmark", options)


def _blocks(text: str) -> tuple[list[str], str | None]:
    parser, inline = _parsers()
    environment: dict[str, object] = {}
    blocks: list[str] = []
    row: list[str] | None = None
    title: str | None = None
    opener = ""
    for token in parser.parse(text, environment):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append(" | ".join(cell for cell in row if cell))
            row = None
        elif token.type == "html_block":
            blocks += _of_html(token.content)
        elif token.type == "inline":
            words = _inline(inline, token, environment)
            if opener == "heading_open" and title is None:
                title = words
            (blocks if row is None else row).append(words)
        opener = token.type
    return [block for block in blocks if block.strip()], title


def _inline(parser: MarkdownIt, token: Token, environment: dict[str, object]) -> str:
    if len(token.content) > _LONGEST_PARAGRAPH or not _MARK.search(token.content):
        return " ".join(token.content.split())
    inner = parser.parseInline(token.content, environment)[0].children or []
    return " ".join("".join(map(_words, inner)).split())


def _words(token: Token) -> str:
    if token.type in ("text", "text_special"):
        return token.content
    if token.type in ("softbreak", "hardbreak") or (token.type == "html_inline" and _BREAK.match(token.content)):
        return " "
    return ""


def _of_html(source: str) -> list[str]:
    from incidentmap.documents.visible import fragment_text

    return [" ".join(block.split()) for block in fragment_text(source).split("\n")]
