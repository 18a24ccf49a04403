"""reports: documents → incidents, each resting on what the text says, and nothing that was recognised lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentmap import Gazetteer, Incident, Precision, Reading, geocode, read, read_text
from incidentmap.model import Location, Relation, Shape
from incidentmap.reports.marking import MENTION_KEYS

PUBLISHED = date(2024, 3, 15)  # a Friday
RAIDERS = {"Freedom of Russia Legion", "Siberian Battalion", "Russian Volunteer Corps"}


def incidents(reading: Reading) -> list[Incident]:
    return [incident for outcome in reading.outcomes for incident in outcome.incidents]


def told(text: str, gazetteer: Gazetteer, published: date | None = PUBLISHED) -> list[Incident]:
    return incidents(read_text(text, gazetteer, published=published))


def days(incident: Incident) -> tuple[str, str]:
    return str(incident.when.start), str(incident.when.end)


def where(incident: Incident) -> Location:
    return incident.location


@pytest.fixture(scope="module")
def reading(gazetteer: Gazetteer, seeds: Path) -> Reading:
    return read(seeds / "report.md", gazetteer)


class TestTheSeedReport:
    def test_it_tells_of_two_incidents(self, reading: Reading) -> None:
        raids, attack = incidents(reading)
        assert (days(raids), raids.when.precision) == (("2024-03-12", "2024-03-12"), "day")
        assert (where(raids).place.name, where(raids).precision) == ("Belgorod Oblast", Precision.REGION)
        assert set(raids.actors) == RAIDERS
        assert (raids.event_type, raids.sub_event_type) == ("Battles", "Armed clash")
        assert (days(attack), attack.when.precision) == (("2023-12-01", "2023-12-31"), "month")
        assert (where(attack).place.id, where(attack).precision) == ("border:terebreno", Precision.NEAR)
        assert where(attack).geometry.geom_type == "Polygon"
        assert attack.actors == ("Freedom of Russia Legion",)

    def test_every_part_shows_its_words(self, reading: Reading) -> None:
        for incident in incidents(reading):
            parts = {e.rule.split(":")[0] for e in incident.evidence}
            assert {"place", "time", "type", "actor"} <= parts
            for e in incident.evidence:
                assert e.sentence[e.start : e.end].strip()
        spoken = [e for e in incidents(reading)[1].evidence if e.rule.startswith("place")]
        assert spoken[0].sentence[spoken[0].start : spoken[0].end] == "Terebreno"

    def test_no_unit_is_placed_and_countries_are_no_incidents(self, reading: Reading) -> None:
        rows = reading.mentions()
        text = {row["text"] for row in rows}
        assert {"Russia", "Ukraine", "Belgorod", "Terebreno"} <= text
        assert {row["text"] for row in rows if row["used"]} == {"Belgorod", "Terebreno"}
        assert not {"Legion", "Siberian Battalion", "Siberian"} & text

    def test_the_source_is_kept(self, reading: Reading, seeds: Path) -> None:
        (source,) = incidents(reading)[0].sources
        assert (source.id, source.published) == ("report.md", "2024-03-15")
        assert source.sha256 is not None
        assert len(source.sha256) == 64


class TestIncidents:
    def test_a_list_of_villages_is_one_incident_each(self, gazetteer: Gazetteer) -> None:
        found = told(
            "12 марта обстреляли сёла Козинка, Глотово и Гора-Подол Белгородской области. Погибли двое.", gazetteer
        )
        assert [where(i).place.name for i in found] == ["Kozinka", "Glotovo", "Gora-Podol"]
        assert {days(i) for i in found} == {("2024-03-12", "2024-03-12")}
        assert {i.fatalities for i in found} == {(None, None)}  # two in all, nobody says where

    def test_two_events_in_one_sentence(self, gazetteer: Gazetteer) -> None:
        text = "Drones struck Belgorod on Monday, and on Tuesday shells hit the town of Shebekino, killing two people."
        first, second = told(text, gazetteer)
        assert (where(first).place.name, days(first)[0]) == ("Belgorod", "2024-03-11")
        assert (where(second).place.name, days(second)[0]) == ("Shebekino", "2024-03-12")
        assert (first.fatalities, second.fatalities) == ((None, None), (2, 2))

    def test_what_is_told_again_is_one_incident(self, gazetteer: Gazetteer) -> None:
        text = (
            "A drone hit an oil depot in Belgorod on Tuesday.\n\nThe strike set two tanks on fire. "
            "Nobody was killed, the governor said."
        )
        (only,) = told(text, gazetteer)
        assert only.event_type == "Explosions/Remote violence"
        assert only.fatalities == (0, 0)

    def test_a_village_and_its_region_are_one_place(self, gazetteer: Gazetteer) -> None:
        text = (
            "Shelling of Belgorod region went on on 12 March. Shells hit the village of Kozinka in the Belgorod region."
        )
        (only,) = told(text, gazetteer)
        assert where(only).place.name == "Kozinka"

    def test_what_happened_before_stands_apart(self, gazetteer: Gazetteer) -> None:
        text = "Fighting broke out in Kozinka on Tuesday. The group had previously attacked Grayvoron in May 2023."
        first, second = told(text, gazetteer)
        assert (days(first)[0], days(second)) == ("2024-03-12", ("2023-05-01", "2023-05-31"))

    def test_what_did_not_happen_is_no_incident(self, gazetteer: Gazetteer) -> None:
        assert told("The governor denied that Belgorod had been shelled.", gazetteer) == []
        assert told("A conference on bridges opens in Belgorod next week.", gazetteer) == []

    def test_a_country_is_no_place_beside_a_better_one(self, gazetteer: Gazetteer) -> None:
        found = told("Ukraine was attacked on Tuesday. Missiles hit Kharkiv in Ukraine.", gazetteer)
        assert [where(i).place.name for i in found] == ["Kharkiv"]

    def test_without_a_publication_date_relative_days_stay_open(self, gazetteer: Gazetteer) -> None:
        (only,) = told("Shells hit Kozinka in Belgorod region on Tuesday.", gazetteer, published=None)
        assert (only.when.start, only.when.precision, only.when.phrase) == (None, "unknown", "Tuesday")

    @pytest.mark.parametrize(
        ("text", "deaths"),
        [
            ("No one was killed in Kherson, but a bomb wounded two people in Beirut.", {"Beirut": None}),
            ("Shelling hit Sumy and Kharkiv on Monday; no one died in Sumy.", {"Sumy": 0, "Kharkiv": None}),
            ("Nobody was killed in Nikopol on Monday and shelling hit Kherson.", {"Kherson": None}),
            ("Shells hit Sumy and Kharkiv. Nobody was hurt.", {"Sumy": 0, "Kharkiv": 0}),
            ("Shells hit Sumy and Kharkiv. One man was killed in Sumy.", {"Sumy": 1, "Kharkiv": None}),
        ],
    )
    def test_victims_belong_to_the_place_that_is_named(
        self, text: str, deaths: dict[str, int | None], gazetteer: Gazetteer
    ) -> None:
        assert {where(i).place.name: i.fatalities[0] for i in told(text, gazetteer)} == deaths

    def test_where_somebody_spoke_or_went_is_no_place_of_an_event(self, gazetteer: Gazetteer) -> None:
        text = "Shells hit Sumy, officials in Kyiv said. Two people were taken to a hospital in Poltava."
        assert [where(i).place.name for i in told(text, gazetteer)] == ["Sumy"]

    def test_a_dateline_dates_nothing_that_has_a_day_of_its_own(self, gazetteer: Gazetteer) -> None:
        text = "KYIV, March 14 (Reuters) - Shells hit the eastern town of Kupiansk on Tuesday."
        assert [days(i)[0] for i in told(text, gazetteer)] == ["2024-03-12"]

    def test_doers_are_not_taken_over_across_a_border(self, gazetteer: Gazetteer) -> None:
        text = "Russian troops shelled Sumy on Monday. Shells also hit Kozinka in Belgorod region."
        first, second = told(text, gazetteer)
        assert (first.actors, second.actors) == (("Armed Forces of the Russian Federation",), ())

    def test_relations_are_kept(self, gazetteer: Gazetteer) -> None:
        (only,) = told("Shells fell 5 km north of Grayvoron on Tuesday.", gazetteer)
        toponym = where(only).toponym
        assert (toponym.relation, toponym.distance_km, toponym.bearing) == (Relation.DISTANCE, 5.0, "north")
        assert where(only).shape is Shape.SECTOR
        assert "north of Grayvoron" in where(only).rule

    def test_a_stretch_is_drawn_between_its_ends(self, gazetteer: Gazetteer) -> None:
        (only,) = told("Shells hit the road between Shebekino and Novaya Tavolzhanka on Tuesday.", gazetteer)
        assert where(only).shape is Shape.CORRIDOR
        assert [place.name for place in where(only).places] == ["Shebekino", "Novaya Tavolzhanka"]

    def test_a_border_is_a_strip(self, gazetteer: Gazetteer) -> None:
        (only,) = told("Posts along the border of Belgorod Oblast and Kursk Oblast were shelled on Tuesday.", gazetteer)
        assert where(only).shape is Shape.STRIP


class TestMentions:
    def test_rows_have_the_keys_and_the_offsets(self, gazetteer: Gazetteer) -> None:
        text = "Moscow said on Monday that Russian troops left Kozinka, Belgorod region."
        rows = read_text(text, gazetteer, published=PUBLISHED).mentions()
        assert all(tuple(row) == MENTION_KEYS for row in rows)
        assert [(row["text"], row["role"]) for row in rows] == [
            ("Moscow", "metonym"), ("Russian", "demonym"), ("Kozinka", "place"), ("Belgorod", "place"),
        ]  # fmt: skip
        assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)
        assert all(row["why"] for row in rows)

    def test_the_card_counts_them_all(self, gazetteer: Gazetteer) -> None:
        card = read_text("The Siberian Battalion fought in Kozinka, not in Nowherevka.", gazetteer).card().as_dict()
        names = card["names"]
        assert names["found"] == names["resolved"] + names["ambiguous"] + names["unresolved"] + names["vetoed"]
        assert names["vetoed"] >= 1


class TestFiles:
    def test_several_processes_give_what_one_gives(self, gazetteer: Gazetteer, tmp_path: Path) -> None:
        for n in range(6):
            (tmp_path / f"{n}.txt").write_text(f"1{n} марта 2024 года обстреляли Козинку Белгородской области.\n")
        one = read(tmp_path, gazetteer, workers=1)
        two = read(tmp_path, gazetteer, workers=2)
        assert one.mentions() == two.mentions()
        assert one.frame()["id"].tolist() == two.frame()["id"].tolist()
        assert len(one.frame()) == 6

    def test_a_bad_file_does_not_stop_the_others(self, gazetteer: Gazetteer, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Shells hit Kozinka in Belgorod region on 12 March 2024.")
        (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 broken")
        reading = read(tmp_path, gazetteer)
        assert len(reading.frame()) == 1
        assert [r.file for r in reading.rejected] == ["b.pdf"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(
        st.sampled_from(
            "Kozinka|Belgorod|обстрел|в|near|the|shelled|Сумской области|on Tuesday|12 марта|.|,|\n\n|killed|between|"
            "and|Russia|Legion|«|»|\x00|\ud800|\u202e|<b>|{{7}}".split("|")
        )
        | st.text(max_size=12),
        max_size=40,
    )
)
def test_any_text_can_be_read(text: list[str], gazetteer: Gazetteer) -> None:
    whole = " ".join(text).replace("\ud800", "\ufffd")
    reading = read_text(whole, gazetteer, published=PUBLISHED)
    for row in reading.mentions():
        assert whole[row["start"] : row["end"]] == row["text"]
    for incident in incidents(reading):
        for e in incident.evidence:
            assert 0 <= e.start < e.end <= len(e.sentence)
    assert reading.frame()["id"].is_unique


#: What a table and a report say in the same words: the words of the report around them, and the phrase.
SAID = [
    ("Russian forces shelled the {} on 12 March, killing three civilians.", "Donbas"),
    ("Ukrainian drones attacked two ships in the {} on 12 March.", "Black Sea"),
    ("Russian forces shelled villages in {} on 12 March, killing two people.", "southern Ukraine"),
    ("{} was shelled on 12 March, killing two people.", "Southern Ukraine"),
    ("Two people were killed by shelling {} on 12 March.", "in the south of Ukraine"),
    ("Gunmen killed ten people in {} on 12 March.", "northern Mali"),
    ("Fighting took place {} on 12 March.", "along the Dnipro River"),
    ("Russian forces shelled positions {} on 12 March.", "along the Dnipro"),
    ("A shell fell {} on 12 March.", "near Terebreno"),
    ("A drone hit a car {} on 12 March.", "between Shebekino and Novaya Tavolzhanka"),
]


class TestReportsAndTables:
    @pytest.mark.parametrize(("sentence", "phrase"), SAID, ids=[phrase for _, phrase in SAID])
    def test_draw_the_same_words_alike(self, sentence: str, phrase: str, gazetteer: Gazetteer) -> None:
        [incident] = told(sentence.format(phrase), gazetteer)
        table, report = geocode(phrase, gazetteer), where(incident)
        assert report.shape is not None
        assert (report.place.id, report.shape, report.precision) == (table.place.id, table.shape, table.precision)
        assert report.geometry.equals(table.geometry)

    @pytest.mark.parametrize(
        ("text", "places"),
        [
            ("Russian forces shelled Bakhmut in the Donbas on 12 March, killing three.", ["Bakhmut"]),
            ("Russian forces shelled Kherson in southern Ukraine on 12 March, killing three.", ["Kherson"]),
            (
                "The Donbas was shelled on 12 March. In Donetsk Oblast, shelling killed three people.",
                ["Donetsk Oblast"],
            ),
            ("Drones flew over the Black Sea and struck Odesa on 12 March, killing two.", ["Odesa"]),
            ("The war in the Donbas began in 2014. On 12 March shelling killed three in Horlivka.", ["Horlivka"]),
            ("The Siberian Battalion attacked Russian positions in Terebreno on 12 March.", ["Terebreno"]),
            ('Fighters of the battalion "Donbas" shelled the village of Terebreno on 12 March.', ["Terebreno"]),
            ("12 марта батальон «Донбас» атаковал позиции в селе Теребрено.", ["Terebreno"]),
            ("The Donbas Battalion said it destroyed a tank on 12 March.", []),
            ("The Donetsk People's Republic said three people were killed by shelling on 12 March.", [None]),
            ("In Ukraine, shelling of the Donbas on 12 March killed three people.", ["Donbas"]),
            ("Gunmen killed ten people in Mali, in the Sahel, on 12 March.", ["Mali"]),
            ("A missile hit Dnipro on 12 March, killing three people.", ["Dnipro"]),
        ],
    )
    def test_what_is_wide_gives_way(self, text: str, places: list[str | None], gazetteer: Gazetteer) -> None:
        drawn = [where(i).place for i in told(text, gazetteer)]
        assert [place and place.name for place in drawn] == places
