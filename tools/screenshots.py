"""Take the pictures of the documents: ``python -m tools.screenshots [--all FOLDER]``.

Without arguments it writes docs/map.png, the README's picture, from the seeds. ``--all`` writes the page at three
widths, light and dark, into a folder, for whoever changes the page and wants to look at it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.chromium import find

ROOT = Path(__file__).resolve().parents[1]
TITLE = "Belgorod border 2022–2025"
NOTICE = "An illustrative set: every figure is as reported, none is verified."
SIZES = {"desktop": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
SELECTED = "near the village of Terebreno"


def draw(folder: Path) -> Path:
    """Draw the seeds as a static page."""
    page = folder / "map.html"
    call = [sys.executable, "-c", "from incidentmap.cli import main; main()", "map", str(ROOT / "seeds/incidents.csv")]
    subprocess.run([*call, "-o", str(page), "--title", TITLE, "--notice", NOTICE, "--quiet"], check=True)
    return page


def take(page: Path, targets: dict[Path, tuple[str, str, bool]]) -> None:
    """Open the page in Chromium once for each picture: its size, its colours, and whether an incident is selected."""
    from playwright.sync_api import sync_playwright

    chromium = find()
    if chromium is None:
        raise SystemExit("There is no Chromium: install it to take pictures.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for target, (size, colours, select) in targets.items():
            width, height = SIZES[size]
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if colours == "dark" else "light",
                has_touch=size == "phone",
                is_mobile=size == "phone",
                offline=True,
            )
            tab = context.new_page()
            tab.goto(page.as_uri())
            tab.wait_for_function("window.__incidentmap_ready")
            if select:
                tab.get_by_role("searchbox").fill(SELECTED)
                tab.get_by_text(SELECTED).last.click()
                tab.get_by_role("searchbox").fill("")
                tab.mouse.move(560, 570)  # towards the selected mark, so that its disc is seen as a disc
                tab.mouse.wheel(0, -100)
            tab.mouse.move(700, 10)
            tab.evaluate("document.activeElement.blur()")
            tab.wait_for_timeout(900)
            tab.screenshot(path=target)
            context.close()
        browser.close()


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="write every size and colour into this folder")
    folder: Path | None = parser.parse_args().all
    with tempfile.TemporaryDirectory() as name:
        page = draw(Path(name))
        if folder is None:
            take(page, {ROOT / "docs/map.png": ("desktop", "light", True)})
            return
        folder.mkdir(parents=True, exist_ok=True)
        take(page, {folder / f"{s}-{c}.png": (s, c, False) for s in SIZES for c in ("light", "dark")})


if __name__ == "__main__":
    main()
