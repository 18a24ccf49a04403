"""Incidents written as they come: the bytes of one frame of them all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from incidentmap import Gazetteer, OutputError, Reading, UnknownFormat, export, incidents_file, read, read_text
from incidentmap.cli import common
from incidentmap.reports.outcome import made_with
from test_cli import run

DAY = date(2024, 3, 15)
TEXTS = (
    "",
    "Nothing happened here, and nobody came.",
    # The same incident twice: its ids are told apart over the blocks.
    "Shells hit Kozinka in Belgorod region on 12 March 2024, killing two people.",
    "Shells hit Kozinka in Belgorod region on 12 March 2024, killing two people.",
    "12 марта 2024 года обстреляли сёла Козинка, Глотово и Гора-Подол Белгородской области. Погибли двое.",
    'A drone fell near "Qwertyuiopville" on Monday; gunmen attacked a post west of Sudzha.\tThree were wounded. '
    "On Tuesday gunmen attacked a post on the road between Sudzha and Qwertyuiopville.",
    "Дрони атакували Харківську область уночі 14 березня. Shells hit Kozinka in Belgorod region on 12 March 2024,"
    " killing two people.",
)


@pytest.fixture(scope="module")
def reading(gazetteer: Gazetteer, seeds: Path) -> Reading:
    """Incidents in Latin and Cyrillic, of points, discs and regions, and without a place or a day."""
    whole = read(seeds / "report.md", gazetteer)
    for text in TEXTS:
        whole.outcomes += read_text(text, gazetteer, published=DAY).outcomes
    return whole


@pytest.mark.parametrize("suffix", [".geojson", ".csv", ".kml"])
@pytest.mark.parametrize("block", [1, 3, 1000])
def test_the_bytes_are_those_of_one_frame(
    reading: Reading, gazetteer: Gazetteer, tmp_path: Path, suffix: str, block: int
) -> None:
    frame = reading.frame()
    assert len(frame) > 8
    assert frame["id"].str.endswith(("-2", "-3")).sum() >= 2
    assert frame.geometry.isna().any()
    export(frame, tmp_path / f"frame{suffix}")
    with incidents_file(tmp_path / f"blocks{suffix}", gazetteer, block=block) as sink:
        for outcome in reading.outcomes:
            sink(outcome)
    written = (tmp_path / f"blocks{suffix}").read_bytes()
    assert written == (tmp_path / f"frame{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", [".geojson", ".csv", ".parquet"])
@pytest.mark.parametrize("texts", [(), TEXTS[:2]])
def test_no_incidents_are_a_file_of_none(
    gazetteer: Gazetteer, tmp_path: Path, suffix: str, texts: tuple[str, ...]
) -> None:
    nothing = Reading([o for t in texts for o in read_text(t, gazetteer).outcomes], meta=made_with(gazetteer))
    export(nothing.frame(), tmp_path / f"frame{suffix}")
    with incidents_file(tmp_path / f"blocks{suffix}", gazetteer) as sink:
        for outcome in nothing.outcomes:
            sink(outcome)
    assert (tmp_path / f"blocks{suffix}").read_bytes() == (tmp_path / f"frame{suffix}").read_bytes()


def test_what_is_not_kept_is_still_counted(gazetteer: Gazetteer, seeds: Path) -> None:
    kept, took = read(seeds / "report.md", gazetteer), []
    counted = read(seeds / "report.md", gazetteer, sink=took.append, keep=False)
    assert counted.outcomes == []
    assert [o.incidents for o in took] == [o.incidents for o in kept.outcomes]
    assert counted.card().as_dict() == kept.card().as_dict()
    counts = counted.card().as_dict()
    told = common.counted(counts["incidents"]["found"], counts["precision"], counts["incidents"]["not placed"])
    assert told == common.summary(kept.frame())


def test_a_target_that_cannot_be_is_refused_before_anything_is_read(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownFormat, match="suffix"), incidents_file("incidents.xyz", gazetteer):
        pytest.fail("it must not come here")
    with pytest.raises(OutputError, match="terminal"), incidents_file("-", gazetteer, format="gpkg"):
        pytest.fail("it must not come here")


def test_an_error_on_the_way_leaves_no_file(reading: Reading, gazetteer: Gazetteer, tmp_path: Path) -> None:
    def torn() -> None:
        with incidents_file(tmp_path / "i.geojson", gazetteer, block=1) as sink:
            sink(reading.outcomes[0])
            raise ValueError("torn")

    with pytest.raises(ValueError, match="torn"):
        torn()
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_what_the_frame_would_be(seeds: Path, gazetteer: Gazetteer, tmp_path: Path) -> None:
    export(read(seeds / "report.md", gazetteer).frame(), tmp_path / "frame.geojson")
    done = run("read", str(seeds / "report.md"), "-q", "-o", str(tmp_path / "written.geojson"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "written.geojson").read_bytes() == (tmp_path / "frame.geojson").read_bytes()
