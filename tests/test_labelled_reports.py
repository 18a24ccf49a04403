"""The labelled reports are well formed, and the scorer that uses them counts as it says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from benchmarks.labelled import FOLDER, KINDS, Event, Report, read, reports, spots
from benchmarks.scoring import Told, alike, distance_km, paired, right_place, same_place, score
from shapely.geometry import Point, box

LABELLED = reports()
ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip
README = (FOLDER / "README.md").read_text(encoding="utf-8")
HARD = set(re.findall("`([^`]+)`", README.partition("## Hard ones")[2].partition("## ")[0]))


def told(event: Event) -> Told:
    """What a reader would give that agrees with the coder."""
    shape = Point(event.lon, event.lat)
    if event.kind in ("region", "district", "country"):
        shape = shape.buffer(0.5)
    precision = "settlement" if event.kind == "area" else event.kind
    low, high = event.fatalities or (None, None)
    return Told(
        event.places[0], event.places[0], precision, event.country, shape, event.start, event.end, event.event_type,
        event.sub_event_type, event.actors, (low, high),
    )  # fmt: skip


def mentions(report: Report) -> list[dict[str, object]]:
    return [
        {
            "start": n.start, "end": n.end, "text": n.text, "name": n.spot.name, "lat": n.spot.lat, "lon": n.spot.lon,
            "country": n.spot.country, "precision": n.spot.kind, "role": n.role,
        }
        for n in report.names
    ]  # fmt: skip


def test_there_are_enough_of_every_language_and_enough_hard_ones():
    assert min(Counter(r.language for r in LABELLED).values()) >= 20
    assert {r.language for r in LABELLED} == {"en", "ru", "uk"}
    assert sum(r.hard is not None for r in LABELLED) >= 24
    assert {r.hard for r in LABELLED} - {None} == HARD
    assert sum(not r.events for r in LABELLED) >= 6
    assert len({r.text for r in LABELLED}) == len(LABELLED)


def test_they_are_not_of_one_war_only():
    elsewhere = [r for r in LABELLED if not {n.spot.country for n in r.names} & {"RU", "UA"}]
    assert len(elsewhere) >= len(LABELLED) / 5
    assert len({n.spot.country for r in LABELLED for n in r.names}) > 30


@pytest.mark.parametrize("report", LABELLED, ids=lambda r: r.id)
def test_a_report_is_well_formed(report):
    assert report.text == report.text.strip()
    assert 1 <= len(report.text) < 1500
    for name in report.names:
        assert report.text[name.start : name.end] == name.text
        assert name.text[0].isalnum()
        assert name.text[-1].isalnum() or name.text.endswith(".")
        # A name's mark begins and ends with a word.
        assert not report.text[: name.start][-1:].isalnum()
    assert all(one.end <= other.start for one, other in zip(report.names, report.names[1:], strict=False))
    if report.hard not in ("persons", "unit names"):
        marked = {name.start for name in report.names}
        for name in report.names:  # none of its repetitions was forgotten
            assert {m.start() for m in re.finditer(rf"\b{re.escape(name.text)}\b(?! Cartel)", report.text)} <= marked
    for event in report.events:
        assert event.sub_event_type is None or event.sub_event_type in ACLED[event.event_type]
        assert event.event_type in ACLED
        assert {n.spot.name for n in report.names if n.used} >= set(event.places)
        assert (event.start is None) == (event.end is None)
        if event.start is not None:
            assert event.start <= event.end
            assert report.published is None or event.end <= report.published
        low, high = event.fatalities or (0, 0)
        assert 0 <= low <= high
    assert {n.spot.name for n in report.names if n.used} == {p for e in report.events for p in e.places}


def test_every_place_is_used_and_on_earth():
    known = spots()
    assert {n.spot.name for r in LABELLED for n in r.names} == set(known)
    assert list(known) == sorted(known)
    for spot in known.values():
        assert spot.kind in KINDS
        assert -60 <= spot.lat <= 75
        assert -180 <= spot.lon <= 180
        assert re.fullmatch("[A-Z]{2}", spot.country) or spot.kind == "area"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("text = 'In [[Atlantis]].'", "Atlantis"),
        ("text = 'In [[Belgorod | beside]].'", "beside"),
        ("text = 'In [[Belgorod.'", "not closed"),
        ("text = 'In Belgorod.'\nplaces = 1", "places"),
        ("text = 'In Belgorod.'\n[[incidents]]\nplace = 'Belgorod'", "type"),
    ],
)
def test_a_malformed_report_is_named(tmp_path, text, message):
    path = tmp_path / "en-99.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"en-99\.toml.*{message}"):
        read(path, spots())


@pytest.mark.parametrize("report", LABELLED, ids=lambda r: r.id)
def test_a_perfect_reading_scores_everything(report):
    result = score(report, mentions(report), [told(e) for e in report.events])
    assert result.misses == []
    count = result.counts
    assert count["exact"] == count["overlapping"] == count["names"] == count["mentions"] == len(report.names)
    assert count["placed"] == count["recognised"] == count["placeable"]
    assert count["found"] == count["incidents"] == count["told"] == count["date right"] == len(report.events)
    assert count["actors right"] == count["actors"] == count["actors told"]
    assert all(count[f"{what} right"] == count[f"{what} asked"] for what in ("type", "sub-type", "deaths"))


@pytest.mark.parametrize("report", LABELLED, ids=lambda r: r.id)
def test_reading_nothing_scores_nothing(report):
    result = score(report, [], [])
    assert len(result.misses) == len(report.names) + len(report.events)
    assert {key: n for key, n in result.counts.items() if n} == {
        key: n
        for key, n in {
            "reports": 1,
            "names": len(report.names),
            "placeable": sum(n.spot.kind != "area" for n in report.names),
            "incidents": len(report.events),
        }.items()
        if n
    }


def report(name: str) -> Report:
    return next(r for r in LABELLED if r.id == name)


def test_what_is_too_much_lowers_precision_and_not_recall():
    one = report("en-02")
    extra = {"start": 0, "end": 2, "text": one.text[:2], "name": None, "lat": None, "lon": None, "role": "place"}
    vetoed = {**extra, "start": 3, "end": 12, "role": "vetoed"}
    more = [told(e) for e in one.events]
    result = score(one, [*mentions(one), extra, vetoed], [*more, more[0]._replace(geometry=None, place=None)])
    precision, recall, f1 = result.f1("exact", "names", "mentions")
    assert (precision, recall) == (6 / 7, 1.0)
    assert f1 == pytest.approx(12 / 13)
    assert result.f1("found", "incidents", "told")[:2] == (2 / 3, 1.0)
    assert len(result.misses) == 2


def test_a_wider_span_overlaps_and_is_not_exact():
    one = report("en-02")
    rows = mentions(one)
    rows[0]["start"] -= 4
    result = score(one, rows, [])
    assert (result.counts["exact"], result.counts["overlapping"]) == (len(rows) - 1, len(rows))


def test_a_homonym_far_away_is_wrong_and_an_unresolved_name_too():
    name = report("ru-01").names[1]
    murom = {"lat": 55.57, "lon": 42.05, "country": "RU", "precision": "settlement", "name": "Murom"}
    assert not right_place(name, murom)
    assert not right_place(name, {"lat": None, "lon": None})
    assert right_place(name, {**murom, "lat": name.spot.lat + 0.08, "lon": name.spot.lon})


def test_a_country_is_right_by_its_code_and_a_region_by_its_class():
    one = report("en-01")
    russia, rostov = one.names[1], one.names[2]
    row = {"lat": 0.0, "lon": 0.0, "country": "RU", "precision": "country", "name": "Russia"}
    assert right_place(russia, row)
    assert not right_place(russia, {**row, "country": "US"})
    city = {"lat": 47.22, "lon": 39.71, "country": "RU", "precision": "settlement", "name": "Rostov-on-Don"}
    assert not right_place(rostov, city)
    assert right_place(rostov, {**city, "precision": "region"})


def test_an_incident_is_matched_within_25_km_or_in_its_unit():
    village = report("en-02").events[0]
    assert same_place(village, told(village)._replace(geometry=Point(village.lon, village.lat + 0.2)))
    assert not same_place(village, told(village)._replace(geometry=Point(village.lon, village.lat + 0.3)))
    oblast = box(35.3, 49.8, 39.3, 51.5)
    assert not same_place(village, told(village)._replace(geometry=oblast, precision="region"))
    city = box(village.lon - 0.1, village.lat - 0.1, village.lon + 0.1, village.lat + 0.1)
    assert same_place(village, told(village)._replace(geometry=city, precision="region"))
    region = report("ru-06").events[0]
    assert same_place(region, told(region)._replace(geometry=oblast))
    assert not same_place(region, told(region)._replace(geometry=oblast, precision="settlement"))
    assert not same_place(region, told(region)._replace(geometry=box(40, 49, 42, 51)))


def test_two_incidents_at_one_place_are_told_apart_by_their_dates():
    one = report("ru-07")
    first, second, third = (told(e) for e in one.events)
    result = score(one, [], [second, third, first])
    assert result.counts["date right"] == 3


def test_details_are_asked_only_of_what_was_found():
    one = report("en-11")
    wrong = told(one.events[0])._replace(
        start=date(2024, 1, 1), event_type="Battles", sub_event_type=None, fatalities=(None, None), actors=("Hamas",)
    )
    result = score(one, [], [wrong])
    count = result.counts
    assert (count["found"], count["date asked"], count["date right"], count["type right"]) == (1, 1, 0, 0)
    assert (count["deaths asked"], count["deaths right"], count["actors told"], count["actors"]) == (1, 0, 1, 0)
    unstated = replace(one, events=(replace(one.events[0], fatalities=None),))
    assert score(unstated, [], [wrong]).counts["deaths asked"] == 0


def test_pairs_are_one_to_one_the_worthiest_first():
    assert paired([1, 10], [9, 2], lambda a, b: max(0, 5 - abs(a - b))) == [(0, 1), (1, 0)]
    assert paired([1], [1, 1], lambda a, b: float(a == b)) == [(0, 0)]
    assert paired([1], [2], lambda a, b: float(a == b)) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Armed Forces of Israel", "Israel Defense Forces", True),
        ("Armed Forces of the Russian Federation", "Russian military", True),
        ("Armed Forces of the Russian Federation", "Armed Forces of Ukraine", False),
        ("Armed Forces of the United States", "US military", True),
        ("Rapid Support Forces", "Armed Forces of Sudan", False),
        ("Police", "police", True),
        ("Police of Georgia", "police", True),
        ("Police", "Army", False),
    ],
)
def test_actors_are_compared_by_the_words_that_tell_them_apart(one, other, same):
    assert bool(alike(one, other)) is same


def test_distances_are_great_circles():
    assert distance_km(50, 36, 51, 36) == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize(("folder", "count"), [("unseen-1", 45), ("unseen-2", 36)])
def test_the_other_sets_can_be_read(folder, count):
    assert len(list(reports(FOLDER / folder))) == count
