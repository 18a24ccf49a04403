"""The export room's door, and the frames that its other tests write."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from incidentmap.errors import BadValue, OutputError, UnknownFormat
from incidentmap.export import FORMATS, export, to_geojson, write_text
from incidentmap.frame import META, SCHEMA, conform, empty, identify

HOSTILE = (
    "{{ 7*7 }}{% if %}",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://127.0.0.1/","x")',
    "\u202egnp.exe",
    "nul\x00byte",
    "controls \x01\x0b\x1f\ufffe\uffff",
    'quote " backslash \\ newline \n return \r tab \t',
    "]]><![CDATA[",
    "a,b;c|d",
    " \ufeff＝SUM(1)",
    "",
    "Тёткино 😀 \u2028",
    "long" * 5_000,
)

SHAPES = (
    shapely.Point(35.504, 50.723),
    None,
    shapely.box(35, 49, 39, 51),
    shapely.MultiPolygon([shapely.box(178, -18, 180, -16), shapely.box(-180, -18, -178, -16)]),
    shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (1, 2), (2, 2), (2, 1)]]),
)


def hostile_frame() -> gpd.GeoDataFrame:
    """One row for each hostile text, which stands in every column of text and in every list."""
    count = len(HOSTILE)
    fixed = ("id", "precision", "time_precision", "shape")
    texts = [name for name, dtype in SCHEMA.items() if dtype == "str" and name not in fixed]
    table = pd.DataFrame({name: pd.Series(HOSTILE, dtype="str") for name in texts})
    table["id"] = [f"{i:03}" for i in range(count)]
    table["precision"] = "exact"
    table["shape"] = pd.Series([None, *["disc"] * (count - 1)], dtype="str")
    table["estimated"] = pd.array([None, False, *[True] * (count - 2)], dtype="boolean")
    table["label_lon"] = [np.nan, np.inf, *[35.0 + 1e-7] * (count - 2)]
    table["label_lat"] = [np.nan, 0.0, *[-50.0] * (count - 2)]
    table["start"] = table["end"] = np.datetime64("2024-03-12", "s")
    table.loc[1, ["start", "end"]] = pd.NaT
    table["radius_km"] = [np.nan, np.inf, *[0.1 + 0.2] * (count - 2)]
    table["fatalities_low"] = pd.array([None, 0, *[2**53 + 1] * (count - 2)], dtype="Int64")
    lists = [[text] for text in HOSTILE]
    table["actors"] = pd.Series(lists, dtype=object)
    keys = {"lon": 35.5, "lat": 50.7, "score": 0.5}
    names = ("id", "name", "admin1", "admin2", "lon", "lat", "match", "score")
    table["candidates"] = pd.Series([[{k: keys.get(k, t) for k in names}] for t in HOSTILE], dtype=object)
    names = ("id", "title", "url", "published", "licence", "sha256")
    table["sources"] = pd.Series([[dict.fromkeys(names, t)] for t in HOSTILE], dtype=object)
    table["evidence"] = pd.Series(
        [[{"source": t, "start": 0, "end": None, "sentence": t, "rule": t}] for t in HOSTILE], dtype=object
    )
    frame = conform(table, [SHAPES[i % len(SHAPES)] for i in range(count)])
    frame.attrs[META] = {
        "gazetteer": {"version": "1", "fingerprint": "f" * 16},
        "attribution": ["© GeoNames, CC BY 4.0", "Natural Earth <b>&"],
    }
    return frame


def small_frame(**columns: object) -> gpd.GeoDataFrame:
    frame = conform(pd.DataFrame({"place": "Belgorod"} | columns, index=[0]), [shapely.Point(36.6, 50.6)])
    frame["id"] = identify(frame)
    return frame


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("make", [empty, small_frame, hostile_frame])
def test_every_format_writes_every_frame_whole_and_leaves_nothing_else(tmp_path, name, make):
    target = tmp_path / f"incidents{FORMATS[name].suffixes[0]}"
    export(make(), target)
    assert target.stat().st_size > 0
    assert [p.name for p in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("name", FORMATS)
def test_equal_frames_give_equal_bytes(tmp_path, name):
    written = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        target = tmp_path / folder / f"incidents{FORMATS[name].suffixes[0]}"
        export(hostile_frame(), target)
        written.append(target.read_bytes())
    assert written[0] == written[1]


def test_a_suffix_in_capitals_and_json_are_known(tmp_path):
    export(small_frame(), tmp_path / "a.GEOJSON")
    export(small_frame(), tmp_path / "a.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "a.GEOJSON").read_bytes() == to_geojson(small_frame())


@pytest.mark.parametrize("name", FORMATS)
def test_texts_of_a_megabyte_are_written(tmp_path, name):
    frame = conform(pd.DataFrame({"id": ["a"], "place": ["x" * 1_000_000], "summary": ["=" * 1_000_000]}))
    export(frame, tmp_path / "a", format=name)
    assert (tmp_path / "a").stat().st_size > (10_000 if name == "parquet" else 2_000_000)


def test_the_format_wins_over_the_suffix(tmp_path):
    export(small_frame(), tmp_path / "a.txt", format="csv")
    assert (tmp_path / "a.txt").read_bytes().startswith(b"id,start")
    export(small_frame(), tmp_path / "b.txt", format="GPKG")
    assert (tmp_path / "b.txt").read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("target", ["a.shp", "a", "a.geojson.gz"])
def test_an_unknown_suffix_is_told_with_the_known_ones(tmp_path, target):
    with pytest.raises(UnknownFormat, match=r"\.geojson, \.json, \.csv, \.gpkg, \.fgb, \.parquet, \.kml"):
        export(small_frame(), tmp_path / target)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_told_with_the_known_ones():
    with pytest.raises(UnknownFormat, match=r"'shapefile'.*geojson, csv, gpkg, fgb, parquet, kml"):
        export(small_frame(), "a.geojson", format="shapefile")
    with pytest.raises(UnknownFormat, match="format="):
        export(small_frame(), io.BytesIO())


def test_an_open_file_takes_any_format():
    for name in FORMATS:
        export(small_frame(), stream := io.BytesIO(), format=name)
        assert stream.getvalue()


def test_stdout_gets_geojson_unless_told(capfdbinary):
    export(small_frame(), "-")
    assert capfdbinary.readouterr().out == to_geojson(small_frame())
    export(small_frame(), "-", format="csv")
    assert capfdbinary.readouterr().out.startswith(b"id,start")
    export(small_frame(), "-", format="kml")
    assert capfdbinary.readouterr().out.startswith(b"<?xml")


def test_stdout_is_spared_what_is_not_text(capfdbinary):
    with pytest.raises(OutputError, match=r"gpkg is not text.*incidents\.gpkg"):
        export(small_frame(), "-", format="gpkg")
    assert capfdbinary.readouterr().out == b""


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".parquet", ".kml"])
def test_a_missing_folder_a_folder_and_a_file_as_folder_are_told(tmp_path, suffix):
    with pytest.raises(OutputError, match=r"the folder does not exist.*make the folder"):
        export(small_frame(), tmp_path / "none" / f"a{suffix}")
    (tmp_path / f"folder{suffix}").mkdir()
    with pytest.raises(OutputError, match="it is a folder"):
        export(small_frame(), tmp_path / f"folder{suffix}")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="not a folder"):
        export(small_frame(), tmp_path / "file" / f"a{suffix}")


def test_a_name_with_nul_or_too_long_is_told(tmp_path):
    with pytest.raises(OutputError):
        export(small_frame(), "a\x00b.geojson")
    with pytest.raises(OutputError):
        export(small_frame(), tmp_path / ("x" * 300 + ".geojson"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's full device")
@pytest.mark.parametrize("name", ["geojson", "csv", "kml"])
def test_a_full_disk_is_told(name):
    with pytest.raises(OutputError, match=r"the disk is full.*make room"):
        export(small_frame(), "/dev/full", format=name)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_forbidden_folder_is_told(tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    with as_nobody(), pytest.raises(OutputError, match="no permission"):
        export(small_frame(), folder / "a.geojson")


class as_nobody:  # noqa: N801 - reads as words
    """Root may do anything; be somebody who may not."""

    def __enter__(self):
        self.was_root = os.geteuid() == 0
        if self.was_root:
            os.seteuid(65534)

    def __exit__(self, *_):
        if self.was_root:
            os.seteuid(0)


def test_a_failed_export_leaves_the_old_file(tmp_path):
    target = tmp_path / "a.geojson"
    target.write_text("old")
    count = 10_000
    frame = conform(pd.DataFrame({"id": [str(i) for i in range(count)]}))
    # The last row fails after chunks have been written.
    frame["actors"] = pd.Series([*[[]] * (count - 1), [object()]], dtype=object)
    with pytest.raises(BadValue, match=f"row {len(frame) + 1}, field 'actors'"):
        export(frame, target)
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.geojson"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_private_file_stays_private_and_a_link_stays_a_link(tmp_path):
    real = tmp_path / "real.geojson"
    real.write_text("old")
    real.chmod(0o600)
    link = tmp_path / "link.geojson"
    link.symlink_to(real)
    export(small_frame(), link)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert real.read_bytes() == to_geojson(small_frame())


def test_a_closed_pipe_is_a_closed_pipe():
    class Closed(io.BytesIO):
        def write(self, _):
            raise BrokenPipeError(errno.EPIPE, "closed")

    with pytest.raises(BrokenPipeError):
        export(small_frame(), Closed(), format="geojson")


def test_a_frame_of_another_kind_is_refused(tmp_path):
    with pytest.raises(BadValue, match="missing from the frame"):
        export(gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(0, 0)], crs=4326), tmp_path / "a.geojson")
    with pytest.raises(BadValue, match="'mine' are not part"):
        export(small_frame().assign(mine=1), tmp_path / "a.geojson")
    frame = small_frame()
    frame["geometry"] = [shapely.LineString([(0, 0), (np.inf, 1)])]
    with pytest.raises(BadValue, match=r"row 2, field 'geometry'.*finite"):
        export(frame, tmp_path / "a.geojson")
    assert list(tmp_path.iterdir()) == []


def test_dtypes_that_only_look_different_are_mended(tmp_path):
    frame = small_frame()
    frame["place"] = frame["place"].astype(object)
    frame["fatalities_low"] = [3.0]
    frame["candidates"] = pd.Series([()], dtype=object)
    export(frame, tmp_path / "a.csv")
    assert to_geojson(frame) == to_geojson(small_frame(fatalities_low=pd.array([3], dtype="Int64"))).replace(
        small_frame(fatalities_low=pd.array([3], dtype="Int64"))["id"][0].encode(), frame["id"][0].encode()
    )


def test_a_selection_of_rows_is_written_as_it_stands():
    frame = hostile_frame()
    part = frame.iloc[[5, 2, 9]]
    assert [line[24:27] for line in to_geojson(part).split(b"\n")[1:4]] == [b"005", b"002", b"009"]


def test_text_is_written_whole_to_a_file_or_stdout(tmp_path, capfdbinary):
    write_text(tmp_path / "map.html", "Тёткино \ud800")
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == "Тёткино ?"
    write_text("-", "Тёткино")
    assert capfdbinary.readouterr().out.decode() == "Тёткино"
    with pytest.raises(OutputError, match="folder"):
        write_text(tmp_path / "none" / "map.html", "")
