"""What a reader sees of HTML: the text of a tree without scripts, menus, banners and hidden parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incidentmap.documents.content import clean, tidy

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# "head" is not among them: where a page has no "body", the parser puts its text there.
_UNSEEN: Final = frozenset(
    """script style noscript template svg math iframe object embed applet canvas audio video map area select
    option button textarea input datalist dialog title meta link""".split()
)
_FURNITURE: Final = frozenset(["nav", "aside", "footer", "form", "menu"])
_ROLES: Final = frozenset(["navigation", "banner", "complementary", "contentinfo", "dialog", "alertdialog", "search"])
_CELLS: Final = frozenset(["td", "th"])
_BLOCKS: Final = frozenset(
    """address article blockquote body dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr li
    main ol p pre section summary table tbody thead tfoot tr ul center""".split()
)
_FURNITURE_WORDS: Final = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|cookies?|consent|gdpr|related|recommend(?:ed|ations)?|"
    r"read-?(?:more|also)|share|sharing|social|subscribe|subscription|newsletter|sidebar|promo|adverts?|advertisement|"
    r"banner|popup|modal|footer|comments?|disqus|tags?|pagination|skip-link)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: "Read more: …" and its kin in the three languages: a line that only leads away.
_LEADS_AWAY: Final = re.compile(
    r"(?:read (?:more|also|next)|see also|also read|related(?: (?:stories|articles|news|topics))?|"
    r"more on this(?: story)?|"
    r"sign up|subscribe|follow us|share this|advertisement|continue reading|listen to this article|"
    r"читайте (?:также|еще|ещё)|читать (?:далее|также|ещё|еще)|смотрите также|по теме|подписывайтесь|подпишитесь|"
    r"поделиться|реклама|читайте (?:також|ще)|читати (?:далі|також)|дивіться також|підписуйтесь|підпишіться|поділитися)"
    r"(?![^\W\d_])",
    re.IGNORECASE,
)
_LONGEST_LEAD: Final = 250


def leads_away(text: str) -> bool:
    """Tell a line that only points to other pages.

    Examples
    --------
    >>> leads_away("Читайте также: Что известно об ударе"), leads_away("See also how the village looked, he said.")
    (True, False)
    """
    if len(text) > _LONGEST_LEAD:
        return False
    text = text.lstrip("•▪►➡👉*>- \xa0")
    found = _LEADS_AWAY.match(text)
    if found is None:
        return False
    after = text[found.end() :].lstrip()
    return not after or after[0] in ":—–-|→»!." or (len(after) <= 40 and not after.endswith((".", "…")))


def parsed(source: str) -> HtmlElement | None:
    """Parse HTML; ``None`` when there is nothing in it. Nothing is loaded, whatever the page asks for.

    Examples
    --------
    >>> parsed("<p>Kozinka").text_content(), parsed("")
    ('Kozinka', None)
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        return html.document_fromstring(clean(source).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def fragment_text(source: str) -> str:
    r"""Take the text of a piece of HTML, a paragraph a line.

    Examples
    --------
    >>> fragment_text("<p>Two <b>villages</b> were hit.<p>No one was hurt &amp; no one fled.<script>x()</script>")
    'Two villages were hit.\nNo one was hurt & no one fled.'
    """
    if "<" not in source and "&" not in source:
        return tidy(source)
    tree = parsed(source)
    return visible_text(tree, furniture=True) if tree is not None else ""


def visible_text(root: HtmlElement, *, furniture: bool = False) -> str:
    r"""Take the text of a tree, a paragraph a line.

    Parameters
    ----------
    root : lxml element
    furniture : bool
        Whether menus, banners and the like count too: in a feed's entry there are none, but names that look like it.

    Examples
    --------
    >>> visible_text(parsed("<nav>Home</nav><p>One<br>two</p><div class='cookie-note'>We use cookies</div>"))
    'One\ntwo'
    """
    pieces: list[str] = []
    # A stack, not recursion: a hostile page nests deeper than Python calls.
    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    while stack:
        element, left = stack.pop()
        if left:
            pieces.append("\n" if element.tag in _BLOCKS else "")
        elif _is_seen(element, furniture=furniture):
            pieces += (_edge(element), flat(element.text))
            stack.append((element, True))
            stack += ((child, False) for child in reversed(element))
            continue
        if element is not root:
            pieces.append(flat(element.tail))
    lines = tidy("".join(pieces)).split("\n")
    return "\n".join(text for text in lines if text and not leads_away(text))


def flat(text: str | None) -> str:
    r"""Make a text node one line: a line break in the source of a page is a space to its reader.

    Examples
    --------
    >>> flat("near\n   Kozinka "), flat(None)
    ('near Kozinka ', '')
    """
    return re.sub(r"\s+", " ", text) if text else ""


def _edge(element: HtmlElement) -> str:
    if element.tag in _BLOCKS or element.tag == "br":
        return "\n"
    return " | " if element.tag in _CELLS and element.getprevious() is not None else ""


def _is_seen(element: HtmlElement, *, furniture: bool) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN:
        return False
    if "hidden" in element.attrib or _HIDDEN_STYLE.search(element.get("style", "")[:500]):
        return False
    return furniture or not is_furniture(element)


def is_furniture(element: HtmlElement) -> bool:
    """Tell a menu, a banner or another part of a page that is no part of its report.

    Examples
    --------
    >>> is_furniture(parsed("<div id='cookie-consent'>x</div>").find(".//div"))
    True
    """
    if element.tag in _FURNITURE:
        return True
    if element.tag in ("body", "html", "main", "article", "p"):
        return False
    if element.get("role") in _ROLES:
        return True
    return any(_FURNITURE_WORDS.search(element.get(name, "")[:500]) for name in ("class", "id"))
