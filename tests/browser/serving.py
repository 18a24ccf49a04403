"""A real server for the browser tests, which can be told to fail."""

from __future__ import annotations

import threading
import time
from typing import Any

from waitress.server import create_server

from incidentmap import Gazetteer
from incidentmap_web import create_app


class Served:
    """A server of a frame in a thread; ``asked`` are the addresses it was asked for."""

    def __init__(self, frame: Any, gazetteer: Gazetteer, limit: int, **more: Any) -> None:
        self.asked: list[str] = []
        self.broken = False  # answers 500 to all but the page itself
        self.slow = 0.0  # seconds before each answer but the page itself
        app = create_app(frame, gazetteer, whole_limit=limit, **more)

        def noting(environ: Any, start: Any) -> Any:
            self.asked.append(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}")
            if environ["PATH_INFO"] != "/":
                time.sleep(self.slow)
            if self.broken and environ["PATH_INFO"] != "/":
                start("500 Internal Server Error", [("Content-Type", "text/plain")])
                return [b"no"]
            return app(environ, start)

        self._server = create_server(noting, host="127.0.0.1", port=0, threads=4)
        self.url = f"http://127.0.0.1:{self._server.effective_port}/"
        threading.Thread(target=self._server.run, daemon=True).start()

    def views(self) -> list[str]:
        return [path for path in self.asked if path.startswith("/view?")]

    def close(self) -> None:
        self._server.close()
