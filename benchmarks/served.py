"""What a served map of 1,000,000 incidents costs its reader: bytes, time until interactive, steps, memory.

    python -m benchmarks.served [--incidents 1000000] [--peers]

A server in a process of its own serves made incidents (those of ``benchmarks.maps``); headless Chromium opens the page.
Bytes are what the network layer counted (compressed, with heads). A step is from the event until the map, the counts,
the histogram and the list have been painted with the answer to it. With ``--peers``, Folium's ``FastMarkerCluster`` and
all incidents as GeoJSON in ``L.geoJSON`` are opened beside it, if they can be within their patience.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.maps import DATA, PATIENCE_SECONDS, build, cdn, chromium, open_page
from benchmarks.measuring import table

#: Kilobytes, seconds, milliseconds, megabytes: what the page may cost.
LIMITS = {"first view kB": 300, "interactive s": 2.0, "step ms": 250, "heap MB": 200}

SERVER = """
import sys, time
count = int(sys.argv[1])
import incidentmap as im
from incidentmap_web import create_app, serving
{data}
frame, gazetteer = incidents(count), im.Gazetteer.open()
started = time.perf_counter()
app = create_app(frame, gazetteer, title="benchmark")
made = time.perf_counter() - started
listening = serving.listen("127.0.0.1", 0)
serving.run(app, listening, ready=lambda: print(serving.url_of("127.0.0.1", listening), made, flush=True))
"""

GEOJSON = """
import folium
started = time.perf_counter()
page = folium.Map([51, 36], zoom_start=6, prefer_canvas=True)
marker = folium.CircleMarker(radius=4)
folium.GeoJson(frame[["id", "event_type", "geometry"]].to_json(), marker=marker).add_to(page)
page.save(path)
"""

#: Resolves when the answer to what `act` does is on the screen: the view has told it, and two frames have been painted.
STEP = """
async (act) => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const text = () => document.querySelector(".im-header .im-counts, .im-counts").textContent;
  const before = text();
  const started = performance.now();
  new Function(act)();
  while (text() === before && performance.now() - started < 10000) await new Promise((done) => requestAnimationFrame(done));
  await painted();
  return performance.now() - started;
}
"""


class Served:
    """The server, from its start to its end."""

    def __init__(self, count: int) -> None:
        command = [sys.executable, "-c", SERVER.format(data=DATA), str(count)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        said = self.process.stdout.readline().split()
        if len(said) != 2:
            raise SystemExit("the server did not start")
        self.url, self.start_s = said[0], float(said[1])

    def memory_mb(self) -> float:
        """Tell how much memory the server holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(30)


async def measure(url: str) -> dict[str, Any]:
    """Open the page and use it."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"]
        browser = await playwright.chromium.launch(executable_path=chromium(), args=flags)
        context = await browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page = await context.new_page()
        network = await context.new_cdp_session(page)
        received: list[float] = []
        await network.send("Network.enable")
        # Fonts stand in the page as data: addresses, which Chromium counts as if they came a second time.
        sent: set[str] = set()
        network.on(
            "Network.requestWillBeSent",
            lambda event: event["request"]["url"].startswith("http") and sent.add(event["requestId"]),
        )
        network.on(
            "Network.loadingFinished",
            lambda event: event["requestId"] in sent and received.append(event["encodedDataLength"]),
        )
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        await page.goto(url)
        await page.wait_for_selector("html[data-ready]", timeout=60_000)
        ready = await page.evaluate("window.__incidentmap_ready / 1000")
        await page.wait_for_timeout(1500)
        found: dict[str, Any] = {"kB": sum(received) / 1000, "ready": ready, "requests": len(received)}
        found["filter"] = await steps(
            page,
            [f"document.querySelectorAll('.im-filters input[type=checkbox]')[{i}].click()" for i in (0, 1, 0, 1, 2, 2)],
        )
        found["text"] = await steps(page, [search(word) for word in ("drone", "bridge", "")])
        found["brush"] = await brush(page)
        heap = await page.evaluate("performance.memory.usedJSHeapSize / 1e6")
        found["heap"] = heap
        if broken:
            raise SystemExit(f"the page failed: {broken[0]}")
        await browser.close()
        return found


def search(word: str) -> str:
    """Write what types a word into the search box."""
    return (
        f"const box = document.querySelector('.im-search input'); box.value = {word!r};"
        "box.dispatchEvent(new Event('input', {bubbles: true}));"
    )


async def steps(page: Any, acts: list[str]) -> list[float]:
    """Do one thing after another; return the milliseconds of each."""
    times = []
    for act in acts:
        times.append(await page.evaluate(STEP, act))
        await page.wait_for_timeout(250)
    return times


async def brush(page: Any) -> list[float]:
    """Drag over the bars of time in steps; return how long each step took to be painted."""
    chart = await page.locator(".im-time canvas").first.bounding_box()
    assert chart is not None
    y = chart["y"] + chart["height"] / 2
    await page.mouse.move(chart["x"] + 100, y)
    await page.mouse.down()
    await page.mouse.move(chart["x"] + 200, y)
    await page.wait_for_timeout(600)
    times = []
    text = "document.querySelector('.im-counts').textContent"
    for i in range(1, 13):
        before = await page.evaluate(text)
        await page.evaluate(
            "window.__moved = null; addEventListener('pointermove', () => (window.__moved ??= performance.now()), {capture: true, once: true})"
        )
        await page.mouse.move(chart["x"] + 200 + 45 * i, y)
        times.append(
            await page.evaluate(
                f"""async (before) => {{
                    const frame = () => new Promise((done) => requestAnimationFrame(done));
                    const started = window.__moved ?? performance.now();
                    while ({text} === before && performance.now() - started < 5000) await frame();
                    await frame();
                    await frame();
                    return performance.now() - started;
                }}""",
                before,
            )
        )
        await page.wait_for_timeout(120)
    await page.mouse.up()
    return times


def peers(count: int) -> list[list[object]]:
    """Open the same incidents as Folium's own layers do it; – where one does not come to an end."""
    import benchmarks.maps as maps

    rows: list[list[object]] = []
    maps.LAYERS["all as GeoJSON"] = GEOJSON
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        libraries = cdn(folder)
        for layer in ("folium FastMarkerCluster", "all as GeoJSON"):
            path = folder / "map.html"
            built = build(layer, count, path)
            opened = asyncio.run(open_page(path, libraries, ours=False)) if built else None
            rows.append(
                [
                    layer,
                    built and built["build"],
                    built and built["mb"],
                    *((opened or {}).get(k) for k in ("seconds", "heap_mb")),
                ]
            )
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    server = Served(options.incidents)
    try:
        time.sleep(12)  # the page is compressed as well as can be beside the first seconds
        found = asyncio.run(measure(server.url))
        memory = server.memory_mb()
    finally:
        server.stop()
    print(
        f"{options.incidents:,} incidents; the app was made in {server.start_s:.1f} s, its process holds {memory:,.0f} MB\n"
    )
    worst = {name: max(found[name]) for name in ("filter", "text", "brush")}
    middle = {name: statistics.median(found[name]) for name in worst}
    rows: list[list[object]] = [
        [f"first view kB, {found['requests']} answers", found["kB"], LIMITS["first view kB"]],
        ["interactive s", found["ready"], LIMITS["interactive s"]],
        *([f"{name} step ms, median", middle[name], LIMITS["step ms"]] for name in worst),
        *([f"{name} step ms, worst", worst[name], LIMITS["step ms"]] for name in worst),
        ["heap MB", found["heap"], LIMITS["heap MB"]],
    ]
    table(("what", "measured", "limit"), rows)
    if options.peers:
        print()
        table(("layer", "build s", "HTML MB", "interactive s", "heap MB"), peers(options.incidents))
        print(f"\n–: it did not come to an end within {PATIENCE_SECONDS} s.")


if __name__ == "__main__":
    main()
