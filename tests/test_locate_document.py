"""The names of one document decided together: containers, countries, units, nearness, size; and honest doubt."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.gazetteer import Gazetteer
from incidentmap.locate.deciding import Decision
from incidentmap.locate.document import Named, reference_point, resolve_document
from incidentmap.locate.document_weights import WIDE, reference_points
from incidentmap.model import Feature, Place, Relation, Toponym


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    """Open the bundled gazetteer once."""
    with Gazetteer.open() as opened:
        yield opened


def decide(names: list[str | Named], gazetteer: Gazetteer) -> list[Decision]:
    """Decide names given as "London" or "London, Ontario"."""
    mentions = []
    for name in names:
        if isinstance(name, Named):
            mentions.append(name)
            continue
        text, *within = name.split(", ")
        mentions.append(Named(Toponym(text, 0, len(text), within=tuple(within))))
    return resolve_document(mentions, gazetteer)


def place(decision: Decision, gazetteer: Gazetteer) -> Place | None:
    """Return the record that was chosen."""
    if not decision.chosen:
        return None
    return gazetteer.describe([decision.found[0].n], spellings=False)[decision.found[0].n]


#: The names of a document, and where the first of them lies: (admin1, country).
CASES: list[tuple[list[str], tuple[str | None, str]]] = [
    (["London"], ("Westminster", "GB")),
    (["London, Ontario"], ("Ontario", "CA")),
    (["London", "London, Kentucky"], ("Kentucky", "US")),
    (["London", "Ontario", "Woodstock", "St. Thomas"], ("Ontario", "CA")),
    (["Paris", "France"], ("Paris", "FR")),
    (["Paris, Texas"], ("Texas", "US")),
    (["Edmonton", "Calgary"], ("Alberta", "CA")),
    (["Edmonton", "Tottenham", "Walthamstow", "Stoke Newington", "Enfield"], ("Enfield", "GB")),
    (["Birmingham", "Alabama", "Montgomery"], ("Alabama", "US")),
    (["Birmingham", "Coventry", "Wolverhampton"], ("Birmingham", "GB")),
    (["Georgetown", "Guyana"], ("Demerara-Mahaica", "GY")),
    (["Victoria", "Vancouver", "British Columbia"], ("British Columbia", "CA")),
    (["Alexandria", "Cairo", "Egypt"], ("Alexandria Governorate", "EG")),
    (["Alexandria", "Louisiana", "Pineville"], ("Louisiana", "US")),
    (["Tripoli", "Benghazi", "Libya"], ("Tripoli District", "LY")),
    (["Sydney", "Halifax", "Nova Scotia"], ("Nova Scotia", "CA")),
    (["Washington", "Moscow"], ("District of Columbia", "US")),
    (["Lebanon", "Nashville", "Tennessee", "Lebanon, Tennessee"], ("Tennessee", "US")),
    (["Kyiv", "Lviv"], ("Kyiv", "UA")),
    (["Kharkiv", "Chuhuiv"], ("Kharkiv Oblast", "UA")),
    (["Nekhoteevka, Belgorodsky District"], ("Belgorod Oblast", "RU")),
    (["Terebreno", "Belgorod"], ("Belgorod Oblast", "RU")),
    (["Khan Younis", "Rafah", "Gaza"], ("Gaza", "PS")),
]
ALONG = Toponym("Dnipro", 0, 6, Relation.ALONG)
SOUTH = Toponym("Ukraine", 0, 7, bearing="south")
#: The names of a document, and the record of the first.
VAGUE: list[tuple[list[str | Named], str | None]] = [
    (["Donbas", "Ukraine"], "areas:donbas"),
    (["Black Sea", "Odesa", "Ukraine"], "waters:sea-black"),
    (["Sahel", "Mali"], "areas:sahel"),
    (["Siberia", "Russia"], "areas:siberia"),
    (["Dnipro River", "Ukraine", "Kherson"], "waters:river-116"),
    (["Dnipro", "Kharkiv"], "geonames:709930"),
    ([Named(ALONG), "Kherson"], "waters:river-116"),
    ([Named(SOUTH)], "areas:southern-ukraine"),
    ([Named(SOUTH, holds=True)], "naturalearth:UA"),
    ([Named(Toponym("Mali", 0, 4, bearing="north"))], "naturalearth:ML"),
    (["Ituri"], None),  # the province; the gazetteer has only the river
    (["Himalayas"], None),
]


@pytest.mark.parametrize(("names", "record"), VAGUE, ids=[str(c[0])[:60] for c in VAGUE])
def test_areas_and_waters_are_told_from_parts_of_the_world_without_a_record(
    names: list[str | Named], record: str | None, gazetteer: Gazetteer
) -> None:
    found = place(decide([*names], gazetteer)[0], gazetteer)
    assert (found and found.id) == record


def test_an_area_is_near_no_village() -> None:
    assert {Feature.AREA, Feature.WATER, Feature.REGION, Feature.COUNTRY} == set(WIDE)


@pytest.mark.parametrize(("names", "home"), CASES, ids=[", ".join(c[0])[:50] for c in CASES])
def test_decides_by_the_document(names: list[str], home: tuple[str | None, str], gazetteer: Gazetteer) -> None:
    found = place(decide([*names], gazetteer)[0], gazetteer)
    assert found is not None
    assert found.country == home[1]
    if home[0] is not None and found.feature is Feature.SETTLEMENT and found.country != "LY":
        assert found.admin1 == home[0]


#: The names of a document, and what kind of record the first is.
KINDS = [
    (["Georgia", "Tbilisi"], Feature.COUNTRY, "GE"),
    (["Georgia", "Alabama", "Tennessee", "Atlanta"], Feature.REGION, "US"),
    (["Quebec", "Ontario"], Feature.REGION, "CA"),
    (["New York"], Feature.SETTLEMENT, "US"),
    (["Ontario"], Feature.REGION, "CA"),
    (["Kharkiv"], Feature.SETTLEMENT, "UA"),
    (["Alberta"], Feature.REGION, "CA"),
    (["Turkey"], Feature.COUNTRY, "TR"),
]


@pytest.mark.parametrize(("names", "kind", "country"), KINDS, ids=[", ".join(k[0]) for k in KINDS])
def test_tells_units_from_towns(names: list[str], kind: Feature, country: str, gazetteer: Gazetteer) -> None:
    found = place(decide([*names], gazetteer)[0], gazetteer)
    assert found is not None
    assert (found.feature, found.country) == (kind, country)


def test_adjective_names_its_country(gazetteer: Gazetteer) -> None:
    (decision,) = decide([Named(Toponym("Georgia", 0, 8), demonym=True)], gazetteer)
    found = place(decision, gazetteer)
    assert found is not None
    assert found.id == gazetteer.describe([gazetteer.find("Georgia")[0].n])[gazetteer.find("Georgia")[0].n].id


def test_adjectives_tell_what_the_document_is_about(gazetteer: Gazetteer) -> None:
    canadian = Named(Toponym("Canada", 0, 8), demonym=True)
    found = place(decide(["Hamilton", canadian, "Toronto"], gazetteer)[0], gazetteer)
    assert found is not None
    assert found.country == "CA"


def test_kind_that_is_asked_for(gazetteer: Gazetteer) -> None:
    region = Named(Toponym("Belgorod", 0, 8, feature=Feature.REGION))
    city = Named(Toponym("Kursk", 0, 5))
    decisions = decide([region, city], gazetteer)
    kinds = [found.feature for d in decisions if (found := place(d, gazetteer)) is not None]
    assert kinds == [Feature.REGION, Feature.SETTLEMENT]


def test_settlement_word_beats_a_country(gazetteer: Gazetteer) -> None:
    city = Named(Toponym("Turkey", 0, 6, feature=Feature.SETTLEMENT))
    found = place(decide([city, "Texas", "Turkey"], gazetteer)[2], gazetteer)
    assert found is not None
    assert (found.country, found.feature) == ("US", Feature.SETTLEMENT)


def test_one_sense_in_a_document(gazetteer: Gazetteer) -> None:
    bare, contained = decide(["Durham", "Durham, North Carolina"], gazetteer)
    assert bare.chosen
    assert bare.found[0].n == contained.found[0].n


def test_two_senses_where_the_text_says_so(gazetteer: Gazetteer) -> None:
    texas, france = decide(["Paris, Texas", "Paris, France"], gazetteer)
    assert texas.found[0].n != france.found[0].n


def test_every_mention_keeps_its_own_span_and_relation(gazetteer: Gazetteer) -> None:
    first = Named(Toponym("KYIV", 0, 4))
    second = Named(Toponym("Kyiv", 30, 34, relation=Relation.NEAR))
    a, b = resolve_document([first, second], gazetteer)
    assert (a.toponym, b.toponym) == (first.toponym, second.toponym)
    assert a.found[0].n == b.found[0].n


def test_part_of_the_world_stays_unlocated(gazetteer: Gazetteer) -> None:
    for name in ("Asia", "Scotland", "Himalayas"):
        (decision,) = decide([name], gazetteer)
        assert not decision.chosen
        assert decision.reason is not None
        assert "part of the world" in decision.reason


def test_unknown_name_says_so(gazetteer: Gazetteer) -> None:
    (decision,) = decide(["Xqzvarenthorpe"], gazetteer)
    assert not decision.chosen
    assert decision.reason == "the gazetteer knows no place called 'Xqzvarenthorpe'"


def test_unknown_county_is_told_by_its_state(gazetteer: Gazetteer) -> None:
    decision = decide(["Quimby County, Kentucky"], gazetteer)[0]
    found = place(decision, gazetteer)
    assert found is not None
    assert (found.name, found.feature) == ("Kentucky", Feature.REGION)
    assert "the unit around it stands for it" in decision.note


def test_unknown_county_without_a_state_stays_unlocated(gazetteer: Gazetteer) -> None:
    assert not decide(["Quimby County"], gazetteer)[0].chosen


def test_list_of_units_is_no_container(gazetteer: Gazetteer) -> None:
    found = place(decide(["Saskatchewan, Alberta", "Canada"], gazetteer)[0], gazetteer)
    assert found is not None
    assert found.name == "Saskatchewan"


def test_namesakes_without_a_clue_stay_undecided(gazetteer: Gazetteer) -> None:
    decision = decide(["Nekhoteevka"], gazetteer)[0]
    assert not decision.chosen
    assert decision.ties == 2


def test_lone_village_elsewhere_is_doubted(gazetteer: Gazetteer) -> None:
    decisions = decide(["Ukraine", "Kharkiv", "Kupiansk", "Wales"], gazetteer)
    assert not decisions[3].chosen


def test_nothing_of_nothing(gazetteer: Gazetteer) -> None:
    assert resolve_document([], gazetteer) == []


def test_every_decision_says_why(gazetteer: Gazetteer) -> None:
    names: list[str | Named] = ["Kyiv", "Odesa", "Paris, Texas", "Asia", "Nekhoteevka", "Zzyzxville", "Springfield"]
    for decision in decide(names, gazetteer):
        assert decision.note or decision.reason or decision.ties


def test_country_is_told_by_its_reference_point(gazetteer: Gazetteer) -> None:
    (canada,) = decide(["Canada"], gazetteer)
    (kyiv,) = decide(["Kyiv"], gazetteer)
    assert reference_point(canada.found[0], gazetteer) == reference_points()["CA"]
    assert reference_point(kyiv.found[0], gazetteer) == gazetteer.spot(kyiv.found[0].n)


def test_reference_points_lie_by_their_countries(gazetteer: Gazetteer) -> None:
    import shapely

    boundaries = gazetteer.boundaries(Feature.COUNTRY)
    shapes = dict(zip(boundaries["country"], boundaries.geometry, strict=True))
    for code, point in reference_points().items():
        assert shapes[code].distance(shapely.Point(point.lon, point.lat)) < 2.0, code


WORDS = st.sampled_from(
    [
        "Kyiv",
        "London",
        "Paris",
        "",
        " ",
        "\x00",
        "\ud800",
        "Springfield",
        "Asia",
        "Quimby County",
        "Ontario",
        "Georgia",
        "🙂",
    ]
)


@settings(max_examples=60, deadline=None)
@given(names=st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=2), st.booleans()), max_size=8))
def test_never_fails_and_answers_each(names: list[tuple[str, list[str], bool]]) -> None:
    mentions = [Named(Toponym(n, 0, len(n), within=tuple(w)), demonym) for n, w, demonym in names]
    with Gazetteer.open() as opened:
        decisions = resolve_document(mentions, opened)
    assert [d.toponym.start for d in decisions] == [0] * len(mentions)
    assert all(d.found for d in decisions if d.chosen)


def district(text: str, *within: str) -> Named:
    """Name a district with its containers."""
    return Named(Toponym(text, 0, len(text), feature=Feature.DISTRICT, within=within))


def village(text: str, *within: str, relation: Relation = Relation.AT) -> Named:
    """Name a settlement with its containers."""
    return Named(Toponym(text, 0, len(text), relation, Feature.SETTLEMENT, within=within))


def test_a_named_container_is_hard(gazetteer: Gazetteer) -> None:
    names = [village("Bessonovka", "Belgorod region", "Russia", relation=Relation.NEAR), "Penza", "Kuznetsk"]
    assert getattr(place(decide(names, gazetteer)[0], gazetteer), "admin1", "") == "Belgorod Oblast"


def test_a_village_that_is_not_there_is_the_unit_and_never_its_namesake(gazetteer: Gazetteer) -> None:
    decision = decide([village("Bessonovka", "Murmansk Oblast")], gazetteer)[0]
    chosen = place(decision, gazetteer)
    assert chosen is not None
    assert (chosen.name, chosen.feature) == ("Murmansk Oblast", Feature.REGION)
    assert "does not know 'Bessonovka' in 'Murmansk Oblast'" in decision.note


def test_a_village_that_no_table_has_is_the_district_around_it(gazetteer: Gazetteer) -> None:
    decision = decide([village("Абвгдеево", "Шебекинский район")], gazetteer)[0]
    assert getattr(place(decision, gazetteer), "name", None) == "Shebekinsky District"
    assert "stands for it" in decision.note


def test_a_village_of_another_named_unit_is_not_answered_with_a_whole_oblast(gazetteer: Gazetteer) -> None:
    names = [village("Тёткино", "Суджанский район"), "Глушковский район", village("Попово-Лежачи")]
    decision = decide(names, gazetteer)[0]
    assert getattr(place(decision, gazetteer), "name", None) == "Tyotkino"
    assert "it does not lie in 'Суджанский район'" in decision.note


def test_of_namesakes_elsewhere_none_is_taken(gazetteer: Gazetteer) -> None:
    names = [village("Крупец", "Глушковский район"), "Рыльский район", "Беловский район", "Курская область"]
    decision = decide(names, gazetteer)[0]
    assert not decision.chosen
    assert "only elsewhere among the places of the document" in str(decision.reason)


def test_a_district_without_a_record_is_the_neighbourhood_of_its_seat(gazetteer: Gazetteer) -> None:
    decision = decide([district("Puge", "Sichuan province")], gazetteer)[0]
    chosen = place(decision, gazetteer)
    assert chosen is not None
    assert (chosen.feature, chosen.admin1, decision.toponym.relation) == (Feature.SETTLEMENT, "Sichuan", Relation.NEAR)


def test_a_county_of_a_state_is_no_district_of_a_city(gazetteer: Gazetteer) -> None:
    chosen = place(decide([district("Monroe County", "Missouri")], gazetteer)[0], gazetteer)
    assert chosen is None or chosen.feature is not Feature.SETTLEMENT


def test_a_large_city_is_not_forced_into_the_unit_beside_it(gazetteer: Gazetteer) -> None:
    names = ["Харьков, Белгородская область", "Харьковская область", "Чугуев", "Козинка, Белгородская область"]
    decisions = decide(names, gazetteer)
    assert [getattr(place(d, gazetteer), "name", None) for d in (decisions[0], decisions[3])] == ["Kharkiv", "Kozinka"]
    assert "it does not lie in" in decisions[0].note


def test_a_village_of_a_redrawn_district_is_found_by_its_oblast(gazetteer: Gazetteer) -> None:
    decision = decide([village("Грозі", "Куп'янського району")], gazetteer)[0]
    assert getattr(place(decision, gazetteer), "admin1", None) == "Kharkiv Oblast"
    assert "redrawn" in decision.note


def test_a_district_of_a_city_is_the_city(gazetteer: Gazetteer) -> None:
    for name, city, expected in (
        ("Кировский район", "Донецка", "Donetsk"),
        ("Салтівський район", "Харкова", "Kharkiv"),
        ("Приморський район", "Маріуполя", "Mariupol"),
    ):
        decision = decide([district(name, city)], gazetteer)[0]
        chosen = place(decision, gazetteer)
        assert chosen is not None, name
        assert (chosen.name, chosen.feature) == (expected, Feature.SETTLEMENT)
        assert "the city that it is a part of stands for it" in decision.note


@pytest.mark.parametrize(
    ("hromada", "seat"),
    [("Юнаківська", "Yunakivka"), ("Есманська", "Esman"), ("Великописарівська", "Velyka Pysarivka")],
)
def test_a_hromada_is_the_neighbourhood_of_its_seat(hromada: str, seat: str, gazetteer: Gazetteer) -> None:
    decision = decide(["Сумська область", district(f"{hromada} громада")], gazetteer)[1]
    chosen = place(decision, gazetteer)
    assert chosen is not None
    assert (chosen.name, chosen.admin1, decision.toponym.relation) == (seat, "Sumy Oblast", Relation.NEAR)
    assert "its seat" in decision.note


@pytest.mark.parametrize(
    ("oblast", "hromada", "seat"),
    [
        ("Харківська область", "Великобурлуцька", "Velykyi Burluk"),
        ("Дніпропетровська область", "Межівська", "Mezhova"),
        ("Сумська область", "Середино-Будська", "Seredyna-Buda"),
        ("Сумська область", "Недригайлівська", "Nedryhailiv"),
    ],
)
def test_the_seat_of_a_hromada_may_change_its_stem(oblast: str, hromada: str, seat: str, gazetteer: Gazetteer) -> None:
    chosen = place(decide([oblast, district(f"{hromada} громада")], gazetteer)[1], gazetteer)
    assert getattr(chosen, "name", None) == seat


def test_a_hromada_as_container_is_no_district_of_old(gazetteer: Gazetteer) -> None:
    village = Named(Toponym("Кіндратівка", 0, 11, within=("Хотінська громада",)))
    assert (
        getattr(place(decide(["Сумська область", village], gazetteer)[1], gazetteer), "admin1", None) == "Sumy Oblast"
    )


def test_a_district_of_the_city_that_the_document_names(gazetteer: Gazetteer) -> None:
    names = ["Полтава", "Київ", district("Подільський район"), "Харків", district("Немишлянський район")]
    decisions = decide(names, gazetteer)
    assert [getattr(place(decisions[i], gazetteer), "name", None) for i in (2, 4)] == ["Kyiv", "Kharkiv"]
    assert decisions[2].note.endswith("the city that the document names stands for it: Kyiv")


def test_a_village_far_from_all_else_is_left_open(gazetteer: Gazetteer) -> None:
    names = ["Запорізька область", "Оріхів", "Гуляйполе", "Білогір'я"]
    decision = decide(names, gazetteer)[3]
    assert not decision.chosen
    assert "km from all other places of the document" in str(decision.reason)
    assert decide(["Хмельницька область", "Ізяслав", "Білогір'я"], gazetteer)[2].chosen


def test_what_is_only_like_a_name_is_doubted_far_from_all_else(gazetteer: Gazetteer) -> None:
    decision = decide(["Чернігівська область", "Новгород-Сіверський", "Деснянське"], gazetteer)[2]
    assert not decision.chosen
    assert "a place called nearly so" in str(decision.reason)


def test_the_town_of_a_front_draws_the_villages_near_it(gazetteer: Gazetteer) -> None:
    front = Named(Toponym("Оріхів", 0, 6, Relation.DIRECTION))
    chosen = place(decide(["Донецька область", front, "Плавні"], gazetteer)[2], gazetteer)
    assert getattr(chosen, "admin1", None) == "Zaporizhzhia Oblast"


def test_an_oblast_in_a_case_is_the_oblast(gazetteer: Gazetteer) -> None:
    oblast = Named(Toponym("Сумської області", 0, 16, feature=Feature.REGION))
    assert getattr(place(decide([oblast, "Білопілля"], gazetteer)[0], gazetteer), "name", None) == "Sumy Oblast"


def test_an_unknown_hromada_is_not_held_against_a_village(gazetteer: Gazetteer) -> None:
    names = ["Сумська область", "Павлівкою, Білопільської громади", "Білопілля"]
    assert getattr(place(decide(names, gazetteer)[1], gazetteer), "admin1", None) == "Sumy Oblast"


@pytest.mark.parametrize(("name", "kind"), [("Вашингтон", Feature.SETTLEMENT), ("Вашингтоне", Feature.SETTLEMENT)])
def test_the_usual_sense_holds_in_cyrillic_and_its_cases(name: str, kind: Feature, gazetteer: Gazetteer) -> None:
    chosen = place(decide([name, "Анкара"], gazetteer)[0], gazetteer)
    assert chosen is not None
    assert (chosen.feature, chosen.admin1) == (kind, "District of Columbia")


def test_gaza_alone_is_the_territory(gazetteer: Gazetteer) -> None:
    assert getattr(place(decide(["Gaza"], gazetteer)[0], gazetteer), "feature", None) is Feature.REGION


def test_a_front_tells_new_york_from_new_york(gazetteer: Gazetteer) -> None:
    names = ["Торецьк", "Нью-Йорка", "Залізне"]
    assert getattr(place(decide(names, gazetteer)[1], gazetteer), "country", None) == "UA"
    names = ["Нью-Йорк", "Вашингтон", "США"]
    assert getattr(place(decide(names, gazetteer)[0], gazetteer), "country", None) == "US"


def test_a_direction_is_called_after_a_town(gazetteer: Gazetteer) -> None:
    axis = Named(Toponym("Лиман", 0, 5, Relation.DIRECTION))
    names = [axis, "Липці", "Борщова", "Стрілеча", "Торецьк"]
    assert getattr(place(decide(names, gazetteer)[0], gazetteer), "admin1", None) == "Donetsk Oblast"


def test_a_name_across_alphabets_is_trusted_where_its_country_is_named(gazetteer: Gazetteer) -> None:
    alone, beside = decide(["Дорогуськ"], gazetteer)[0], decide(["Дорогуськ", "Польща"], gazetteer)[0]
    assert not alone.chosen
    assert getattr(place(beside, gazetteer), "country", None) == "PL"


def test_a_slip_is_read_beside_the_other_places(gazetteer: Gazetteer) -> None:
    names = ["Белгород", "Шебекино", "Грайварон"]
    assert getattr(place(decide(names, gazetteer)[2], gazetteer), "name", None) == "Grayvoron"
    assert not decide(["Пермь", "Грайварон"], gazetteer)[1].chosen


def test_a_nationality_does_not_say_where_a_document_is(gazetteer: Gazetteer) -> None:
    names = [Named(Toponym("Russia", 0, 6), demonym=True), "Кіндрашівки"]
    assert getattr(place(decide(names, gazetteer)[1], gazetteer), "country", None) == "UA"
