"""Saved pages of Telegram messages: each message is a report of its own, with its own day.

Two kinds are known: ``messages.html`` of the desktop application's export, and a channel's page on the web.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incidentmap.documents.content import Content, line, web_address
from incidentmap.documents.dates import stated_date
from incidentmap.documents.visible import visible_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_POST: Final = re.compile(r"[A-Za-z0-9_]{3,40}/\d{1,12}")


def read_messages(tree: HtmlElement) -> list[Content]:
    r"""Read the messages of a saved Telegram page; none when the page is another.

    Examples
    --------
    >>> from lxml import html
    >>> page = '''<div class="message default clearfix" id="message7"><div class="body">
    ... <div class="pull_right date details" title="12.03.2024 10:15:00 UTC+03:00">10:15</div>
    ... <div class="text">Two villages were hit.<br>No one was hurt.</div></div></div>'''
    >>> [(m.part, str(m.published), m.text) for m in read_messages(html.document_fromstring(page))]
    [('message7', '2024-03-12', 'Two villages were hit.\nNo one was hurt.')]
    """
    classes = [(element, (element.get("class") or "").split()) for element in tree.iter("div")]
    exported = [e for e, names in classes if "message" in names and "default" in names]
    if exported:
        title = _text(tree, "page_header") or None
        return [content for e in exported if (content := _exported(e, line(title)))]
    web = [e for e, names in classes if "tgme_widget_message" in names and e.get("data-post")]
    title = _text(tree, "tgme_channel_info_header_title")
    return [content for e in web if (content := _on_the_web(e, line(title)))]


def _exported(message: HtmlElement, title: str | None) -> Content | None:
    text = _text(message, "text")
    day = next((stated_date(e.get("title")) for e in _with(message, "date") if e.get("title")), None)
    return Content(text, title, published=day, part=message.get("id") or "") if text else None


def _on_the_web(message: HtmlElement, title: str | None) -> Content | None:
    text = _text(message, "tgme_widget_message_text")
    day = next((day for e in message.iter("time") if (day := stated_date(e.get("datetime")))), None)
    post = message.get("data-post") or ""
    known = _POST.fullmatch(post) is not None
    url = web_address(f"https://t.me/{post}") if known else None
    return Content(text, title, url, day, part=post.rpartition("/")[2] if known else "") if text else None


def _with(root: HtmlElement, name: str) -> list[HtmlElement]:
    return [e for e in root.iter() if isinstance(e.tag, str) and name in (e.get("class") or "").split()]


def _text(root: HtmlElement, name: str) -> str:
    found = _with(root, name)
    inner = {id(child) for element in found for child in element.iterdescendants()}
    return "\n".join(text for e in found if id(e) not in inner and (text := visible_text(e, furniture=True)))
