"""What a page says about itself: title, address, licence, and the day it was published, if it says so plainly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from incidentmap.documents.content import line, web_address
from incidentmap.documents.dates import stated_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Names that mean the day of publication; the day of the last change is another thing.
_PUBLISHED: Final = frozenset(
    """article:published_time og:published_time og:article:published_time datepublished article.published published
    pubdate publishdate publish-date publish_date publication_date publicationdate parsely-pub-date sailthru.date
    dc.date dc.date.issued dcterms.date dcterms.issued dcterms.created citation_publication_date citation_date
    article_date_original originalpublicationdate date cxenseparse:recs:publishtime rnews:datepublished""".split()
)
_LICENCES: Final = frozenset(["dc.rights", "dcterms.rights", "dcterms.license", "rights", "license", "licence"])
_LONGEST_JSON: Final = 1 << 19
_MOST_NODES: Final = 2_000
_ARTICLE: Final = ("article", "posting", "report", "webpage", "message", "creativework")


class Stated(NamedTuple):
    """What a page states. ``headline`` is its title as shown above the article, ``title`` the best title there is."""

    title: str | None
    headline: str | None
    url: str | None
    published: date | None
    licence: str | None


def stated_metadata(tree: HtmlElement) -> Stated:
    """Read a page's ``meta`` tags, JSON-LD, ``link`` tags and ``time`` elements. Nothing is guessed from its text.

    Examples
    --------
    >>> from lxml import html
    >>> page = '<title>A</title><meta property="article:published_time" content="2024-03-12T10:00+02:00"><p>x'
    >>> stated_metadata(html.document_fromstring(page)).published
    datetime.date(2024, 3, 12)
    """
    metas = _metas(tree)
    data = _article_data(tree)
    headings = [text for heading in tree.iter("h1") if (text := line(_text(heading)))]
    headline = line(metas.get("og:title")) or line(data.get("headline")) or (headings[0] if headings else None)
    # A site's own heading, its logo, is an h1 on many pages; the article's is the one that the metadata knows.
    headline = headings[0] if len(headings) == 1 else headline
    titles = [text for title in tree.iter("title") if (text := line(title.text))]
    return Stated(
        title=headline or (titles[0] if titles else None),
        headline=headline,
        url=_url(tree, metas, data),
        published=_published(tree, metas, data),
        licence=_licence(tree, metas),
    )


def _text(element: HtmlElement) -> str:
    return "".join(element.itertext())[:2_000]


def _metas(tree: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = meta.get("content")
        if content:
            metas.setdefault(name.strip().lower()[:80], content)
    return metas


def _article_data(tree: HtmlElement) -> dict[str, Any]:
    """Find the first object of JSON-LD that describes an article."""
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" not in kind or not script.text or len(script.text) > _LONGEST_JSON:
            continue
        try:
            parsed = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(parsed):
            kinds = str(node.get("@type", "")).lower()
            if "datePublished" in node and any(word in kinds for word in _ARTICLE):
                return node
    return {}


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    stack, seen = [value], 0
    while stack and seen < _MOST_NODES:
        node = stack.pop(0)
        seen += 1
        if isinstance(node, dict):
            yield node
            stack += [node[key] for key in ("@graph", "mainEntity", "liveBlogUpdate") if key in node]
        elif isinstance(node, list):
            stack += node[:_MOST_NODES]


def _published(tree: HtmlElement, metas: dict[str, str], data: dict[str, Any]) -> date | None:
    for name in (name for name in metas if name in _PUBLISHED):
        if day := stated_date(metas[name]):
            return day
    if day := stated_date(data.get("datePublished")):
        return day
    marked = [e for e in tree.iter() if (e.get("itemprop") or "").lower() == "datepublished"]
    for element in marked:
        if day := stated_date(element.get("datetime") or element.get("content") or _text(element)):
            return day
    return _of_times(tree)


def _of_times(tree: HtmlElement) -> date | None:
    """Take the day of a page's ``time`` elements only when all that could be meant agree."""
    times = [e for e in tree.iter("time") if e.get("datetime") and not _is_aside(e)]
    marked = [e for e in times if "pubdate" in e.attrib or "publish" in (e.get("class") or "").lower()]
    within = [e for e in times if any(a.tag == "article" for a in e.iterancestors())]
    days = {stated_date(e.get("datetime")) for e in marked or within or times}
    return next(iter(days)) if len(days) == 1 else None


def _is_aside(element: HtmlElement) -> bool:
    return any(a.tag in ("nav", "aside", "footer", "form", "li") for a in element.iterancestors())


def _url(tree: HtmlElement, metas: dict[str, str], data: dict[str, Any]) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (url := web_address(link.get("href"))):
            return url
    return web_address(metas.get("og:url")) or web_address(data.get("url"))


def _licence(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    for element in tree.iter("link", "a"):
        if "license" in (element.get("rel") or "").lower().split():
            return web_address(element.get("href")) or line(_text(element))
    return next((line(metas[name]) for name in metas if name in _LICENCES), None)
