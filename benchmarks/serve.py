"""Measure the WSGI servers that could carry ``incidentmap serve``, on this machine, over loopback.

    python -m benchmarks.serve [--incidents 100000] [--seconds 5]

Peers: waitress (what `incidentmap serve` uses), gunicorn with two gthread workers, granian with one and with two
workers. Each carries the same application with the same incidents, made before any worker is forked, so that workers
share them as long as nothing writes to them. Load comes from `wrk` with 16 connections, or from threads of Python when
wrk is not installed, which then are the limit themselves.
"""

from __future__ import annotations

import argparse
import http.client
import importlib.util
import multiprocessing
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

import numpy as np

PEERS = {
    "waitress, 4 threads": ("waitress", "waitress"),
    "gunicorn, 2 × 4 threads": ("gunicorn", "gunicorn"),
    "granian, 2 workers": ("granian", "granian2"),
    "granian, 1 worker": ("granian", "granian1"),
}
CONNECTIONS = 16
NAMES = "Belgorod Тёткино Козинка Graivoron Kharkiv Суми Шебекино Kyiv Воронеж Nekhoteevka Чернігів Kursk".split()


def incidents(count: int):
    """Make incidents of one sentence each, spread over 10 by 8 degrees."""
    import pandas as pd
    import shapely

    from incidentmap.frame import conform

    rng = np.random.default_rng(20240312)
    days = np.datetime64("2022-02-24", "s") + rng.integers(0, 1300, count).astype("timedelta64[D]")
    kinds = np.array(["Battles", "Explosions/Remote violence", "Protests", None], dtype=object)
    sentence = "Shelling was reported near settlement {}; two houses were damaged and nobody was hurt."
    sentences = [sentence.format(i) for i in range(2000)]
    said = np.array(sentences, dtype=object)[rng.integers(0, len(sentences), count)]
    candidate = {"id": "x:1", "name": "X", "admin1": "A", "admin2": "B", "lon": 35.0, "lat": 50.0, "match": "exact"}
    table = pd.DataFrame({"id": [f"{i:016x}" for i in range(count)], "start": days, "end": days})
    table = table.assign(time_precision="day", precision="settlement", match="exact", radius_km=2.0, place="X")
    table = table.assign(place_id="x:1", place_name="X", country="RU", rule="the settlement's point", summary=said)
    table = table.assign(event_type=kinds[rng.integers(0, 4, count)])
    table["candidates"] = [[{**candidate, "score": 1.0}]] * count
    table["evidence"] = [[{"source": "s", "start": 0, "end": 8, "sentence": s, "rule": "column"}] for s in said]
    return conform(table, shapely.points(rng.uniform(30, 40, count), rng.uniform(46, 54, count)))


def paths(count: int) -> dict[str, list[str]]:
    """Name what is asked: the boxes hold about 50 incidents each."""
    rng = np.random.default_rng(7)
    side = (50 * 80 / count) ** 0.5
    corners = zip(rng.uniform(30, 40 - side, 200), rng.uniform(46, 54 - side, 200), strict=True)
    boxes = [f"/incidents.geojson?bbox={w:.5f},{s:.5f},{w + side:.5f},{s + side:.5f}" for w, s in corners]
    return {"/healthz": ["/healthz"], "/geocode": [f"/geocode?q={quote(n)}" for n in NAMES], "bbox": boxes}


def carry(peer: str, port: int, count: int) -> None:
    """Run one server in this process until it is told to stop."""
    import incidentmap as im
    from incidentmap_web import create_app, serving

    app = create_app(incidents(count), im.Gazetteer.open())
    if peer == "waitress":
        serving.run(app, serving.listen("127.0.0.1", port))
    elif peer == "gunicorn":
        from gunicorn.app.base import BaseApplication

        class Carrier(BaseApplication):
            def load_config(self) -> None:
                settings = {"bind": f"127.0.0.1:{port}", "worker_class": "gthread", "workers": 2, "threads": 4}
                for name, value in (settings | {"loglevel": "error"}).items():
                    self.cfg.set(name, value)

            def load(self):
                return app

        Carrier().run()
    else:
        from granian.constants import Interfaces
        from granian.server import Server

        multiprocessing.set_start_method("fork")
        settings = {"workers": int(peer[-1]), "blocking_threads": 1, "interface": Interfaces.WSGI, "log_enabled": False}
        Server("app", address="127.0.0.1", port=port, **settings).serve(target_loader=lambda: app, wrap_loader=False)


class Carried:
    """A server in a process of its own, from its start to its end."""

    def __init__(self, peer: str, count: int) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        command = [sys.executable, __file__, "--carry", peer, "--port", str(self.port), "--incidents", str(count)]
        started = time.perf_counter()
        self.process = subprocess.Popen(command)
        while not self.answers("/healthz"):
            if self.process.poll() is not None or time.perf_counter() - started > 120:
                raise SystemExit(f"{peer} did not start")
            time.sleep(0.02)
        self.start_s = time.perf_counter() - started

    def answers(self, path: str) -> bool:
        """Ask once, and take the whole answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return bool(response.read()) and response.status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def memory_mb(self) -> float:
        """Add up the tree's memory, a page that several processes share counted once."""
        pids, total = [self.process.pid], 0
        while pids:
            pid = pids.pop()
            try:
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
                pids += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
            except OSError:
                return float("nan")
            total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])
        return total / 1024

    def stop(self) -> float:
        """End the server as a system does; return how many seconds it took."""
        started = time.perf_counter()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return float("inf")
        return time.perf_counter() - started


def load(port: int, asked: list[str], seconds: float) -> tuple[float, float]:
    """Ask as fast as it answers; return answers a second and the 99th percentile in ms."""
    if shutil.which("wrk") is None:
        return load_from_threads(port, asked, seconds)
    listed = ", ".join(f'"{path}"' for path in asked)
    turn = "function request()\n i = i % #paths + 1\n return wrk.format('GET', paths[i])\nend\n"
    script = f"local paths = {{{listed}}}\nlocal i = 0\n{turn}"
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{seconds}s",
            "--latency",
            "-s",
            file.name,
            f"http://127.0.0.1:{port}",
        ]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        print(f"    not all were answered:\n{said}")
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), float(number) * {"us": 0.001, "ms": 1, "s": 1000}[
        unit
    ]


def load_from_threads(port: int, asked: list[str], seconds: float) -> tuple[float, float]:
    """Stand in for wrk."""
    times: list[float] = []
    end = time.perf_counter() + seconds

    def ask(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        i = first
        while (started := time.perf_counter()) < end:
            connection.request("GET", asked[i % len(asked)])
            connection.getresponse().read()
            times.append(time.perf_counter() - started)
            i += 1

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times) / seconds, float(np.quantile(times, 0.99)) * 1000


def first_time_ms(server: Carried, asked: list[str]) -> float:
    """Ask for boxes nobody has asked for yet, one after the other; return the median."""
    times = []
    for path in asked:
        started = time.perf_counter()
        server.answers(path)
        times.append(time.perf_counter() - started)
    return float(np.median(times)) * 1000


def beside_ms(server: Carried, seconds: float) -> float:
    """Ask short questions while two others are given 20,000 incidents over and over; return the 95th percentile."""
    times, end = [], time.perf_counter() + seconds

    def take() -> None:
        while time.perf_counter() < end:
            server.answers("/incidents.columns?limit=20000")

    takers = [threading.Thread(target=take) for _ in range(2)]
    for taker in takers:
        taker.start()
    while time.perf_counter() < end:
        started = time.perf_counter()
        server.answers("/healthz")
        times.append(time.perf_counter() - started)
        time.sleep(0.02)
    for taker in takers:
        taker.join()
    return float(np.quantile(times, 0.95)) * 1000


def measure(title: str, peer: str, count: int, seconds: float) -> None:
    server = Carried(peer, count)
    asked = paths(count)
    cells = [f"{server.start_s:.1f} s"]
    first = first_time_ms(server, asked["bbox"][:50])
    for path in asked["bbox"] * 2:
        server.answers(path)
    for listed in asked.values():
        rate, late_ms = load(server.port, listed, seconds)
        cells.append(f"{rate:,.0f}/s, {late_ms:.0f} ms")
    cells += [
        f"{first:.1f} ms",
        f"{beside_ms(server, seconds):.0f} ms",
        f"{server.memory_mb():,.0f} MB",
        f"{server.stop():.1f} s",
    ]
    print(f"| {title} | " + " | ".join(cells) + " |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=5, choices=range(1, 11), metavar="1-10")
    parser.add_argument("--carry", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.carry:
        carry(given.carry, given.port, given.incidents)
        return
    tool = "wrk" if shutil.which("wrk") else "threads of Python (install wrk for a load that is no limit)"
    print(
        f"{given.incidents:,} incidents, {os.cpu_count()} cores, load from {tool}; answers a second, 99th percentile\n"
    )
    heads = (
        "server",
        "start",
        "/healthz",
        "/geocode",
        "box of ~50",
        "box, first time",
        "beside a long answer",
        "memory",
        "stop",
    )
    print(f"| {' | '.join(heads)} |\n|" + "---|" * len(heads))
    for title, (package, peer) in PEERS.items():
        if importlib.util.find_spec(package) is None:
            print(f"| {title} | not installed: pip install {package} |")
        else:
            measure(title, peer, given.incidents, given.seconds)


if __name__ == "__main__":
    main()
