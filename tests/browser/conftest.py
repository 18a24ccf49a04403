"""Chromium, and pages opened in it that note everything they should not do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from browser.samples import DESKTOP, PHONE, Opener, Seen
from mapping_support import assets

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        message = "there is no Chromium on this machine (apt-get install chromium)"
        if os.environ.get("CI") or os.environ.get("INCIDENTMAP_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    assets.build()
    # Playwright talks to its driver through a pipe; no socket but asyncio's own pair is opened.
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Save a map and open the file with the network unplugged, or open an address."""
    contexts = []

    def opener(
        source: Any,
        *,
        size: tuple[int, int] = DESKTOP,
        dark: bool = False,
        ready: bool = True,
        script: bool = True,
        fragment: str = "",
        before: str | None = None,
    ) -> tuple[Page, Seen]:
        address = (source if isinstance(source, str) else _saved(source, tmp_path)) + fragment
        context = browser.new_context(
            viewport=ViewportSize(width=size[0], height=size[1]),
            offline=not isinstance(source, str),
            color_scheme="dark" if dark else "light",
            has_touch=size == PHONE,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        if before:  # a script that runs before the page's own
            context.add_init_script(before)
        page = context.new_page()
        seen = Seen()
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: seen.messages.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        if ready:
            page.wait_for_selector("html[data-ready]", timeout=30_000)
        return page, seen

    yield opener
    for context in contexts:
        context.close()


def _saved(page: Any, folder: Path) -> str:
    path = folder / f"map-{len(list(folder.iterdir()))}.html"
    path.write_text(page.html() if hasattr(page, "html") else page.get_root().render(), encoding="utf-8")
    return path.as_uri()
