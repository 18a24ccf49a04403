"""The page in Ukrainian and in Russian: in none of its states is a word of ours left in English, or cut off."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.samples import DESKTOP, MAP, PHONE, Opener
from browser.shapes import every_shape
from incidentmap import Gazetteer, Step, Story, draw_map

#: What is ours to say and stays as it is in every language.
NAMES = {
    "GeoNames", "CC", "BY", "Natural", "Earth", "Noto", "Sans", "SIL", "Open", "Font", "License", "Leaflet", "BSD", "Clause", "ISC",
    "GeoJSON", "CSV", "PNG", "Enter", "Shift", "Ctrl", "Esc", "Tab", "Delete", "Backspace", "Home", "End", "Space", "JavaScript", "incidentmap",
    "serve", "docs", "map", "md", "html", "http", "ISO", "MGRS", "UTM", "WGS", "sha",
}  # fmt: skip
#: Every text that can be seen or heard, but for what says itself that it is in another language, and for code.
TEXTS = """(own) => {
  const found = new Set();
  const seen = (node) => node.checkVisibility({checkVisibilityCSS: true}) || node.closest(".im-unseen, .im-sr, [role=status]");
  const foreign = (node) => {
    const language = node.closest("[lang]");
    return (language && language.lang !== document.documentElement.lang) || node.closest("code, kbd, script, style, noscript, textarea, bdi");
  };
  for (const node of document.body.querySelectorAll("*")) {
    if (foreign(node) || !seen(node)) continue;
    const told = [...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data);
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-roledescription"]) {
      // A translated name tells what the data say.
      if (!(name === "title" && own.includes(node.title))) told.push(node.getAttribute(name) ?? "");
    }
    for (const text of told) if (text.trim()) found.add(text.trim());
  }
  return [...found];
}"""
#: Labels whose words do not fit: what is meant to be cut has an ellipsis.
CUT = """() => [...document.querySelectorAll(".im-app *")].filter((node) => {
  if (!node.checkVisibility({checkVisibilityCSS: true}) || node.closest(".im-unseen, .im-sr, .leaflet-pane, select, svg")) return false;
  const style = getComputedStyle(node);
  if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) return false;
  if (style.textOverflow === "ellipsis" || style.overflowX === "auto" || node.tagName === "BDI") return false;
  return node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0 && style.display !== "inline";
}).map((node) => `${node.className}: ${node.textContent}`)"""
STORY = Story((
    Step(1, "Перший", "Слова.", (), (50.0, 36.0, 6.0)),
    Step(2, "Другий", "Слова.", ("Назва 1", "Назва 2", "Назва 5", "немає"), (50.0, 36.0, 6.0)),
))  # fmt: skip
#: Up to so many pixels the filters lie over the map.
OVERLAID = 1024
TYPES = ["Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments"]
SUBS = ["Armed clash", "Air/drone strike", "Attack", "Peaceful protest", "Mob violence", "Arrests"]
ENGLISH = re.compile(r"[A-Za-z]{3,}")
OTHER = {"uk": re.compile("[ыэъё]", re.I), "ru": re.compile("[іїєґ]", re.I)}


def sample() -> Any:
    """Every look, with nothing in English but the known types, and the rules and reasons of ours."""
    frame = every_shape()
    names = [f"Назва {i}" for i in range(len(frame))]
    frame = frame.assign(id=names, place=names, place_name=names, summary="Слова.")
    for column in ("admin1", "admin2", "country", "place_id", "gazetteer"):
        frame[column] = None
    frame["event_type"] = [TYPES[i % len(TYPES)] for i in range(len(frame))]
    frame["sub_event_type"] = [None if i % 3 == 0 else SUBS[i % len(SUBS)] for i in range(len(frame))]
    frame["actors"] = [["Хто"] if i % 2 else [] for i in range(len(frame))]
    frame["candidates"] = [
        [candidate(1.0, 0.0), candidate(0.5, 0.2)] if i % 4 == 1 else [] for i in range(len(frame))
    ]
    return frame


def candidate(score: float, east: float) -> dict[str, Any]:
    return {"id": f"n:{score}", "name": "Назва", "admin1": None, "admin2": None, "lon": 36.3 + east, "lat": 50.3, "match": "fuzzy", "score": score}


@pytest.fixture(scope="module")
def drawn(gazetteer: Gazetteer) -> str:
    html: str = draw_map(sample(), gazetteer, title="Назва", story=STORY, language="uk").html()
    return html


class Text:
    """A page that is text already."""

    def __init__(self, text: str) -> None:
        self.text = text

    def html(self) -> str:
        return self.text


class Reader:
    """Reads what the page says in each state, and remembers what should not be there."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language, self.bad = page, language, dict[str, set[str]]()

    def read(self, state: str) -> None:
        texts = self.page.evaluate(TEXTS, [*TYPES, *SUBS])
        wrong = {text for text in texts if set(ENGLISH.findall(text)) - NAMES or OTHER[self.language].search(text)}
        wrong |= {f"cut: {text}" for text in self.page.evaluate(CUT)}
        if wrong:
            self.bad[state] = wrong

    def name(self, key: str) -> str:
        return WORDS[key][self.language]


WORDS = {
    "share": {"uk": "Поділитися й зберегти", "ru": "Поделиться и сохранить"},
    "about": {"uk": "Про цю карту", "ru": "Об этой карте"},
    "embed": {"uk": "Вбудувати…", "ru": "Встроить…"},
    "explore": {"uk": "Дивитися самостійно", "ru": "Смотреть самостоятельно"},
    "filters": {"uk": "Показати фільтри", "ru": "Показать фильтры"},
}


@pytest.mark.parametrize("size", [DESKTOP, (1024, 768), PHONE, (320, 640)])
@pytest.mark.parametrize("language", ["uk", "ru"])
def test_no_word_of_ours_is_left_in_english(drawn: str, open_page: Opener, language: str, size: tuple[int, int]) -> None:
    page, seen = open_page(Text(drawn), size=size)
    if language == "ru":
        page.goto(f"{page.url.split('#')[0]}#lang=ru")
        page.reload()
        page.wait_for_selector("html[data-ready]")
    reader = Reader(page, language)
    reader.read("story, step 1")
    page.locator(".im-story select").select_option(index=1)
    reader.read("story, step 2")
    page.get_by_role("button", name=reader.name("explore")).click()
    reader.read("at rest")
    if page.locator(".im-filters").is_hidden():
        page.locator(".im-header [aria-controls=im-filters]").click()
    for group in page.locator(".im-filters details:not([open]) > summary").all():
        if group.is_visible():
            group.click()
    for unfold in page.locator(".im-filters .im-unfold").all():
        if unfold.is_visible():
            unfold.click()
    reader.read("filters")
    page.locator(".im-filters input[type=checkbox]:visible").first.check()
    page.locator(".im-filters .im-quick:visible").first.click()
    reader.read("filters that are on")
    page.evaluate("document.querySelector('.im-chips .im-clear').click()")
    reader.read("filters that were cleared")
    if size[0] <= OVERLAID:
        page.keyboard.press("Escape")
        close = page.locator(".im-filters .im-close")
        if close.is_visible():
            close.click()
    reader.read("after the filters")
    for key in ("about", "embed"):
        page.get_by_role("button", name=reader.name("share")).click()
        reader.read("menu")
        page.get_by_role("menuitem", name=reader.name(key)).click()
        reader.read(key)
        page.keyboard.press("Escape")
    count = int(page.evaluate("document.querySelector('.im-row').getAttribute('aria-setsize')"))
    for row in range(count):
        page.goto(f"{page.url.split('#')[0]}#lang={language}&id=Назва {row}")
        page.wait_for_timeout(60)
        reader.read(f"incident {row}")
    assert not reader.bad, reader.bad
    assert seen.nothing(), seen

