"""stories: a table of steps is read or refused with its row and a remedy, and enters the page as data only."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely

from incidentmap import BadValue, Gazetteer, Step, Story, draw_map, load, read_story
from incidentmap.errors import EmptyInput, IncidentmapError, MissingColumn, UnreadableFile, WrongEncoding
from incidentmap.frame import conform, empty
from incidentmap.mapping.story import encode_story
from mapping_support import ROOT, assets

HEADER = "step,title,text,incident_ids,view\n"
HOSTILE = "{{ 7*7 }}{% if x %}</script><script>alert(1)</script><img src=x onerror=alert(1)>\u202e&amp;"


@pytest.fixture(scope="module", autouse=True)
def _bundle() -> None:
    assets.build()


@pytest.fixture
def frame() -> Any:
    shapes = [shapely.Point(36.6, 50.6), shapely.box(35, 50, 38, 51), None]
    return conform(pd.DataFrame({"id": ["aaaa", "bbbb", "no place"]}), shapes)


def written(folder: Path, text: str | bytes, name: str = "story.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def decoded(story: Story, frame: Any) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(encode_story(story, frame))
    return value


def test_the_seeds_story_is_about_the_seeds(gazetteer: Gazetteer) -> None:
    story = read_story(ROOT / "seeds/story.csv")
    frame, _ = load(ROOT / "seeds/incidents.csv", gazetteer)
    assert [step.number for step in story.steps] == [1, 2, 3, 4, 5, 6, 7]
    assert story.unknown(frame) == (), "ids are hashes of what the rows say, and stay"
    assert all(len(view) in (3, 4) for view in decoded(story, frame)["view"])


def test_steps_are_in_order_and_columns_in_any(tmp_path: Path, frame: Any) -> None:
    text = (
        "View\tIncident IDs\tTitle\tStep\n"
        "50,36.5,8\t aaaa ; no place,aaaa\tSecond\t2\n\t\tFirst\t1.0\n35,50,38,51\t\tThird\t10\n"
    )
    story = read_story(written(tmp_path, text, "story.tsv"))
    assert [step.title for step in story.steps] == ["First", "Second", "Third"]
    assert story.steps[1].incident_ids == ("aaaa", "no place")
    assert [step.view for step in story.steps] == [None, (50.0, 36.5, 8.0), (35.0, 50.0, 38.0, 51.0)]
    assert [step.row for step in story.steps] == [3, 2, 4]
    assert story.unknown(frame) == ()


def test_without_a_view_the_map_shows_the_incidents(frame: Any) -> None:
    steps = [("aaaa",), ("aaaa", "bbbb"), ("no place",), ("nobody",), ()]
    story = Story(tuple(Step(i, "", "", ids) for i, ids in enumerate(steps)))
    views = decoded(story, frame)["view"]
    assert views == [[36.45, 50.45, 36.75, 50.75], [35, 50, 38, 51], None, None, None]


def test_a_step_across_the_antimeridian_shows_the_shorter_way() -> None:
    fiji = conform(pd.DataFrame({"id": ["a", "b"]}), list(shapely.points([[179.0, -17.0], [-179.0, -16.0]])))
    assert decoded(Story((Step(1, "", "", ("a", "b")),)), fiji)["view"] == [[179, -17, 181, -16]]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("", EmptyInput, ["0 bytes"]),
        (HEADER, EmptyInput, ["no rows"]),
        ("step,text\n1,a\n", MissingColumn, ["row 1", "'title'", "'step', 'text'", "To mend it: name the columns"]),
        ("step,Step,title\n1,1,a\n", BadValue, ["row 1", "twice"]),
        (HEADER + "one,a,,,\n", BadValue, ["row 2, field 'step'", "'one' is not a whole number", "1, 2, 3"]),
        (HEADER + "1.5,a,,,\n", BadValue, ["'1.5' is not a whole number"]),
        (HEADER + "-1,a,,,\n", BadValue, ["'-1' is not a whole number"]),
        (HEADER + "\u0661,a,,,\n", BadValue, ["is not a whole number"]),
        (HEADER + ",a,,,\n", BadValue, ["'' is not a whole number"]),
        (HEADER + "1,a,,,\n2,b,,,\n1,c,,,\n", BadValue, ["row 4, field 'step'", "step 1 is there already, in row 2"]),
        (HEADER + "1,a,,,50.6\n", BadValue, ["row 2, field 'view'", "'50.6' is no view", "50.6,36.6,8"]),
        (HEADER + '1,a,,,"50.6,36.6,99"\n', BadValue, ["no view", "up to 17"]),
        (HEADER + '1,a,,,"95,36.6,8"\n', BadValue, ["no view"]),
        (HEADER + '1,a,,,"35,51,38,50"\n', BadValue, ["no view"]),
        (HEADER + '1,a,,,"nan,inf,8"\n', BadValue, ["no view"]),
        (HEADER + '1,a,,,"a,b,c"\n', BadValue, ["no view"]),
        (HEADER + "1,a\n", UnreadableFile, ["row 2", "2 cells, the header has 5"]),
        (HEADER + '1,"a\n', UnreadableFile, ["quote is opened"]),
        (HEADER.encode() + b"1,\xe9t\xe9,,,\n", WrongEncoding, ["row 2", "--encoding"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_row(tmp_path: Path, text: Any, kind: type[Exception], words: list[str]) -> None:
    with pytest.raises(kind) as caught:
        read_story(written(tmp_path, text))
    assert isinstance(caught.value, IncidentmapError)
    for word in words:
        assert word in str(caught.value)
    assert "story.csv" in str(caught.value)


def test_absent_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UnreadableFile):
            read_story(path)


def test_other_encodings(tmp_path: Path) -> None:
    text = HEADER + "1,Початок,Бої,,\n"
    assert read_story(written(tmp_path, text.encode("utf-16"))).steps[0].title == "Початок"
    assert read_story(written(tmp_path, text.encode("cp1251")), encoding="cp1251").steps[0].text == "Бої"


def test_unknown_ids_are_told_with_the_nearest(frame: Any) -> None:
    story = Story((Step(1, "a", "", ("aaab", "aaaa", "zzzzzzzz"), row=2),), "story.csv")
    first, second = story.unknown(frame)
    assert (first.file, first.row, first.field, first.value) == ("story.csv", 2, "incident_ids", "aaab")
    assert first.reason == "no incident has the id 'aaab'"
    assert first.remedy.startswith("did you mean 'aaaa'?")
    assert second.remedy.startswith("copy an id")
    assert len(story.unknown(empty())) == 3


def test_ten_thousand_steps_and_a_huge_text(tmp_path: Path, gazetteer: Gazetteer, frame: Any) -> None:
    rows = "".join(f"{i},Step {i},{'x' * (2_000_000 if i == 5 else 3)},nobody{i},\n" for i in range(10_000))
    story = read_story(written(tmp_path, HEADER + rows))
    assert len(story.steps) == 10_000
    assert len(story.unknown(frame)) == 10_000
    assert len(draw_map(frame, gazetteer, story=story).html()) > 100_000


def test_hostile_text_is_data(tmp_path: Path, gazetteer: Gazetteer, frame: Any) -> None:
    quoted = HOSTILE.replace('"', '""')
    story = read_story(written(tmp_path, HEADER + f'1,"{quoted}","{quoted}","{quoted}",\n'))
    calm = draw_map(frame, gazetteer, story=Story((Step(1, "a", "b"),))).html()
    page = draw_map(frame, gazetteer, story=story).html()
    assert page.count("<script") == calm.count("<script")
    assert "alert(1)</" not in page
    assert "49{%" not in page
    assert "\\u007b\\u007b 7*7 }}" in page
    assert draw_map(frame, gazetteer, story=story).html() == page


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", "from incidentmap.cli import main; main()", *arguments]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_the_command_keeps_a_step_and_tells_the_ids_that_nothing_has(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "1,a,b,d267ce754de38989,\n")
    page, rejects = tmp_path / "map.html", tmp_path / "rejects.csv"
    done = run("map", "seeds/incidents.csv", "--story", str(path), "-o", str(page), "--rejects", str(rejects), "-q")
    assert done.returncode == 1
    assert f"rejected: {path}, row 2, field 'incident_ids': no incident has the id" in done.stderr
    assert "did you mean 'd267ce754de3898a'?" in done.stderr
    assert '"ids":[["d267ce754de38989"]]' in page.read_text(encoding="utf-8")
    assert "d267ce754de38989" in rejects.read_text(encoding="utf-8")


def test_the_command_refuses_a_broken_story_before_it_draws(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "x,a,b,,\n")
    done = run("map", "seeds/incidents.csv", "--story", str(path), "-o", str(tmp_path / "map.html"))
    assert done.returncode == 2
    assert not (tmp_path / "map.html").exists()
    same = run("map", "seeds/incidents.csv", "--story", str(tmp_path / "m.html"), "-o", str(tmp_path / "m.html"))
    assert same.returncode != 0
    assert "would replace" in same.stderr


def test_the_server_tells_it_too(gazetteer: Gazetteer) -> None:
    from incidentmap_web import create_app

    frame, _ = load(ROOT / "seeds/incidents.csv", gazetteer)
    client = create_app(frame, gazetteer, story=read_story(ROOT / "seeds/story.csv")).test_client()
    assert b'"story":{"number":[1,2,3,4,5,6,7]' in client.get("/").data


def test_the_layer_speaks_the_languages_that_there_are(frame: Any) -> None:
    from folium import Map

    from incidentmap import IncidentLayer

    own = Map()
    IncidentLayer(frame, language="uk").add_to(own)
    assert '_data", "uk").addTo(' in own.get_root().render()
    with pytest.raises(BadValue, match="no words in 'xx'"):
        IncidentLayer(frame, language="xx")
