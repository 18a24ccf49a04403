"""mapping/client: the pure functions' own tests, run by Node's runner."""

from __future__ import annotations

import subprocess
from pathlib import Path

from mapping_support import assets

TESTS = Path(__file__).resolve().parent / "client"


def test_the_clients_own_tests_pass() -> None:
    node = assets.find_node()
    assert node is not None, "Node is part of the development setup (tools/assets.py)"
    files = sorted(map(str, TESTS.glob("*.test.mjs")))
    assert len(files) >= 5
    done = subprocess.run([node.node, "--test", *files], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
