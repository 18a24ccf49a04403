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
    "GeoNames", "CC", "BY", "Natural", "Earth", "Noto", "Sans", "SIL", "Open", "Font", "License",
    "Leaflet", "BSD", "Clause", "ISC",
    "GeoJSON", "CSV", "PNG", "Enter", "Shift", "Ctrl", "Esc", "Tab", "Delete", "Home", "End",
    "Space", "JavaScript", "incidentmap", "serve", "docs", "map", "md", "html", "http", "ISO", "MGRS", "UTM", "WGS",
    "sha",
}  # fmt: skip
#: Every text that can be seen or heard, but for what says itself that it is in another language, and for code.
TEXTS = """(own) => {
  const found = new Set();
  const seen = (node) => node.checkVisibility({checkVisibilityCSS: true})
    || node.closest(".im-unseen, .im-sr, [role=status]");
  const foreign = (node) => {
    const language = node.closest("[lang]");
    return (language && language.lang !== document.documentElement.lang)
      || node.closest("code, kbd, script, style, noscript, textarea, bdi");
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
  if (!node.checkVisibility({checkVisibilityCSS: true})) return false;
  if (node.closest(".im-unseen, .im-sr, .im-announced, .leaflet-pane, select, svg")) return false;
  const style = getComputedStyle(node);
  if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) return false;
  if (style.textOverflow === "ellipsis" || style.overflowX === "auto" || node.tagName === "BDI") return false;
  return node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0 && style.display !== "inline";
}).map((node) => `${node.className}: ${node.textContent}`)"""
STORY = Story((
    Step(1, "Перший", "Слова.", (), (50.0, 36.0, 6.0)),
    Step(2, "Другий", "Слова.", ("Назва 1", "Назва 2", "Назва 5", "нема"), (50.0, 36.0, 6.0)),
))  # fmt: skip
TYPES = [
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Protests",
    "Riots",
    "Strategic developments",
]
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
    frame["candidates"] = [[candidate(1.0, 0.0), candidate(0.5, 0.2)] if i % 4 == 1 else [] for i in range(len(frame))]
    return frame


def candidate(score: float, east: float) -> dict[str, Any]:
    return {
        "id": f"n:{score}",
        "name": "Назва",
        "admin1": None,
        "admin2": None,
        "lon": 36.3 + east,
        "lat": 50.3,
        "match": "fuzzy",
        "score": score,
    }


@pytest.fixture(scope="module", params=["uk", "ru"])
def drawn(request: pytest.FixtureRequest, gazetteer: Gazetteer) -> tuple[str, str]:
    return request.param, draw_map(sample(), gazetteer, title="Назва", story=STORY, language=request.param).html()


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
        if state != "paper" and self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.add("the page is wider than its window")
        if wrong:
            self.bad[state] = wrong

    def press(self, selector: str) -> None:
        """Press what a narrow page may have put away for now."""
        self.page.locator(selector).first.evaluate("(node) => node.click()")


@pytest.mark.parametrize("size", [DESKTOP, PHONE, (320, 640)])
def test_no_word_of_ours_is_left_in_english(drawn: tuple[str, str], open_page: Opener, size: tuple[int, int]) -> None:
    language, html = drawn
    page, seen = open_page(Text(html), size=size)
    reader = Reader(page, language)
    reader.read("story, step 1")
    page.locator(".im-story select").select_option(index=1)
    reader.read("story, step 2")
    reader.press(".im-story-foot .im-link")
    reader.read("at rest")
    narrow = page.locator(".im-more-button")
    if narrow.is_visible():
        narrow.click()
        reader.read("tools")
    if page.locator(".im-filters").is_hidden():
        reader.press(".im-header [aria-controls=im-filters]")
    page.evaluate("document.querySelectorAll('.im-filters details').forEach((group) => (group.open = true))")
    page.evaluate(
        "document.querySelectorAll('.im-filters .im-unfold:not([hidden])').forEach((button) => button.click())"
    )
    reader.read("filters")
    page.locator(".im-filters input[type=checkbox]:visible").first.check()
    reader.press(".im-filters .im-quick")
    reader.read("filters that are on")
    reader.press(".im-chips .im-clear")
    reader.read("filters that were cleared")
    page.get_by_role("searchbox").first.fill("0000")
    page.wait_for_timeout(400)
    reader.read("nothing found")
    page.get_by_role("searchbox").first.fill("")
    page.wait_for_timeout(400)
    if page.locator(".im-filters .im-close").is_visible():
        reader.press(".im-filters .im-close")
    for item in (0, 1, -1):
        reader.press(".im-menu-box button")
        reader.read("menu")
        page.locator(".im-menu-box [role=menuitem]").nth(item).evaluate("(node) => node.click()")
        page.wait_for_timeout(60)
        reader.read(f"dialog of menu item {item}")
        page.keyboard.press("Escape")
    page.locator(f"#{MAP}").focus()
    for key in ("n", "Enter", "m", "Enter", "Enter", "Escape", "Escape"):
        page.keyboard.press(key)
        reader.read(f"key {key} on the map")
    page.keyboard.press("?")
    reader.read("keys")
    page.keyboard.press("Escape")
    page.evaluate("document.querySelectorAll('.im-time-window').forEach((window) => window.showModal())")
    page.locator("#im-time-first").fill("1999-01-01")
    page.locator("#im-time-last").fill("1998-01-01")
    reader.press(".im-time-window button[type=submit]")
    reader.read("dates")
    page.keyboard.press("Escape")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    reader.read("paper")
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    for row in range(19 if size == DESKTOP else 4):
        page.evaluate("(name) => (location.hash = new URLSearchParams({id: name}))", f"Назва {row}")
        expect(page.locator(".im-detail")).to_contain_text(f"Назва {row}")
        reader.read(f"incident {row}")
    assert not reader.bad, "\n".join(f"{state}: {sorted(texts)}" for state, texts in reader.bad.items())
    assert not seen.dialogs


def test_what_failed_is_told_in_the_pages_language(drawn: tuple[str, str], open_page: Opener) -> None:
    language, html = drawn
    page, _ = open_page(Text(html[: html.index('_base"') + 46]), ready=False)
    expect(page.get_by_role("alert")).to_be_visible()
    reader = Reader(page, language)
    reader.read("a file that ends too early")
    assert not reader.bad, reader.bad


def test_the_table_without_scripts_is_in_the_pages_language(drawn: tuple[str, str], open_page: Opener) -> None:
    language, html = drawn
    page, _ = open_page(Text(html), script=False, ready=False)
    text = page.locator(".im-noscript").inner_text()
    for theirs in [*page.locator(".im-noscript bdi, .im-noscript [lang=en]").all_inner_texts(), *TYPES, *SUBS]:
        text = text.replace(theirs, "")
    text = re.sub(r"\b[0-9a-f]{64}\b", "", text)
    assert set(ENGLISH.findall(text)) - NAMES == set()
    assert not OTHER[language].search(text)
