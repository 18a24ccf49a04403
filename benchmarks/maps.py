"""What a map of 1,000, 10,000 and 100,000 incidents costs: to build, to send, to open, to filter; beside Folium's layers.

Every page is opened from disk in headless Chromium with the network closed. Folium's pages ask a CDN for Leaflet and
its plugins; those requests are answered from npm packages on this machine, so that no page waits for a network.
"Interactive" is when the page has loaded, drawn, and is idle again, by its own clock. The heap is given as it is then,
and after a collection.

A step is a real input: a box ticked in the filters, an end of the brush moved. Its time is the work on the page's main
thread from the event on, through the two frames that follow, without the time it waits for them: frames come every
16 ms, and counting them would measure those. Only layers that have filters have steps. Every step is after the page has
been idle, 20 of each; the median and the worst are given.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks.measuring import in_fresh_process, table

ROOT = Path(__file__).resolve().parents[1]
#: A layer that needs longer than this for one step is not asked for a larger size.
PATIENCE_SECONDS = 240

PEERS_PARTS = ("leaflet@1.9.4", "leaflet.markercluster@1.5.3", "leaflet.awesome-markers@2.0.5", "jquery@3.7.1")

DATA = """
import numpy as np, pandas as pd, shapely
import incidentmap as im
from incidentmap import frame as frames
def incidents(count):
    rng = np.random.default_rng(20240312)
    lon, lat = rng.uniform(33, 40, count).round(5), rng.uniform(49, 53, count).round(5)
    days = np.datetime64("2022-02-24", "s") + rng.integers(0, 1300, count).astype("timedelta64[D]")
    kinds = np.array(["Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", None], dtype=object)
    places = np.array([f"Settlement {i}" for i in range(5000)], dtype=object)[rng.integers(0, 5000, count)]
    words = np.array("shelling reported village houses damaged nobody hurt drone depot fire crossing border unit claimed "
        "repelled attack evacuated artillery convoy bridge power station school hospital officials residents".split())
    summary = [" ".join(row) + f" #{i}" for i, row in enumerate(words[rng.integers(0, len(words), (count, 8))])]
    source = {"id": "events.csv", "title": "events.csv", "url": None, "published": None, "licence": None, "sha256": "0" * 64}
    evidence = [[{"source": "events.csv", "start": None, "end": None, "sentence": p, "rule": f"row {i + 2}, column 'place'"}]
                for i, p in enumerate(places)]
    table = pd.DataFrame({"start": days, "end": days, "time_precision": "day", "place": places, "place_name": places,
        "place_id": "geonames:1", "country": "UA", "admin1": "Kharkiv Oblast", "match": "exact", "precision": "settlement",
        "radius_km": 1.5, "rule": "the settlement's point in the gazetteer", "event_type": kinds[rng.integers(0, 5, count)],
        "summary": summary, "sources": [[source]] * count, "evidence": evidence})
    made = frames.conform(table, shapely.points(lon, lat))
    made["id"] = frames.identify(made)
    return made
"""
LAYERS = {
    "incidentmap": """
gazetteer = im.Gazetteer.open()
draw_map = im.draw_map  # imports folium, as the others do before their clocks start
started = time.perf_counter()
page = draw_map(frame, gazetteer, title="benchmark")
page.save(path)
""",
    "folium FastMarkerCluster": """
import folium; from folium.plugins import FastMarkerCluster
started = time.perf_counter()
page = folium.Map([51, 36], zoom_start=6)
FastMarkerCluster(list(zip(frame.geometry.y, frame.geometry.x))).add_to(page)
page.save(path)
""",
    "folium MarkerCluster": """
import folium; from folium.plugins import MarkerCluster
started = time.perf_counter()
page = folium.Map([51, 36], zoom_start=6)
cluster = MarkerCluster().add_to(page)
for point, text in zip(frame.geometry, frame["summary"]):
    folium.Marker((point.y, point.x), popup=text).add_to(cluster)
page.save(path)
""",
    "folium Marker": """
import folium
started = time.perf_counter()
page = folium.Map([51, 36], zoom_start=6)
for point, text in zip(frame.geometry, frame["summary"]):
    folium.Marker((point.y, point.x), popup=text).add_to(page)
page.save(path)
""",
    "GeoDataFrame.explore": """
started = time.perf_counter()
columns = ["id", "event_type", "place", "summary", "geometry"]
page = frame[columns].explore()
page.save(path)
""",
}


def build(layer: str, count: int, path: Path) -> dict[str, float] | None:
    """Build one page in a fresh process; data are made before the clock starts."""
    code = f"{DATA}\nframe = incidents({count})\npath = {str(path)!r}\n{LAYERS[layer]}"
    code += "\nresult = {'build': time.perf_counter() - started}\n"
    found = in_fresh_process(code, timeout=PATIENCE_SECONDS + 60)
    if found is not None:
        found["mb"] = path.stat().st_size / 1e6
    return found


def cdn(folder: Path) -> dict[str, Path]:
    """Fetch the libraries that Folium's pages ask for, as npm packages."""
    npm = shutil.which("npm")
    if npm is None:
        return {}
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *PEERS_PARTS]
    subprocess.run(install, check=True)
    modules = folder / "node_modules"
    return {
        "jquery-3.7.1.min.js": modules / "jquery/dist/jquery.min.js",
        "leaflet.js": modules / "leaflet/dist/leaflet.js",
        "leaflet.css": modules / "leaflet/dist/leaflet.css",
        "leaflet.awesome-markers.js": modules / "leaflet.awesome-markers/dist/leaflet.awesome-markers.js",
        "leaflet.markercluster.js": modules / "leaflet.markercluster/dist/leaflet.markercluster.js",
    }


#: One step, and how much work it was: that of the event itself, and that of the next two frames, to the end of painting.
STEP = """async ([kind, i]) => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => {
        const began = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now() - began);
        port2.postMessage(0);
    }));
    const one = (selector, at) => {
        const found = document.querySelectorAll(selector);
        if (!found.length) throw new Error(`the page has no ${selector}`);
        return found[at % found.length];
    };
    await new Promise((done) => setTimeout(done, 120));
    const first = frame();  // before the event, so that its callback is the first of the frame
    const began = performance.now();
    if (kind === "filter") one(".im-filters input[type=checkbox]", i % 4).click();
    else {
        const end = one(".im-time input[type=range]", 0);
        end.value = Number(end.min) + (Number(end.max) - Number(end.min)) * 0.02 * (i + 1);
        end.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const event = performance.now() - began;
    return event + await first + await frame();
}"""
STEPS = 20


async def open_page(path: Path, libraries: dict[str, Path], *, ours: bool) -> dict[str, float] | None:
    """Open a page; return its seconds until interactive, its heap, and of ours what steps cost in ms."""
    from playwright.async_api import Error, Page, Route, async_playwright

    async def answer(route: Route) -> None:
        file = libraries.get(route.request.url.split("?")[0].rsplit("/", 1)[-1])
        await (route.fulfill(path=file) if file else route.fulfill(body=""))

    async def steps(page: Page, kind: str) -> list[float]:
        return sorted([await page.evaluate(STEP, [kind, i]) for i in range(STEPS)])

    async with async_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info", "--js-flags=--expose-gc"]
        browser = await playwright.chromium.launch(executable_path=chromium(), args=flags)
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        await page.route(lambda url: not url.startswith("file:"), answer)
        try:
            await page.goto(path.as_uri(), timeout=PATIENCE_SECONDS * 1000)
            if ours:
                await page.wait_for_selector("html[data-ready]", timeout=PATIENCE_SECONDS * 1000)
            found: dict[str, float] = await page.evaluate(
                """async () => {
                    await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
                    const heap = () => performance.memory.usedJSHeapSize / 1e6;
                    const seconds = (window.__incidentmap_ready ?? performance.now()) / 1000;
                    return {seconds, heap_mb: heap(), kept_mb: (gc(), heap())};
                }"""
            )
            if ours:
                for kind in ("filter", "brush"):
                    times = await steps(page, kind)
                    found |= {kind: times[STEPS // 2], f"{kind}_worst": times[-1]}
        except Error as error:
            if ours:
                raise SystemExit(f"the page failed: {error}") from error
            return None
        else:
            # A page whose script fails is quick to do nothing.
            if broken:
                raise SystemExit(f"the page failed: {broken[0]}")
            return found
        finally:
            await browser.close()


def chromium() -> str:
    """Return the path of Debian's Chromium."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("There is no Chromium: install it to measure pages.")
    return found


COLUMNS = {
    "build": "build s", "mb": "HTML MB", "seconds": "interactive s", "heap_mb": "heap MB", "kept_mb": "after GC MB",
    "filter": "filter ms", "filter_worst": "worst ms", "brush": "brush ms", "brush_worst": "worst ms",
}  # fmt: skip
#: What the page may cost, on two idle cores.
LIMITS: dict[int, dict[str, float]] = {
    1_000: {"build": 0.3, "mb": 0.9, "seconds": 0.7, "filter": 16, "brush": 16},
    100_000: {"build": 2, "mb": 9, "seconds": 2, "heap_mb": 120, "filter": 60, "brush": 60},
}
OURS = "incidentmap"


def measure(size: int, layer: str, folder: Path, libraries: dict[str, Path]) -> dict[str, float]:
    """Build and open one page; what could not be measured in time is left out."""
    path = folder / "map.html"
    built = build(layer, size, path)
    opened = asyncio.run(open_page(path, libraries, ours=layer == OURS)) if built else None
    return {**(built or {}), **(opened or {})}


def ratios(peer: dict[str, float], ours: dict[str, float]) -> list[float | None]:
    """How many times as much as ours each figure of another layer is."""
    return [peer[key] / ours[key] if key in peer and key in ours else None for key in COLUMNS]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--layers", nargs="+", default=list(LAYERS), choices=list(LAYERS))
    options = parser.parse_args()
    rows: list[list[object]] = []
    against: list[list[object]] = []
    slow: set[str] = set()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        libraries = cdn(folder) if options.layers != [OURS] else {}
        for size in options.sizes:
            ours: dict[str, float] = {}
            for layer in options.layers:
                found = {} if layer in slow else measure(size, layer, folder, libraries)
                if found.get("build", PATIENCE_SECONDS) + found.get("seconds", 0) > PATIENCE_SECONDS / 10:
                    slow.add(layer)
                rows.append([f"{size:,}", layer, *map(found.get, COLUMNS)])
                if layer == OURS:
                    ours = found
                    if size in LIMITS:
                        rows.append([f"{size:,}", "limit", *map(LIMITS[size].get, COLUMNS)])
                elif ours:
                    against.append([f"{size:,}", layer, *ratios(found, ours)])
    table(("incidents", "layer", *COLUMNS.values()), rows)
    print("\n–: no limit, no such step, or not run because the step before took too long.")
    if against:
        print("\nTimes as much as ours:\n")
        table(("incidents", "layer", *COLUMNS.values()), against)


if __name__ == "__main__":
    main()
