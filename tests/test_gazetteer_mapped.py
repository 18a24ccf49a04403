"""The array file: what goes in comes out, and nothing but a whole one is opened."""

from __future__ import annotations

import json
import struct
import time
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from incidentmap.errors import GazetteerCorrupt, UnreadableFile
from incidentmap.gazetteer.mapped import ALIGNMENT, MAGIC, Arrays, write_arrays

KINDS = ("?", "u1", "i1", "<u2", ">u2", "<i4", ">i4", "<u8", "<i8", "<f4", ">f8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "g.arrays"
    write_arrays(path, {"a": np.arange(100, dtype=np.uint64), "b": np.ones((3, 2), np.float32)}, {"made": "today"})
    return path


@given(
    arrays=st.dictionaries(
        st.text(max_size=8),
        st.sampled_from(KINDS).flatmap(lambda k: hnp.arrays(k, hnp.array_shapes(min_dims=1, max_dims=3, min_side=0))),
        max_size=4,
    ),
    meta=st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3),
)
@settings(max_examples=80, deadline=None)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, arrays: Any, meta: dict[str, str]) -> None:
    path = tmp_path_factory.mktemp("round") / "g.arrays"
    write_arrays(path, arrays, meta)
    with Arrays(path) as opened:
        assert opened.meta == meta
        assert list(opened) == list(arrays)
        assert len(opened) == len(arrays)
        for name, array in arrays.items():
            np.testing.assert_array_equal(opened[name], array)
            assert opened[name].dtype.byteorder in "<=|"
            assert not array.size or opened[name].__array_interface__["data"][0] % ALIGNMENT == 0
            np.testing.assert_array_equal(np.array(opened.view(name), array.dtype), array.reshape(-1))


def test_slices_of_other_strides_are_written(tmp_path: Path) -> None:
    path = tmp_path / "g.arrays"
    square = np.arange(12).reshape(3, 4)
    write_arrays(path, {"every": np.arange(10)[::3], "turned": square.T}, {})
    with Arrays(path) as opened:
        assert opened["every"].tolist() == [0, 3, 6, 9]
        assert opened["turned"].tolist() == square.T.tolist()


def test_arrays_share_the_file_and_are_read_only(file: Path) -> None:
    with Arrays(file) as opened:
        array = opened["a"]
        assert not array.flags.owndata
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
        with pytest.raises(TypeError):
            opened.view("a")[0] = 1
        assert opened.view("a")[7] == 7


def test_arrays_outlive_close(file: Path) -> None:
    opened = Arrays(file)
    array = opened["a"]
    opened.close()
    opened.close()
    assert int(array.sum()) == 4950


def test_unknown_array_is_a_key_error(file: Path) -> None:
    with Arrays(file) as opened:
        assert "c" not in opened
        with pytest.raises(KeyError):
            opened["c"]


@pytest.mark.parametrize("array", [np.array(["a"]), np.array([None]), np.array(["2024-01-01"], "M8[D]")])
def test_text_and_objects_are_refused_and_leave_nothing(tmp_path: Path, array: Any) -> None:
    with pytest.raises(TypeError, match="'a' holds"):
        write_arrays(tmp_path / "g.arrays", {"a": array}, {})
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_the_old_file(file: Path) -> None:
    class Lost(np.ndarray):
        def reshape(self, *_: Any) -> Any:
            raise OSError("the disk is full")

    before = file.read_bytes()
    with pytest.raises(OSError, match="full"):
        write_arrays(file, {"a": np.arange(3).view(Lost)}, {})
    assert file.read_bytes() == before
    assert [p.name for p in file.parent.iterdir()] == ["g.arrays"]


def test_an_open_file_survives_its_replacement(file: Path) -> None:
    with Arrays(file) as old:
        write_arrays(file, {"a": np.zeros(1)}, {})
        assert int(old["a"].sum()) == 4950
        with Arrays(file) as new:
            assert new["a"].tolist() == [0.0]


def test_opening_does_not_depend_on_size(tmp_path: Path) -> None:
    path = tmp_path / "g.arrays"
    write_arrays(path, {"a": np.zeros(1 << 25, np.uint64)}, {})
    took = []
    for _ in range(5):
        started = time.perf_counter()
        Arrays(path).close()
        took.append(time.perf_counter() - started)
    assert min(took) < 0.005


def test_absent_file_and_folder_are_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(UnreadableFile, match="incidentmap gazetteer build"):
            Arrays(path)


@pytest.mark.parametrize("length", [0, 1, 31, 32, 100, 300, -1])
def test_truncated_file_is_refused(file: Path, length: int) -> None:
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(GazetteerCorrupt, match="incidentmap gazetteer build"):
        Arrays(file)


def test_longer_file_is_refused(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(GazetteerCorrupt, match="bytes long instead of"):
        Arrays(file)


def test_foreign_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "g.arrays"
    path.write_bytes(b"SQLite format 3\0" + bytes(4096))
    with pytest.raises(GazetteerCorrupt, match="does not begin as one does"):
        Arrays(path)


def test_newer_file_is_refused(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[8:12] = struct.pack("<I", 2)
    file.write_bytes(content)
    with pytest.raises(GazetteerCorrupt, match="its version is 2"):
        Arrays(file)


@given(place=st.integers(0, 31 + 60), bit=st.integers(0, 7))
@settings(max_examples=150, deadline=None)
def test_a_flipped_bit_in_the_head_or_header_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    path = tmp_path_factory.mktemp("flip") / "g.arrays"
    write_arrays(path, {"a": np.arange(100)}, {"made": "today"})
    content = bytearray(path.read_bytes())
    content[place] ^= 1 << bit
    path.write_bytes(content)
    if 20 <= place < 24:  # reserved
        Arrays(path).close()
        return
    with pytest.raises(GazetteerCorrupt):
        Arrays(path)


@pytest.mark.parametrize(
    "header",
    [
        b"\xff",
        b"[]",
        b"{}",
        b'{"meta":[],"arrays":[]}',
        b'{"meta":{},"arrays":[{"name":"a"}]}',
        json.dumps({"meta": {}, "arrays": [{"name": "a", "dtype": "<u8", "shape": [999], "offset": 0}]}).encode(),
        json.dumps({"meta": {}, "arrays": [{"name": "a", "dtype": "<u8", "shape": [1], "offset": -64}]}).encode(),
        json.dumps({"meta": {}, "arrays": [{"name": "a", "dtype": "<u8", "shape": [-1], "offset": 0}]}).encode(),
        json.dumps({"meta": {}, "arrays": [{"name": "a", "dtype": "|O", "shape": [1], "offset": 0}]}).encode(),
        json.dumps({"meta": {}, "arrays": [{"name": "a", "dtype": "<u8", "shape": ["x"], "offset": 0}]}).encode(),
        json.dumps({"meta": {}, "arrays": [{"name": "a", "dtype": "<u8", "shape": [1], "offset": 0.5}]}).encode(),
    ],
)
def test_a_header_that_lies_is_refused(tmp_path: Path, header: bytes) -> None:
    path = tmp_path / "g.arrays"
    size = -(-(32 + len(header)) // 64) * 64 + 64
    head = struct.pack("<8sIIIIQ", MAGIC, 1, len(header), zlib.crc32(header), 0, size)
    path.write_bytes((head + header).ljust(size, b"\0"))
    with pytest.raises(GazetteerCorrupt, match="makes no sense"):
        Arrays(path)
