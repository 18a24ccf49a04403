"""mapping.packing: large blocks are compressed, the same every time, inert, and read back by the page's own code."""

from __future__ import annotations

import json
import re
import subprocess

import pandas as pd

from incidentmap.frame import conform
from incidentmap.mapping import encode_columns
from incidentmap.mapping.packing import PACKED_FROM, data_block
from mapping_support import ROOT, assets

HOSTILE = "</script><script>alert(1)</script><!--<script>{{ 7*7 }}\u2028 Тёткино 😀"


def large() -> bytes:
    count = 3000
    return encode_columns(
        conform(
            pd.DataFrame({"id": [f"{i:x}" for i in range(count)], "summary": [f"{HOSTILE}{i}" for i in range(count)]})
        )
    )


def test_a_small_block_stays_readable_and_a_large_one_is_packed() -> None:
    assert data_block("a", b'{"rows":0}') == '<script type="application/json" id="a">{"rows":0}</script>'
    data = large()
    block = data_block("a", data)
    assert len(data) >= PACKED_FROM
    assert len(block) < len(data) / 2


def test_the_same_bytes_every_time() -> None:
    assert data_block("a", large()) == data_block("a", large())


def test_nothing_in_a_packed_block_is_markup_or_template() -> None:
    block = data_block("a", large())
    found = re.fullmatch(
        r'<script type="application/json" id="a" data-packed="deflate">([A-Za-z0-9+/=]+)</script>', block
    )
    assert found is not None


def test_the_pages_own_code_reads_it_back() -> None:
    node = assets.find_node()
    assert node is not None, "Node is part of the development setup (tools/assets.py)"
    data = large()
    packed = data_block("a", data).split(">")[1].split("<")[0]
    command = [node.node, str(ROOT / "tests/client/unpack.mjs")]
    done = subprocess.run(command, input=packed.encode(), capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == json.loads(data)
