"""What is written for geopy's geocoders runs with the local gazetteer: geopy's own tools, and geopandas."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import geopandas as gpd
import geopy
import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.tools import geocode as geocode_strings
from geopandas.tools import reverse_geocode
from geopy.exc import ConfigurationError, GeocoderQueryError, GeocoderServiceError, GeocoderUnavailable
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap import Gazetteer
from incidentmap.geocoder import LocalGazetteer

KOZINKA = "Kozinka, Grayvoronsky District, Belgorod Oblast, Russia"
TWO = "Nekhoteevka"  # two villages of one oblast


@pytest.fixture
def coder(gazetteer: Gazetteer) -> LocalGazetteer:
    return LocalGazetteer(gazetteer)


def test_it_is_a_geopy_geocoder_and_its_answer_geopys(coder: LocalGazetteer):
    assert isinstance(coder, Geocoder)
    found = coder.geocode("Козинка, Грайворонский район")
    assert isinstance(found, geopy.Location)
    address, (lat, lon) = found
    assert address == KOZINKA
    assert (lat, lon) == (found.latitude, found.longitude) == pytest.approx((50.461, 35.588), abs=0.01)


def test_raw_says_where_an_answer_comes_from_and_is_json(coder: LocalGazetteer, gazetteer: Gazetteer):
    raw = coder.geocode("Kozinka, Grayvoronsky District").raw
    assert json.loads(json.dumps(raw)) == raw
    assert raw["query"] == "Kozinka, Grayvoronsky District"
    assert (raw["place_id"], raw["match"], raw["precision"], raw["source"]) == (
        "border:kozinka",
        "exact",
        "settlement",
        "border",
    )
    assert raw["decided"] is True
    assert raw["reason"] is None
    assert raw["rule"]
    assert raw["candidates"][0]["id"] == "border:kozinka"
    assert raw["candidates"][0]["score"] == raw["score"]
    assert raw["gazetteer"] == {"version": gazetteer.version, "fingerprint": gazetteer.fingerprint}
    assert raw["attribution"] == gazetteer.attribution


@pytest.mark.parametrize(
    ("query", "precision", "address"),
    [
        ("Belgorod Oblast", "region", "Belgorod Oblast, Russia"),
        ("Ukraine", "country", "Ukraine"),
        ("Belgorodsky District", "district", "Belgorodsky District, Belgorod Oblast, Russia"),
        ("near Tyotkino", "near", "Tyotkino, Glushkovsky District, Kursk Oblast, Russia"),
    ],
)
def test_an_area_is_told_from_a_spot(coder: LocalGazetteer, query: str, precision: str, address: str):
    found = coder.geocode(query)
    assert (found.raw["precision"], found.address) == (precision, address)


def test_what_is_not_known_is_none(coder: LocalGazetteer):
    assert coder.geocode("Nowherevka") is None
    assert coder.geocode("Nowherevka", exactly_one=False) is None


def test_a_tie_is_none_and_its_candidates_are_listed(coder: LocalGazetteer):
    assert coder.geocode(TWO) is None
    found = coder.geocode(TWO, exactly_one=False)
    assert {f.raw["admin2"] for f in found} == {"Belgorodsky District", "Shebekinsky District"}
    assert [f.raw["decided"] for f in found] == [False, False]
    assert all("nothing says which" in f.raw["reason"] for f in found)
    assert len(coder.geocode(TWO, exactly_one=False, limit=1)) == 1


def test_a_list_has_what_was_chosen_first(coder: LocalGazetteer):
    found = coder.geocode("Belgorod", exactly_one=False)
    assert found[0] == coder.geocode("Belgorod")
    assert [f.raw["decided"] for f in found] == [True] + [False] * (len(found) - 1)
    assert len(found) > 1


@pytest.mark.parametrize("options", [{"within": "Shebekinsky District"}, {"within": ["Shebekinsky District", "RU"]}])
def test_a_container_decides_in_the_call_and_in_the_class(gazetteer: Gazetteer, options: dict[str, Any]):
    by_call = LocalGazetteer(gazetteer).geocode(TWO, **options)
    by_class = LocalGazetteer(gazetteer, **options).geocode(TWO)
    assert by_call == by_class
    assert by_call.raw["admin2"] == "Shebekinsky District"


def test_the_countrys_default_gives_way_to_the_question(gazetteer: Gazetteer):
    coder = LocalGazetteer(gazetteer, country="UA")
    assert coder.geocode("Belgorod") is None
    assert coder.geocode("Belgorod", country="RU").raw["country"] == "RU"
    assert coder.geocode({"city": "Belgorod", "country": "Russia"}).raw["country"] == "RU"


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({"city": "Kozinka", "district": "Grayvoronsky District", "country": "Russia"}, KOZINKA),
        ({"village": "Козинка", "county": "Грайворонский район", "state": None}, KOZINKA),
        ({"name": "Kozinka", "district": "Grayvoronsky District", "region": float("nan")}, KOZINKA),
        ({"city": "Belgorod"}, "Belgorod, Belgorod Oblast, Russia"),
        ({"state": "Belgorod"}, "Belgorod Oblast, Russia"),
        ({"state": "Белгородская область", "country": "RU"}, "Belgorod Oblast, Russia"),
        ({"state": "Georgia"}, "Georgia, United States"),
        ({"country": "Georgia"}, "Georgia"),
    ],
)
def test_a_structured_query_asks_for_each_level(coder: LocalGazetteer, query: dict[str, Any], address: str):
    found = coder.geocode(query)
    assert found.address == address
    assert repr(found.raw["query"]) == repr(query)


def test_a_structured_query_is_not_answered_elsewhere(coder: LocalGazetteer):
    assert coder.geocode({"city": "Kozinka", "state": "Kharkiv Oblast", "country": "UA"}) is None


@pytest.mark.parametrize(
    "query",
    ["", " \t", {}, {"city": ""}, {"city": None}, {"street": "Lenina 1"}, {"city": 7}, {"state": "A", "region": "B"},
     None, 7, float("nan"), b"Belgorod", ["Belgorod"]],
)  # fmt: skip
def test_a_query_that_asks_nothing_is_an_error(coder: LocalGazetteer, query: Any):
    with pytest.raises(GeocoderQueryError):
        coder.geocode(query)


@pytest.mark.parametrize("call", ["geocode", "reverse"])
def test_a_limit_of_none_at_all_is_an_error(coder: LocalGazetteer, call: str):
    with pytest.raises(GeocoderQueryError, match="0 is not a number of answers"):
        getattr(coder, call)("50.46, 35.59", exactly_one=False, limit=0)


@given(st.one_of(st.text(), st.text(alphabet="<>'\"=;%\x00\u202e\ud800 ,()abКо\n", max_size=60)))
@settings(max_examples=150, deadline=None)
def test_a_hostile_text_is_answered_or_refused(gazetteer: Gazetteer, text: str):
    coder = LocalGazetteer(gazetteer)
    for query in (text, {"city": text}, {"city": "Kozinka", "state": text}):
        try:
            found = coder.geocode(query)
        except GeocoderQueryError:
            assert not str(query if isinstance(query, str) else query["city"]).strip()
        else:
            assert found is None or found.raw["decided"]


@pytest.mark.parametrize("text", ["x" * 1_000_000, "'; DROP TABLE place; --", '<img src=x onerror="alert(1)">', "=1+1"])
def test_a_hostile_name_is_not_found(coder: LocalGazetteer, text: str):
    assert coder.geocode(text) is None


@pytest.mark.parametrize(
    "query", [(50.461, 35.588), [50.461, 35.588], geopy.Point(50.461, 35.588), "50.461, 35.588",
              "50 27m 39.6s N 35 35m 16.8s E", geopy.Point(50.461, 35.588, 1.0), np.array([50.461, 35.588])]
)  # fmt: skip
def test_reverse_takes_every_form_of_a_point(coder: LocalGazetteer, query: Any):
    found = coder.reverse(query, max_km=1)
    assert found.raw["place_id"] == "border:kozinka"
    assert found.address == KOZINKA
    assert found.raw["km"] == pytest.approx(0, abs=0.01)


def test_reverse_tells_how_far_and_what_holds_the_point(coder: LocalGazetteer):
    found = coder.reverse((50.45, 35.60), exactly_one=False, limit=4)
    distances = [f.raw["km"] for f in found]
    assert len(found) == 4
    assert distances == sorted(distances)
    assert distances[0] > 0
    assert [unit["feature"] for unit in found[0].raw["containing"]][-1] == "country"
    assert json.loads(json.dumps(found[0].raw)) == found[0].raw
    assert coder.reverse((50.45, 35.60)) == found[0]


def test_reverse_gives_none_beyond_the_limit(coder: LocalGazetteer, gazetteer: Gazetteer):
    assert coder.reverse((0.0, -30.0), max_km=100) is None
    assert coder.reverse((0.0, -30.0), max_km=100, exactly_one=False) is None
    assert coder.reverse((0.0, -30.0)).raw["km"] > 100
    near = LocalGazetteer(gazetteer, max_km=100)
    assert near.reverse((0.0, -30.0)) is None
    assert near.reverse((0.0, -30.0), max_km=1000) == coder.reverse((0.0, -30.0))


@pytest.mark.parametrize(
    "query",
    ["", "nowhere", "50", (), (50.0,), (50.0, None), (None, None), (1, 2, 3, 4), (float("nan"), 35.0), ("a", "b"), None,
     7.0, {"lat": 50, "lon": 36}, b"50,36", "9" * 100_000, "50, 36, 1 parsec"],
)  # fmt: skip
def test_what_is_no_point_is_an_error_and_never_null_island(coder: LocalGazetteer, query: Any):
    with pytest.raises(GeocoderQueryError):
        coder.reverse(query)


def test_a_latitude_off_the_globe_is_an_error_after_geopys_warning(coder: LocalGazetteer):
    with pytest.raises(GeocoderQueryError), pytest.warns(UserWarning, match="latitude, longitude"):
        coder.reverse((120.0, 35.0))


def test_a_limit_of_distance_that_is_none_is_an_error(coder: LocalGazetteer):
    with pytest.raises(GeocoderQueryError, match="-1"):
        coder.reverse((50.0, 35.0), max_km=-1)


def test_a_language_is_chosen_for_all_or_for_one_question(gazetteer: Gazetteer):
    with LocalGazetteer(gazetteer) as coder:
        russian = "Козинка, Грайворонский район, Белгородская область, Россия"
        assert coder.geocode("Kozinka, Grayvoronsky District", language="ru").address == russian
        assert coder.reverse((50.461, 35.588), language="ru").address == russian
        assert coder.geocode("Kozinka, Grayvoronsky District").address == KOZINKA
    with LocalGazetteer(gazetteer, language="ru") as coder:
        assert coder.geocode("Kozinka, Grayvoronsky District").address == russian
    with pytest.raises(GeocoderQueryError, match="'xx'"):
        coder.geocode("Kozinka", language="xx")


@pytest.mark.parametrize(
    "options",
    [
        {"language": "xx"},
        {"country": "Nowhereland"},
        {"within": "Nowhere Oblast"},
        {"scheme": "ftp"},
        {"gazetteer": 7},
        {"max_km": -1.0},
    ],
)
def test_options_that_cannot_hold_are_refused_at_once(gazetteer: Gazetteer, options: dict[str, Any]):
    with pytest.raises(ConfigurationError):
        LocalGazetteer(**({"gazetteer": gazetteer} | options))


def test_a_broken_gazetteer_is_never_not_found(tmp_path: Path):
    broken = tmp_path / "gazetteer.sqlite"
    broken.write_bytes(b"SQLite format 3\x00" + b"\x00" * 5000)
    with pytest.raises(GeocoderServiceError) as refused:
        LocalGazetteer(broken)
    # geopandas takes ValueError, and so GeocoderQueryError, for "not found".
    assert not isinstance(refused.value, ValueError)
    with pytest.raises(GeocoderServiceError):
        geocode_strings(["Belgorod"], provider=LocalGazetteer, gazetteer=broken)


def test_a_gazetteer_that_was_closed_is_never_not_found(gazetteer: Gazetteer):
    closed = Gazetteer(gazetteer.path)
    coder = LocalGazetteer(closed)
    closed.close()
    for ask in (lambda: coder.geocode("Terebreno"), lambda: coder.reverse((50.461, 35.588))):
        with pytest.raises(GeocoderServiceError) as refused:
            ask()
        assert not isinstance(refused.value, ValueError)


def test_a_gazetteer_that_cannot_be_made_is_unavailable(tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(GeocoderUnavailable):
        LocalGazetteer(tmp_path / "file" / "gazetteer.sqlite")


def test_the_options_that_other_geocoders_take_are_taken(gazetteer: Gazetteer):
    coder = LocalGazetteer(gazetteer, user_agent="app", timeout=3, scheme="http", proxies={}, ssl_context=None)
    assert coder.headers == {"User-Agent": "app"}
    assert (coder.timeout, coder.scheme) == (3, "http")
    assert coder.geocode("Belgorod", timeout=0.001).raw["name"] == "Belgorod"


def test_nothing_is_ever_fetched(coder: LocalGazetteer):
    for fetch in (coder.adapter.get_text, coder.adapter.get_json):
        with pytest.raises(GeocoderServiceError, match="on this machine"):
            fetch("https://example.org", timeout=1, headers={})


def test_an_open_gazetteer_stays_its_owners_and_another_is_closed(gazetteer: Gazetteer):
    with LocalGazetteer(gazetteer) as coder:
        coder.geocode("Belgorod", language="uk")
    assert gazetteer.candidates("Belgorod")
    assert coder.geocode("Belgorod", language="uk").raw["name"]
    coder.close()


def test_it_and_its_answers_are_pickled(gazetteer: Gazetteer):
    coder = LocalGazetteer(gazetteer, country="RU")
    found = coder.geocode("Kozinka, Grayvoronsky District")
    assert pickle.loads(pickle.dumps(found)) == found
    with pickle.loads(pickle.dumps(coder)) as again:
        assert again.geocode("Kozinka, Grayvoronsky District") == found


def test_threads_may_share_it(gazetteer: Gazetteer):
    with LocalGazetteer(gazetteer.path) as coder, ThreadPoolExecutor(4) as pool:
        found = list(pool.map(coder.geocode, ["Kozinka, Grayvoronsky District", "Terebreno", TWO] * 40))
    assert found[:3] * 40 == found
    assert [f and f.raw["place_id"] for f in found[:3]] == ["border:kozinka", "border:terebreno", None]


def test_geopys_rate_limiter_runs_over_a_series(coder: LocalGazetteer):
    limited = RateLimiter(coder.geocode, min_delay_seconds=0.0, max_retries=0, error_wait_seconds=0.0)
    names = pd.Series(["Terebreno", "Nowherevka", TWO, "Белгород"], index=[4, 3, 2, 1])
    found = names.apply(limited)
    assert found.index.tolist() == [4, 3, 2, 1]
    assert [f and f.raw["name"] for f in found] == ["Terebreno", None, None, "Belgorod"]
    points = found.apply(lambda f: tuple(f.point) if f else None)
    assert points.loc[4] == pytest.approx((50.723, 35.504, 0.0), abs=0.01)
    backwards = RateLimiter(coder.reverse)
    assert backwards(points.loc[4]).raw["name"] == "Terebreno"


def test_geopandas_geocodes_with_it(gazetteer: Gazetteer):
    names = pd.Series(["Terebreno", "Nowherevka", "", TWO, "Белгород"], index=list("abcde"))
    frame = geocode_strings(names, provider=LocalGazetteer, gazetteer=gazetteer, user_agent="app", timeout=5)
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:4326"
    assert frame.index.tolist() == list("abcde")
    assert frame.geometry.is_empty.tolist() == [False, True, True, True, False]
    assert frame.address.isna().tolist() == [False, True, True, True, False]
    assert shapely.distance(frame.geometry["a"], shapely.Point(35.504, 50.723)) < 0.01
    assert frame.address["e"] == "Belgorod, Belgorod Oblast, Russia"


def test_geopandas_reverses_with_it(gazetteer: Gazetteer):
    points = gpd.GeoSeries(
        [shapely.Point(35.588, 50.461), shapely.Point(-30, 0), shapely.Point(36.58, 50.60)], crs=4326
    )
    frame = reverse_geocode(points, provider=LocalGazetteer, gazetteer=gazetteer, max_km=50)
    assert frame.geometry.is_empty.tolist() == [False, True, False]
    assert frame.address.isna().tolist() == [False, True, False]
    assert frame.address.iloc[0] == KOZINKA
    assert frame.address.iloc[2].endswith("Belgorod Oblast, Russia")
