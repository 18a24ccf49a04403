"""Take the pictures of the documents: ``make screenshots``, or ``python -m tools.screenshots``.

It writes docs/map.png (the README's), docs/tour.png and docs/tour-phone.png (with the numbers that docs/tour.md
explains), and the page at three widths, light and dark, into build/screenshots, for whoever changes the page and wants
to look at it. Everything is drawn from the seeds, from a file, with the network unplugged.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tools.chromium import find

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
LOOKED_AT = ROOT / "build/screenshots"
TITLE = "Belgorod border 2022–2025"
NOTICE = "An illustrative set: every figure is as reported, none is verified."
SIZES = {"desktop": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}

#: What the tour points at, in the order of its numbers: a selector, and where on the element the number stands
#: (shares of its width and height).
DESKTOP_STOPS = (
    (".im-header .im-counts", (1.08, 0.5)),
    (".im-search", (0.0, 0.5)),
    (".im-filters summary", (0.95, 0.5)),
    (".im-chips .im-chip", (1.0, 0.0)),
    (".im-legend", (1.0, 0.05)),
    (".im-toolbar", (0.0, 0.0)),
    (".im-spot", (0.0, 0.0)),
    (".im-sure", (1.0, 0.85)),
    (".im-evidence", (0.97, 0.0)),
    (".im-losers, .im-mini", (0.97, 0.0)),
    (".im-chart", (0.62, 0.25)),
    ('.im-play, .im-time button[aria-label="Play"]', (0.5, 0.0)),
    (".im-tools", (0.97, 1.0)),
    (".im-notice", (0.995, 0.5)),
)
PHONE_STOPS = (
    (".im-story", (0.97, 0.0)),
    (".im-handle", (0.5, 0.5)),
    (".im-filters-button", (0.5, 0.05)),
)
_NUMBER = """([selector, number, [across, down]]) => {
  const boxes = [...document.querySelectorAll(selector)].map((node) => node.getBoundingClientRect());
  const box = boxes.find(({ width }) => width);
  if (!box) return false;
  const badge = document.createElement("div");
  badge.textContent = number;
  Object.assign(badge.style, {
    position: "fixed", left: `${box.left + box.width * across - 12}px`, top: `${box.top + box.height * down - 12}px`,
    width: "24px", height: "24px", borderRadius: "50%", background: "#b3261e", color: "#fff", zIndex: 9999,
    font: "600 13px/24px 'Noto Sans', sans-serif", textAlign: "center", boxShadow: "0 0 0 2px #fff",
  });
  document.body.append(badge);
  return true;
}"""


@dataclass(frozen=True)
class Shot:
    """One picture: a size, colours, the part of the address that says what is shown, and numbers to put on it."""

    target: Path
    size: str
    dark: bool = False
    fragment: str = ""
    stops: tuple[tuple[str, tuple[float, float]], ...] = ()
    scrolled: int = 0  # pixels of the detail


def shots(near: str, alike: str) -> Iterator[Shot]:
    """Yield every picture; ``near`` and ``alike`` are the incidents that are selected in some."""
    toured = f"#at=50.45,36.6,8.5&time=2023-03-01..2025-03-31&type=Battles&type=Explosions/Remote violence&id={alike}"
    yield Shot(DOCS / "map.png", "desktop", fragment=f"#at=50.55,36.35,8.5&id={near}")
    yield Shot(DOCS / "tour.png", "desktop", fragment=toured, stops=DESKTOP_STOPS, scrolled=330)
    yield Shot(DOCS / "tour-phone.png", "phone", dark=True, fragment="#story=4", stops=PHONE_STOPS)
    for size in SIZES:
        for dark in (False, True):
            name = f"{size}-{'dark' if dark else 'light'}"
            yield Shot(LOOKED_AT / f"{name}.png", size, dark=dark, fragment="#story=0")
            yield Shot(LOOKED_AT / f"{name}-incident.png", size, dark=dark, fragment=f"#at=50.62,35.75,9&id={near}")
            yield Shot(LOOKED_AT / f"{name}-story.png", size, dark=dark, fragment="#story=4&lang=uk")


def draw(folder: Path) -> Path:
    """Draw the seeds as a static page."""
    page = folder / "map.html"
    call = [sys.executable, "-c", "from incidentmap.cli import main; main()", "map", str(ROOT / "seeds/incidents.csv")]
    told = ["--story", str(ROOT / "seeds/story.csv"), "--title", TITLE, "--notice", NOTICE, "--quiet"]
    subprocess.run([*call, "-o", str(page), *told], check=True)
    return page


def chosen_ids() -> tuple[str, str]:
    """Return the ids of the incidents that are selected: one near a village, and one whose name others bear as well."""
    import incidentmap as im

    with im.Gazetteer.open() as gazetteer:
        frame, _ = im.load(str(ROOT / "seeds/incidents.csv"), gazetteer)
    ids = frame.set_index("place")["id"]
    return str(ids["near the village of Terebreno"]), str(ids["Shebekino"])


def take(browser: Browser, page: Path, shot: Shot) -> None:
    """Open the page as a shot says, and take it."""
    with _opened(browser, page, shot) as tab:
        tab.evaluate("(top) => document.querySelector('.im-detail-body').scrollTo(0, top)", shot.scrolled)
        if shot.stops:
            tab.evaluate("document.querySelector('.im-legend').open = innerWidth > 640")
        for number, (selector, place) in enumerate(shot.stops, 1):
            if not tab.evaluate(_NUMBER, [selector, str(number), list(place)]):
                raise SystemExit(f"There is nothing at {selector!r} to put the tour's number {number} on.")
        shot.target.parent.mkdir(parents=True, exist_ok=True)
        tab.screenshot(path=shot.target)


@contextmanager
def _opened(browser: Browser, page: Path, shot: Shot) -> Iterator[Page]:
    width, height = SIZES[shot.size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.dark else "light",
        has_touch=shot.size == "phone",
        is_mobile=shot.size == "phone",
        reduced_motion="reduce",
        offline=True,
    )
    tab = context.new_page()
    tab.goto(page.as_uri() + shot.fragment)
    tab.wait_for_selector("html[data-ready]")
    tab.mouse.move(420, 620)  # over an empty part of the map, whose coordinate is then told
    tab.evaluate("document.activeElement.blur()")
    tab.wait_for_timeout(600)
    yield tab
    context.close()


def main() -> None:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    chromium = find()
    if chromium is None:
        raise SystemExit("There is no Chromium: install it to take pictures.")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        page = draw(Path(name))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for shot in shots(*chosen_ids()):
            take(browser, page, shot)
            print(shot.target.relative_to(ROOT))
        browser.close()


if __name__ == "__main__":
    main()
