"""gazetteer: built whole or not at all, opened at once, and right about the places this tool is for."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.errors import GazetteerBuildError, GazetteerCorrupt
from incidentmap.gazetteer import Gazetteer
from incidentmap.gazetteer.build import build
from incidentmap.gazetteer.inputs import Input, fingerprint
from incidentmap.gazetteer.sources import border
from incidentmap.model import Feature, Match

SMALL = (Input("reading border settlements", 25_000, border.read),)


def small(path: Path) -> Path:
    build(path, lambda _label, _fraction: None, inputs=SMALL)
    return path


def test_a_build_reports_its_progress_and_leaves_the_file_and_its_companion(tmp_path: Path) -> None:
    seen: list[float] = []
    build(tmp_path / "g.sqlite", lambda _label, fraction: seen.append(fraction), inputs=SMALL)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert sorted(p.name.split("-")[0] for p in tmp_path.iterdir()) == ["g", "g.sqlite"]
    build(tmp_path / "g.sqlite", lambda _label, _fraction: None, inputs=SMALL)
    assert len(list(tmp_path.iterdir())) == 2, "the companion of the old one is gone"
    with Gazetteer(tmp_path / "g.sqlite") as opened:
        assert opened.candidates("Terebreno")


def test_a_killed_build_leaves_nothing_half(tmp_path: Path) -> None:
    target = tmp_path / "gazetteer.sqlite"
    code = f"""
from pathlib import Path
from incidentmap.gazetteer.build import build
build(Path({str(target)!r}), lambda label, fraction: print(label, flush=True))
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("writing the index of names"):
            break
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    process.stdout.close()
    assert not target.exists()
    small(target)
    left = [p.name for p in tmp_path.iterdir()]
    assert len(left) == 2, f"what the killed build left is cleared away: {left}"


def test_a_gazetteer_of_other_inputs_is_built_anew(tmp_path: Path) -> None:
    path = small(tmp_path / "g.sqlite")
    db = sqlite3.connect(path)
    db.execute("UPDATE meta SET value = 'of other inputs' WHERE key = 'fingerprint'")
    db.commit()
    db.close()
    steps: list[str] = []
    with Gazetteer.open(path, progress=lambda label, _fraction: steps.append(label)) as opened:
        assert opened.fingerprint == fingerprint()
        assert opened.info()["places"] > 200_000, "from all sources, not from the few it was made of"
    assert steps[-1] == "ready"


def test_reopening_takes_milliseconds(gazetteer: Gazetteer) -> None:
    started = time.perf_counter()
    with Gazetteer.open(gazetteer.path) as again:
        assert again.fingerprint == gazetteer.fingerprint
    assert time.perf_counter() - started < 1.0, "it was built again instead of opened"


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\x00" * 5000])
def test_a_file_that_is_no_gazetteer_is_named_with_the_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(content)
    with pytest.raises(GazetteerCorrupt, match="gazetteer build") as caught:
        Gazetteer.open(path)
    assert str(path) in str(caught.value)


def test_damage_inside_the_file_is_not_taken_for_an_unknown_name(tmp_path: Path) -> None:
    path = small(tmp_path / "g.sqlite")
    whole = path.read_bytes()
    # The header and the schema stay; every later page is overwritten.
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(GazetteerCorrupt):
        Gazetteer(path).candidates("Terebreno")


def test_another_sqlite_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE t (x)")
    db.close()
    with pytest.raises(GazetteerCorrupt, match="header"):
        Gazetteer.open(path)


def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(GazetteerBuildError, match="INCIDENTMAP_HOME"):
        build(tmp_path / "file" / "g.sqlite", lambda _label, _fraction: None, inputs=SMALL)


def test_home_can_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from incidentmap.gazetteer.opening import home

    monkeypatch.setenv("INCIDENTMAP_HOME", str(tmp_path))
    assert home() == tmp_path


def test_what_it_holds(gazetteer: Gazetteer) -> None:
    facts = gazetteer.info()
    places = {s["key"]: s["places"] for s in facts["sources"]}
    assert places["border"] >= 123
    assert 234_000 < places["geonames"] <= 234_908, "what the overlay knows as well is one record"
    assert sum(places.values()) == facts["places"]
    assert "© GeoNames, CC BY 4.0" in gazetteer.attribution


@pytest.mark.parametrize(
    ("name", "lat", "lon", "km"),
    [
        ("Теребрено", 50.723, 35.504, 2),
        ("Terebreno", 50.723, 35.504, 2),
        ("Тёткино", 51.271, 34.283, 3),
        ("Tyotkino", 51.271, 34.283, 3),
        ("Tetkino", 51.271, 34.283, 3),
        ("Spodaryushino", 50.511, 35.486, 2),
        ("Lozovaya Rudka", 50.437, 35.915, 2),
        ("Belgorod", 50.603, 36.581, 3),
        ("Kharkov", 49.982, 36.255, 3),
    ],
)
def test_places_the_tool_is_for(gazetteer: Gazetteer, name: str, lat: float, lon: float, km: float) -> None:
    from geopy.distance import geodesic

    point = gazetteer.candidates(name)[0].place.point
    assert geodesic((lat, lon), (point.lat, point.lon)).km < km


def test_one_place_of_two_sources_is_one_record(gazetteer: Gazetteer) -> None:
    (tyotkino,) = gazetteer.candidates("Тёткино")
    assert tyotkino.place.id == "border:tyotkino"
    assert tyotkino.place.population == 3852, "taken over from GeoNames"
    assert tyotkino.place.admin2 == "Glushkovsky District"


def test_namesakes_are_all_named(gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates("Nekhoteevka")
    assert [c.place.admin2 for c in found] == ["Belgorodsky District", "Shebekinsky District"]


def test_a_container_is_hard(gazetteer: Gazetteer) -> None:
    (found,) = gazetteer.candidates("Nekhoteevka", within="Шебекинский район")
    assert found.place.admin2 == "Shebekinsky District"
    assert gazetteer.candidates("Nekhoteevka", within="Kursk Oblast") == ()
    assert gazetteer.candidates("Paris", country="US")[0].place.admin1 == "Texas"
    assert gazetteer.candidates("Paris", within=["Texas", "United States"])[0].place.country == "US"
    assert gazetteer.candidates("Paris", within="Nowhereland") == ()


def test_the_words_decide_between_a_city_and_its_oblast(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Belgorod")[0].place.feature is Feature.SETTLEMENT
    for phrase in ("Belgorod Oblast", "the region of Belgorod", "Белгородская область", "Бєлгородська область"):
        assert gazetteer.candidates(phrase)[0].place.id == "naturalearth:RU-BEL"
    assert gazetteer.candidates("Kyiv Oblast")[0].place.id == "naturalearth:UA-32"
    assert gazetteer.candidates("Crimea")[0].place.country == "UA"


def test_match_says_how_a_name_was_met(gazetteer: Gazetteer) -> None:
    match = {q: gazetteer.candidates(q)[0].match for q in ("Terebreno", "Теребрено", "Terebreno, ", "Тэрэбрэно")}
    assert match["Terebreno"] is Match.EXACT
    assert match["Теребрено"] is Match.ALIAS
    assert match["Тэрэбрэно"] is Match.TRANSLITERATED


def test_scores_fall_and_stay_between_0_and_1(gazetteer: Gazetteer) -> None:
    scores = [c.score for c in gazetteer.candidates("Springfield", limit=None)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= s <= 1 for s in scores)


def test_boundaries_and_settlements_of_a_box(gazetteer: Gazetteer) -> None:
    box = (35.0, 50.0, 39.0, 51.5)
    regions = gazetteer.boundaries(Feature.REGION, box)
    assert {"naturalearth:RU-BEL", "naturalearth:UA-63"} <= set(regions["id"])
    assert regions.geometry.is_valid.all()
    assert len(gazetteer.boundaries(Feature.COUNTRY)) > 200
    towns = gazetteer.settlements(box, 5)
    assert towns["name"].tolist()[:2] == ["Kharkiv", "Belgorod"] or "Belgorod" in towns["name"].tolist()
    assert towns["population"].is_monotonic_decreasing


def test_place_and_boundary_by_id(gazetteer: Gazetteer) -> None:
    belgorod = gazetteer.place("naturalearth:RU-BEL")
    assert belgorod is not None
    boundary = gazetteer.boundary(belgorod.id)
    assert boundary is not None
    assert boundary.contains(shapely.Point(36.58, 50.6))
    assert gazetteer.place("geonames:0") is None
    assert gazetteer.boundary("border:terebreno") is None


def test_it_can_be_shared_between_threads(gazetteer: Gazetteer) -> None:
    wrong: list[str] = []

    def ask() -> None:
        for _ in range(200):
            wrong.extend(c.place.id for c in gazetteer.candidates("Terebreno") if c.place.id != "border:terebreno")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@given(st.text(max_size=100))
def test_any_text_is_a_question_not_sql(gazetteer: Gazetteer, name: str) -> None:
    gazetteer.candidates(name, within=name, limit=3)


def test_sql_in_a_name_is_a_name(gazetteer: Gazetteer) -> None:
    for name in ("'; DROP TABLE place; --", '" OR 1=1 --', "%", "_", "\x00"):
        assert gazetteer.candidates(name) == ()
    assert os.path.getsize(gazetteer.path) > 0  # noqa: PTH202


SMALL_BUILD = """
import resource, sys
from pathlib import Path
from incidentmap.errors import IncidentmapError
from incidentmap.gazetteer.build import build
from incidentmap.gazetteer.inputs import Input
from incidentmap.gazetteer.sources import border, villages
if sys.argv[2] != "0":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
inputs = (Input("villages", 1, villages.read), Input("border", 1, border.read))
try:
    build(Path(sys.argv[1]), lambda label, fraction: None, inputs=inputs)
except IncidentmapError as error:
    sys.exit(str(error))
"""


def build_in_a_process(path: Path, limit: int = 0) -> subprocess.Popen[str]:
    call = [sys.executable, "-c", SMALL_BUILD, str(path), str(limit)]
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_full_disk_leaves_the_old_gazetteer_as_it_was(tmp_path: Path) -> None:
    path = small(tmp_path / "g.sqlite")
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    process = build_in_a_process(path, limit=500_000)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "could not be written" in said
    assert "free some space" in said
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
    with Gazetteer(path) as old:
        assert old.candidates("Terebreno")


def test_two_builds_at_once_leave_one_whole_gazetteer(tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    processes = [build_in_a_process(path) for _ in range(2)]
    for process in processes:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    with Gazetteer(path) as opened:
        assert opened.candidates("Terebreno")
    assert not list(tmp_path.glob("*.tmp"))


def test_a_gazetteer_of_an_older_version_is_named_with_the_remedy_and_built_anew(tmp_path: Path) -> None:
    path = small(tmp_path / "g.sqlite")
    db = sqlite3.connect(path)
    db.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
    db.execute("UPDATE meta SET value = 'of an older one' WHERE key = 'fingerprint'")
    db.commit()
    db.close()
    with pytest.raises(GazetteerCorrupt, match=r"another version.*gazetteer build"):
        Gazetteer(path)
    with Gazetteer.open(path, progress=lambda _label, _fraction: None) as opened:
        assert opened.info()["places"] > 200_000


def test_a_companion_that_is_gone_or_cut_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = small(tmp_path / "g.sqlite")
    (companion,) = tmp_path.glob("*.arrays")
    whole = companion.read_bytes()
    companion.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(GazetteerCorrupt, match="gazetteer build"):
        Gazetteer(path)
    companion.unlink()
    with pytest.raises(Exception, match="gazetteer build"):
        Gazetteer(path)


def test_a_source_that_is_gone_does_not_stop_the_old_gazetteer(tmp_path: Path) -> None:
    from incidentmap import Catalogue

    table = tmp_path / "mine.csv"
    table.write_text("name,lat,lon\nМоё Село,50.5,36.5\n", encoding="utf-8")
    path = small(tmp_path / "gazetteer.sqlite")
    Catalogue(tmp_path).add(table)
    table.unlink()
    with Gazetteer.open(path) as opened:
        assert "mine.csv" in (opened.stale or "")
        assert "gazetteer remove" in (opened.stale or "")
        assert opened.candidates("Terebreno")


def test_every_spelling_keeps_its_language(gazetteer: Gazetteer) -> None:
    kinds = {n.name: (n.lang, n.kind) for n in gazetteer.names("border:terebreno")}
    assert kinds["Теребрено"] == ("ru", "endonym")
    assert kinds["Terebreno"] == ("en", "exonym")
    assert gazetteer.names("geonames:0") == ()


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ("Tyotkino", "Glushkovsky District", "Kursk Oblast")),
        ("ru", ("Теткино", "Глушковский район", "Курская область")),
    ],
)
def test_places_are_named_in_the_language_asked_for(
    gazetteer: Gazetteer, language: str, names: tuple[str, ...]
) -> None:
    with Gazetteer(gazetteer.path, language=language) as opened:
        place = opened.candidates("Tyotkino")[0].place
        assert (place.name, place.admin2, place.admin1) == names
        shown = [opened.candidates(name)[0].place for name in ("Kharkiv", "Sumy", "Kupiansk")]
        expected = {"en": ["Kharkiv", "Sumy", "Kupyansk"], "ru": ["Харьков", "Сумы", "Купянск"]}
        assert [place.name for place in shown] == expected[language]
    with pytest.raises(ValueError, match="fr"):
        Gazetteer(gazetteer.path, language="fr")


def test_every_claim_is_kept_and_a_worldview_chooses_one(gazetteer: Gazetteer) -> None:
    crimea = gazetteer.place("naturalearth:UA-43")
    assert crimea is not None
    assert crimea.country == "UA"
    assert [claim.split(":")[0] for claim in crimea.claims] == ["UA", "RU"]
    simferopol = gazetteer.candidates("Simferopol", country="UA")[0].place
    assert simferopol.claims == crimea.claims
    spot = shapely.Point(34.1, 44.95)
    with Gazetteer(gazetteer.path, worldview="naturalearth") as other:
        assert other.candidates("Simferopol", country="UA") == ()
        assert other.candidates("Simferopol", country="RU")[0].place.country == "RU"
        russia, ukraine = (other.boundary(f"naturalearth:{code}") for code in ("RU", "UA"))
        assert russia is not None
        assert ukraine is not None
        assert russia.contains(spot)
        assert not ukraine.intersects(spot)
        assert other.candidates("Donetsk", country="UA"), "Natural Earth draws it in Ukraine"
        countries = other.boundaries(Feature.COUNTRY).set_index("id").geometry
        assert countries["naturalearth:RU"].contains(spot)
        assert "Natural Earth" in other.worldview.sentence
    ukraine = gazetteer.boundary("naturalearth:UA")
    assert ukraine is not None
    assert ukraine.contains(spot)
    with pytest.raises(ValueError, match="worldview"):
        Gazetteer(gazetteer.path, worldview="mars")


def test_reverse_names_the_nearest_and_what_holds_the_point(gazetteer: Gazetteer) -> None:
    (near, km), *_ = gazetteer.nearest(35.504, 50.723)
    assert near.id == "border:terebreno"
    assert km < 0.5
    assert [u.name for u in gazetteer.containing(35.504, 50.723)] == ["Belgorod Oblast", "Russia"]
    table = gazetteer.nearest_many([35.504, -140.0], [50.723, -50.0], max_km=100)
    assert table["place_id"].tolist() == ["border:terebreno", None]
    with pytest.raises(ValueError, match="latitude"):
        gazetteer.nearest(35.5, 507.2)


@pytest.mark.parametrize(
    ("written", "place", "match"),
    [
        ("в Грайвороне", "geonames:559034", "inflected"),
        ("из Козинки, Грайворонский район", "border:kozinka", "inflected"),
        ("в Новой Таволжанке", "border:novaya-tavolzhanka", "inflected"),
        ("у Гора-Подолі", "border:gora-podol", "inflected"),
        ("Шебекинского района", "border:shebekinsky-district", "inflected"),
        ("під Вовчанськом", "geonames:689304", "inflected"),
        ("в Курске", "geonames:538560", "inflected"),
        ("у Миргороді", "geonames:701075", "inflected"),
        ("в Харькове", "geonames:706483", "inflected"),
        ("в России", "naturalearth:RU", "inflected"),
        ("Муром Шебекинского городского округа", "border:murom", "alias"),
        ("Теткино Глушковский район", "border:tyotkino", "alias"),
        ("near the Donetsk airport", "airport:UKCC", "alias"),
        ("Belogorod", "geonames:578072", "fuzzy"),
        ("Valyuki", "geonames:477192", "fuzzy"),
        ("Khakiv", "geonames:706483", "fuzzy"),
        ("Korenenvo, Kursk Oblast", "border:korenevo-korenevsky-urban-type-settlement", "fuzzy"),
        ("Kharkov", "geonames:706483", "alias"),
        ("Lozovaya, Kharkiv Oblast", "geonames:702760", "alias"),
        ("Grayvoron", "geonames:559034", "exact"),
        ("Graivoron", "geonames:559034", "transliterated"),
        ("с. Козинка Грайворонского района Белгородской области", "border:kozinka", "alias"),
        ("Lyubimovka, Korenevsky District, Kursk Oblast", "border:lyubimovka-korenevsky", "exact"),
    ],
)
def test_names_as_people_write_them(gazetteer: Gazetteer, written: str, place: str, match: str) -> None:
    from incidentmap import geocode

    answer = geocode(written, gazetteer)
    assert answer.candidates, answer.reason
    assert (answer.candidates[0].place.id, str(answer.candidates[0].match)) == (place, match), answer.reason


@pytest.mark.parametrize(
    "words",
    "солдат|війну|killed|shop|attack|market|airport|near the airport|Budanov|Зеленский|Biden|KIA|England|Africa|"
    "Sakhanka|Terezovka|Obozne|Heathrow Airport|"
    "Zaporizhzhia nuclear power plant|в Англии".split("|"),
)
def test_words_persons_and_what_is_not_known_become_no_point(gazetteer: Gazetteer, words: str) -> None:
    from incidentmap import geocode

    answer = geocode(words, gazetteer)
    assert answer.geometry is None, answer.rule
    assert answer.reason


def test_a_district_is_called_by_its_town_or_by_its_adjective(gazetteer: Gazetteer) -> None:
    from incidentmap import geocode

    assert geocode("Chuhuiv, Chuhuiv Raion", gazetteer).place.id == "geonames:710374"  # type: ignore[union-attr]
    for district in ("Kharkiv Raion", "Bryansk District"):
        answer = geocode(district, gazetteer)
        assert answer.estimated, answer.reason
    wrong = geocode("Bakhmut, Pokrovsk Raion", gazetteer)
    assert wrong.place is None
    assert wrong.candidates[0].place.name == "Bakhmut"


def test_a_name_as_it_stands_is_not_lost_to_a_case_of_another(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Гора-Подол")[0].place.id == "border:gora-podol"


def test_what_another_process_has_built_meanwhile_is_not_built_again(
    gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from incidentmap.gazetteer.lock import locked

    built = Path(gazetteer.path)
    monkeypatch.setenv("INCIDENTMAP_HOME", str(tmp_path))
    target = tmp_path / built.name
    answers: list[Gazetteer] = []
    with locked(target.with_name(f"{target.name}.lock"), wait=1, stale=60):
        waiting = threading.Thread(target=lambda: answers.append(Gazetteer.open()))
        waiting.start()
        for file in built.parent.glob("gazetteer*"):
            if file.suffix in (".sqlite", ".arrays"):
                shutil.copy2(file, tmp_path / file.name)
        before = target.stat().st_ino
    waiting.join(timeout=120)
    (opened,) = answers
    assert target.stat().st_ino == before
    assert opened.fingerprint == gazetteer.fingerprint
    opened.close()
