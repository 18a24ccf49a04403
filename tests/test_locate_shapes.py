"""locate: what each kind of phrase is drawn as, cut to what it names, and why some are not drawn."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from incidentmap import Gazetteer, geocode, locate
from incidentmap.model import Location, Precision, Shape


def spot(gazetteer: Gazetteer, name: str, within: str = "") -> shapely.Point:
    answer = geocode(name, gazetteer, within=within)
    assert answer.place is not None, answer.reason
    return shapely.Point(answer.place.point.lon, answer.place.point.lat)


def drawn(answer: Location) -> BaseGeometry:
    assert answer.geometry is not None, answer.reason
    assert answer.geometry.is_valid
    return answer.geometry


def boundary(gazetteer: Gazetteer, unit: str) -> BaseGeometry:
    shape = gazetteer.boundary(f"naturalearth:{unit}")
    assert shape is not None
    return shape


@pytest.mark.parametrize(
    ("phrase", "within", "shape", "precision"),
    [
        ("Belgorod", "", Shape.POINT, Precision.SETTLEMENT),
        ("near Belgorod", "", Shape.DISC, Precision.NEAR),
        ("on the outskirts of Belgorod", "", Shape.DISC, Precision.NEAR),
        ("на окраине Белгорода", "", Shape.DISC, Precision.NEAR),
        ("10 km from Belgorod", "", Shape.RING, Precision.NEAR),
        ("10 km north of Belgorod", "", Shape.SECTOR, Precision.NEAR),
        ("в 10 км севернее Белгорода", "", Shape.SECTOR, Precision.NEAR),
        ("60 km north of Belgorod", "", Shape.SECTOR, Precision.AREA),
        ("north of Belgorod", "", Shape.WEDGE, Precision.NEAR),
        ("between Shebekino and Novaya Tavolzhanka", "Belgorod Oblast", Shape.CORRIDOR, Precision.NEAR),
        ("road from Kharkiv to Belgorod", "", Shape.CORRIDOR, Precision.AREA),
        ("on the border of Belgorod Oblast and Kursk Oblast", "", Shape.STRIP, Precision.AREA),
        ("along the border north of Kharkiv", "Kharkiv Oblast", Shape.STRIP, Precision.AREA),
        ("the region of Belgorod", "", Shape.AREA, Precision.REGION),
        ("northern Belgorod Oblast", "", Shape.PART, Precision.REGION),
        ("Grayvoronsky District", "Belgorod Oblast", Shape.AREA, Precision.DISTRICT),
        ("Donbas", "", Shape.AREA, Precision.AREA),
        ("southern Ukraine", "", Shape.AREA, Precision.AREA),
        ("на півдні України", "", Shape.AREA, Precision.AREA),
        ("Слобожанщина", "", Shape.AREA, Precision.AREA),
        ("northern Mali", "", Shape.PART, Precision.AREA),
        ("Russia", "", Shape.AREA, Precision.COUNTRY),
        ("Bakhmut, Toretsk and Avdiivka", "Donetsk oblast", Shape.SEVERAL, Precision.SETTLEMENT),
    ],
)
def test_each_kind_of_phrase_has_its_shape(
    gazetteer: Gazetteer, phrase: str, within: str, shape: Shape, precision: Precision
) -> None:
    answer = geocode(phrase, gazetteer, within=within)
    drawn(answer)
    assert (answer.shape, answer.precision) == (shape, precision), answer.rule
    assert answer.spot is not None
    assert answer.reason is None


def test_a_corridor_holds_both_its_ends(gazetteer: Gazetteer) -> None:
    answer = geocode("between Shebekino and Novaya Tavolzhanka", gazetteer, within="Belgorod Oblast")
    for end in ("Shebekino", "Novaya Tavolzhanka"):
        assert drawn(answer).covers(spot(gazetteer, end, "Belgorod Oblast"))
    assert [p.name for p in answer.places] == ["Shebekino", "Novaya Tavolzhanka"]
    assert "Shebekino" in answer.rule
    assert "Novaya Tavolzhanka" in answer.rule


def test_a_sector_lies_where_the_words_say(gazetteer: Gazetteer) -> None:
    belgorod = spot(gazetteer, "Belgorod")
    shape = drawn(geocode("20 km north of Belgorod", gazetteer))
    north = geodesic(kilometers=20).destination((belgorod.y, belgorod.x), 0)
    south = geodesic(kilometers=20).destination((belgorod.y, belgorod.x), 180)
    assert shape.covers(shapely.Point(north.longitude, north.latitude))
    assert not shape.covers(shapely.Point(south.longitude, south.latitude))
    assert not shape.covers(belgorod)


def test_an_incident_in_russia_never_spills_into_ukraine(gazetteer: Gazetteer) -> None:
    ukraine = boundary(gazetteer, "UA")
    free = drawn(geocode("near Terebreno", gazetteer))
    assert free.intersection(ukraine).area > 0
    for within in ("Belgorod Oblast", "Russia", "Белгородская область"):
        answer = geocode("near Terebreno", gazetteer, within=within)
        assert drawn(answer).intersection(ukraine).area == pytest.approx(0, abs=1e-9)
        assert "cut at the boundary" in answer.rule
        assert drawn(answer).covers(spot(gazetteer, "Terebreno"))


@pytest.mark.parametrize(
    ("name", "code"), [("Duisburg", "DE"), ("Gwalior", "IN"), ("Tbilisi", "GE"), ("Medellín", "CO"), ("Rosario", "AR")]
)
def test_the_code_of_a_country_is_no_state_of_that_abbreviation(gazetteer: Gazetteer, name: str, code: str) -> None:
    for phrase in (name, f"near {name}"):
        answer = geocode(phrase, gazetteer, country=code)
        assert answer.place is not None, answer.reason
        assert answer.place.country == code


def test_the_country_of_the_row_cuts_as_well(gazetteer: Gazetteer) -> None:
    answer = geocode("near Terebreno", gazetteer, country="RU")
    assert drawn(answer).intersection(boundary(gazetteer, "UA")).area == pytest.approx(0, abs=1e-9)


def test_a_strip_stays_on_its_side_of_the_border(gazetteer: Gazetteer) -> None:
    answer = geocode("along the border north of Kharkiv", gazetteer, within="Kharkiv Oblast", country="UA")
    strip = drawn(answer)
    assert boundary(gazetteer, "UA-63").buffer(1e-6).covers(strip)
    kharkiv = spot(gazetteer, "Kharkiv")
    assert strip.centroid.y > kharkiv.y
    assert not strip.covers(kharkiv)


def test_a_district_without_a_boundary_is_estimated_and_says_so(gazetteer: Gazetteer) -> None:
    answer = geocode("Grayvoronsky District", gazetteer, within="Belgorod Oblast")
    assert answer.estimated
    assert "estimated" in answer.rule
    assert drawn(answer).covers(spot(gazetteer, "Kozinka", "Grayvoronsky District"))
    assert boundary(gazetteer, "RU-BEL").buffer(1e-6).covers(drawn(answer))
    assert not geocode("the region of Belgorod", gazetteer).estimated


@pytest.mark.parametrize(
    ("phrase", "within", "said"),
    [
        ("0 km from Belgorod", "", "0 km"),
        ("9000 km north of Belgorod", "", "9,000 km"),
        ("between Shebekino and Nowherevka", "Belgorod Oblast", "'Nowherevka' is not placed"),
        ("on the border of Belgorod Oblast and Lviv Oblast", "", "share no border"),
        ("Shebekino, Belgorod Oblast, Lviv Oblast", "", "Lviv Oblast"),
        ("Nowherevka, Valuysky District", "", "knows no place called 'Nowherevka'"),
    ],
)
def test_what_cannot_be_drawn_says_why(gazetteer: Gazetteer, phrase: str, within: str, said: str) -> None:
    answer = geocode(phrase, gazetteer, within=within)
    assert answer.geometry is None
    assert answer.precision is Precision.UNLOCATED
    assert answer.shape is None
    assert said in (answer.reason or ""), answer.reason


def test_a_list_tells_which_of_its_places_is_missing(gazetteer: Gazetteer) -> None:
    answer = geocode("Bakhmut, Nowherevka and Avdiivka", gazetteer, within="Donetsk oblast")
    assert [p.name for p in answer.places] == ["Bakhmut", "Avdiyivka"]
    assert "'Nowherevka' is not placed" in answer.rule


def test_what_is_named_beside_a_place_tells_namesakes_apart(gazetteer: Gazetteer) -> None:
    assert geocode("Nekhoteevka", gazetteer).place is None
    beside = geocode("Nekhoteevka, near Shebekino", gazetteer)
    assert beside.place is not None, beside.reason
    assert beside.place.admin2 == "Shebekinsky District"
    assert "beside it" in beside.rule


def test_what_stands_beside_an_unknown_village_is_drawn_for_it(gazetteer: Gazetteer) -> None:
    answer = geocode("near the village of Nowherevka near Shebekino", gazetteer, within="Belgorod Oblast")
    assert (answer.precision, answer.radius_km) == (Precision.NEAR, 25.0)
    assert "'Nowherevka'" in answer.rule
    assert drawn(answer).covers(spot(gazetteer, "Shebekino", "Belgorod Oblast"))


@pytest.mark.parametrize(
    ("phrase", "within", "name"),
    [
        ("Bakhmutsk direction", "Donetsk oblast", "Bakhmut"),
        ("Krasnolymansk direction", "Donetsk oblast", "Lyman"),
        ("Kupyansk direction", "", "Kupyansk"),
    ],
)
def test_fronts_are_called_after_towns(gazetteer: Gazetteer, phrase: str, within: str, name: str) -> None:
    answer = geocode(phrase, gazetteer, within=within)
    assert answer.place is not None, answer.reason
    assert answer.place.name == name
    assert answer.radius_km == 25


def test_a_row_that_names_only_its_oblast_is_drawn_as_the_oblast(gazetteer: Gazetteer) -> None:
    answer = geocode("", gazetteer, within="Belgorod Oblast")
    assert answer.place is not None
    assert answer.place.id == "naturalearth:RU-BEL"
    assert geocode("in the east", gazetteer, within="Belgorod Oblast").shape is Shape.PART
    assert geocode("in the east", gazetteer, country="UA").precision is Precision.AREA


def test_a_village_known_by_name_alone_is_drawn_as_the_unit_around(gazetteer: Gazetteer) -> None:
    known = geocode("Novomarivka", gazetteer, within="Donetsk oblast")
    assert known.place is not None, known.reason
    assert known.precision in (Precision.DISTRICT, Precision.REGION)
    assert "not where it is" in known.rule


@pytest.mark.parametrize(
    ("written", "within"),
    [("Hranitne, Volnovakha district", "Donetsk oblast"), ("Kozinka, Grayvoron district", "Belgorod Oblast")],
)
def test_a_district_called_after_its_seat_is_met(gazetteer: Gazetteer, written: str, within: str) -> None:
    answer = geocode(written, gazetteer, within=within)
    assert answer.place is not None, answer.reason


def test_an_area_without_a_definition_is_marked_as_estimated(gazetteer: Gazetteer) -> None:
    donbas = geocode("Donbas", gazetteer)
    assert donbas.estimated
    assert "drawn as" in donbas.rule
    assert "boundary" not in donbas.rule


def test_bands_at_a_distance_from_a_border_stay_on_their_side(gazetteer: Gazetteer) -> None:
    answer = geocode("5 km from the border with Ukraine", gazetteer, within="Belgorod Oblast")
    assert answer.shape is Shape.STRIP, answer.reason
    assert "4 to 6 km" in answer.rule
    assert boundary(gazetteer, "RU-BEL").buffer(1e-6).covers(drawn(answer))


def test_a_water_without_a_line_says_so(gazetteer: Gazetteer) -> None:
    assert geocode("along the Dnipro river", gazetteer).shape is Shape.STRIP
    oskil = geocode("along the Oskil river", gazetteer)
    assert oskil.geometry is None
    assert "no line of it" in (oskil.reason or "")


def test_towns_after_commas_are_a_list_and_no_containers(gazetteer: Gazetteer) -> None:
    listed = geocode("Bucha, Irpin, Hostomel", gazetteer, country="UA")
    assert [p.name for p in listed.places] == ["Bucha", "Irpin", "Hostomel"]
    camp = geocode("Abu Nowhere camp, El Fasher", gazetteer, country="SD")
    assert camp.place is not None, camp.reason
    assert (camp.place.name, camp.precision) == ("El Fasher", Precision.NEAR)


@pytest.mark.parametrize("phrase", ["Vovchansk, Chuhuiv district", "Derhachi, Kharkiv raion"])
def test_a_village_of_a_redrawn_district_is_itself_and_says_so(gazetteer: Gazetteer, phrase: str) -> None:
    answer = geocode(phrase, gazetteer, country="UA")
    assert answer.precision is Precision.SETTLEMENT, answer.reason
    assert "redrawn in 2020" in answer.rule


def test_no_district_lies_in_another(gazetteer: Gazetteer) -> None:
    answer = geocode("Kherson, Beryslav district", gazetteer, country="UA")
    assert answer.place is None or answer.precision is Precision.SETTLEMENT


@pytest.mark.parametrize(
    ("country", "code"),
    [("Democratic Republic of Congo", "CD"), ("DR Congo (Zaire)", "CD"), ("Iran (Islamic Republic of)", "IR"),
     ("Yemen (North Yemen)", "YE"), ("Bosnia-Herzegovina", "BA"), ("Kingdom of eSwatini (Swaziland)", "SZ")],
)  # fmt: skip
def test_countries_are_known_by_what_data_sets_call_them(gazetteer: Gazetteer, country: str, code: str) -> None:
    capitals = {"CD": "Kinshasa", "IR": "Tehran", "YE": "Sanaa", "BA": "Sarajevo", "SZ": "Mbabane"}
    answer = geocode(capitals[code], gazetteer, country=country)
    assert answer.place is not None, answer.reason
    assert answer.place.country == code


def test_a_facility_is_not_drawn_at_a_village_that_is_only_like_its_name(gazetteer: Gazetteer) -> None:
    assert geocode("Olenya airbase", gazetteer, country="RU").geometry is None


def test_what_lies_off_a_coast_keeps_its_sea(gazetteer: Gazetteer) -> None:
    answer = geocode("20 km south of Odesa", gazetteer, country="UA")
    assert drawn(answer).covers(shapely.Point(30.74, 46.31))
    inland = drawn(geocode("20 km south of Belgorod", gazetteer, country="RU"))
    assert inland.intersection(boundary(gazetteer, "UA")).area == pytest.approx(0, abs=1e-9)


def test_within_a_distance_is_all_of_it_and_a_range_reaches_both_its_ends(gazetteer: Gazetteer) -> None:
    kharkiv = spot(gazetteer, "Kharkiv")
    within = geocode("within 30 km of Kharkiv", gazetteer)
    assert within.shape is Shape.DISC, within.rule
    assert drawn(within).covers(kharkiv)
    ranged = drawn(geocode("10-20 km north of Kharkiv", gazetteer))
    for km in (10, 20):
        north = geodesic(kilometers=km).destination((kharkiv.y, kharkiv.x), 0)
        assert ranged.covers(shapely.Point(north.longitude, north.latitude))
    assert "anywhere beyond" in (geocode("more than 50 km from Kharkiv", gazetteer).reason or "")


def test_a_border_is_kept_with_its_distance(gazetteer: Gazetteer) -> None:
    band = geocode("40 km from the border with Ukraine", gazetteer, within="Belgorod Oblast")
    assert "40 km from it" in band.rule, band.reason
    assert not drawn(band).covers(spot(gazetteer, "Nekhoteevka", "Belgorodsky District"))


def test_from_a_place_towards_another_is_a_wedge(gazetteer: Gazetteer) -> None:
    answer = geocode("from Svatove towards Kupyansk", gazetteer, country="UA")
    assert answer.shape is Shape.WEDGE, answer.rule
    assert answer.place is not None
    assert answer.place.name == "Kupyansk"


@pytest.mark.parametrize("phrase", ["not in Kharkiv", "far from Kharkiv", "не в Белгороде", "no attacks in Kharkiv"])
def test_where_it_was_not_is_no_place(gazetteer: Gazetteer, phrase: str) -> None:
    answer = geocode(phrase, gazetteer)
    assert answer.geometry is None
    assert "where it was not" in (answer.reason or "")
    assert geocode("not far from Kharkiv", gazetteer).precision is Precision.NEAR


@pytest.mark.parametrize(
    ("phrase", "within", "country"),
    [("10 km north of Vovchansk", "", "Ukraine"), ("100 km south of Belgorod", "Belgorod Oblast", "Russia")],
)
def test_words_that_lead_out_of_the_country_that_is_named_are_not_drawn(
    gazetteer: Gazetteer, phrase: str, within: str, country: str
) -> None:
    answer = geocode(phrase, gazetteer, within=within, country=country)
    assert answer.geometry is None
    assert "no part of it lies in" in (answer.reason or "")


def test_what_leads_out_of_the_oblast_is_cut_to_the_country(gazetteer: Gazetteer) -> None:
    ring = drawn(geocode("300 km from Kharkiv", gazetteer, within="Kharkiv Oblast", country="Ukraine"))
    assert boundary(gazetteer, "UA").buffer(1e-6).covers(ring)


@pytest.mark.parametrize("phrase", ["Запорожское направление", "на Запорізькому напрямку", "Харьковское направление"])
def test_directions_in_cyrillic_are_called_after_cities(gazetteer: Gazetteer, phrase: str) -> None:
    answer = geocode(phrase, gazetteer)
    assert answer.place is not None, answer.reason
    assert answer.place.country == "UA"
    assert (answer.place.population or 0) > 500_000


def test_a_city_and_its_part_are_no_road(gazetteer: Gazetteer) -> None:
    assert geocode("Kharkiv - Saltivskyi", gazetteer, country="Ukraine").shape is Shape.POINT


def row(gazetteer: Gazetteer, **cells: object) -> pd.Series:
    return locate(pd.DataFrame([cells]), gazetteer).iloc[0]


def test_a_dot_that_its_source_calls_an_oblast_is_drawn_as_the_oblast(gazetteer: Gazetteer) -> None:
    dot = {"recorded_lon": 36.0, "recorded_lat": 49.9, "recorded_precision": "ucdp:4"}
    found = row(gazetteer, place="Kharkiv", within="Kharkiv Oblast", country="Ukraine", **dot)
    assert (found["precision"], found["shape"]) == ("region", "area")
    assert found.geometry.equals(boundary(gazetteer, "UA-63"))
    assert (found["recorded_lon"], found["recorded_lat"]) == (36.0, 49.9)
    assert "where_prec 4" in found["rule"]


def test_a_dot_without_words_is_drawn_as_the_unit_around_it(gazetteer: Gazetteer) -> None:
    found = row(gazetteer, place="", recorded_lon=36.3, recorded_lat=49.9, recorded_precision="ucdp:4")
    assert found["place_name"] == "Kharkiv Oblast"


def test_a_coded_district_is_estimated_from_its_villages(gazetteer: Gazetteer) -> None:
    found = row(
        gazetteer, place="Kozinka", within="Grayvoronsky District, Belgorod Oblast", recorded_precision="ucdp:3"
    )
    assert (found["precision"], found["estimated"]) == ("district", True)


def test_a_coded_near_widens_a_named_village(gazetteer: Gazetteer) -> None:
    spot = {"recorded_lon": 35.504, "recorded_lat": 50.723}
    plain = row(gazetteer, place="Terebreno", within="Belgorod Oblast", **spot)
    near = row(gazetteer, place="Terebreno", within="Belgorod Oblast", recorded_precision="ucdp:2", **spot)
    assert (plain["precision"], near["precision"]) == ("settlement", "near")
    assert near["radius_km"] > plain["radius_km"]


def test_a_code_for_an_area_never_becomes_a_dot(gazetteer: Gazetteer) -> None:
    found = row(gazetteer, place="Kharkiv", recorded_lon=36.3, recorded_lat=49.9, recorded_precision="ucdp:5")
    assert found.geometry is None
    assert "area" in found["reason"]
    donbas = row(gazetteer, place="Donbas", recorded_lon=38.0, recorded_lat=48.3, recorded_precision="ucdp:5")
    assert (donbas["precision"], donbas["shape"]) == ("area", "area")


def test_a_code_for_an_area_leaves_lines_alone_and_an_unknown_one_leaves_all(gazetteer: Gazetteer) -> None:
    spot = {"recorded_lon": 38.0, "recorded_lat": 48.6}
    stretch = row(gazetteer, place="between Bakhmut and Soledar", country="UA", recorded_precision="ucdp:5", **spot)
    assert stretch["shape"] == "corridor"
    sea = row(gazetteer, place="Black Sea", recorded_precision="ucdp:7", **spot)
    assert sea["shape"] == "area"
    nowhere = row(gazetteer, place="Nowherevka", recorded_precision="gdelt:0")
    assert "Nowherevka" in nowhere["reason"]


def test_a_coded_near_is_cut_to_its_country(gazetteer: Gazetteer) -> None:
    spot = {"recorded_lon": 35.504, "recorded_lat": 50.723}
    near = row(gazetteer, place="Terebreno", country="RU", recorded_precision="ucdp:2", **spot)
    assert near["radius_km"] == 25
    assert near.geometry.intersection(boundary(gazetteer, "UA")).area == pytest.approx(0, abs=1e-9)


def test_a_coded_spot_with_an_unknown_name_is_drawn_around_its_coordinate(gazetteer: Gazetteer) -> None:
    spot = {"recorded_lon": 36.9, "recorded_lat": 50.4}
    found = row(gazetteer, place="Nowherevka village", recorded_precision="ucdp:1", **spot)
    assert found["precision"] in ("settlement", "near")
    assert "where_prec 1" in found["rule"]
    near = row(gazetteer, place="near Nowherevka village", recorded_precision="ucdp:2", **spot)
    assert near["precision"] == "near"
    assert near["radius_km"] <= 25


RELATIONS = (
    "near {a}", "{n} km {b} of {a}", "{b} of {a}", "between {a} and {c}", "on the border of {a} and {c}",
    "along the border near {a}", "{b}ern {a}", "{a}, {c} and Sumy", "from {a} to {c}", "outskirts of {a}",
    "{a} direction",
)  # fmt: skip
NAMES = (
    "Belgorod", "Kharkiv Oblast", "Ukraine", "Terebreno", "Anadyr", "Suva", "Fiji", "McMurdo Station", "Nowherevka",
    "Chukotka Autonomous Okrug", "Grayvoronsky District", "Donbas", "", "99999",
)  # fmt: skip


@settings(deadline=None)  # a country is cut to its side once, and that takes its time
@given(
    st.sampled_from(RELATIONS),
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.sampled_from(("north", "south-west", "east", "up")),
    st.sampled_from(("0", "1", "17", "250", "1,000", "99999", "-5", "NaN")),
    st.sampled_from(("", "Belgorod Oblast", "Russia", "Kharkiv Oblast, Ukraine", "Nowhereland")),
)
def test_no_phrase_breaks_and_every_shape_is_sound(
    gazetteer: Gazetteer, phrase: str, a: str, c: str, b: str, n: str, within: str
) -> None:
    answer = geocode(phrase.format(a=a, b=b, c=c, n=n), gazetteer, within=within)
    if answer.geometry is None:
        assert answer.reason
        assert answer.precision is Precision.UNLOCATED
        return
    shape = answer.geometry
    assert shape.is_valid
    assert not shape.is_empty
    west, south, east, north = shape.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    assert answer.shape is not None
    assert answer.spot is not None
    assert shape.distance(shapely.Point(answer.spot.lon, answer.spot.lat)) < 1e-6
    for polygon in shapely.get_parts(shape):
        if polygon.geom_type == "Polygon":
            assert polygon.exterior.is_ccw
