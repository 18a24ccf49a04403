"""extents: shapes that are valid everywhere on Earth and as large as they say."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from incidentmap import extents
from incidentmap.errors import BadValue
from incidentmap.model import Feature, Point, Precision

GEOD = Geod(ellps="WGS84")


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    radius_km=st.floats(0.05, 25),
)
def test_a_disc_is_valid_right_handed_and_in_range(lon: float, lat: float, radius_km: float) -> None:
    shape = extents.disc(Point(lon, lat), radius_km)
    assert shape.is_valid
    assert not shape.is_empty
    west, south, east, north = shape.bounds
    assert west >= -180
    assert east <= 180
    assert south >= -90
    assert north <= 90
    assert all(shapely.is_ccw(part.exterior) for part in shapely.get_parts(shape))


@given(lon=st.floats(-179, 179), lat=st.floats(-80, 80), radius_km=st.floats(0.5, 25))
def test_a_disc_is_as_large_as_it_says(lon: float, lat: float, radius_km: float) -> None:
    shape = extents.disc(Point(lon, lat), radius_km)
    edge = shapely.get_coordinates(shape)
    _, _, metres = GEOD.inv(np.full(len(edge), lon), np.full(len(edge), lat), edge[:, 0], edge[:, 1])
    assert np.allclose(metres / 1000, radius_km, atol=2e-5), "a centimetre of rounding is all it may differ by"
    assert shape.contains(shapely.Point(lon, lat))


@pytest.mark.parametrize("radius_km", [0, -1, 1001, float("nan"), float("inf")])
def test_an_impossible_disc_is_refused(radius_km: float) -> None:
    with pytest.raises(BadValue, match="cannot be drawn"):
        extents.disc(Point(36, 50), radius_km)


def test_near_grows_with_the_town_and_never_beyond_its_limit() -> None:
    radii = [
        extents.near(Point(36, 50), population).radius_km for population in (None, 500, 20_000, 300_000, 9_000_000)
    ]
    assert radii == sorted(radii)
    assert radii[0] == 5.0
    assert radii[-1] <= extents.FARTHEST_NEAR_KM


def test_a_unit_is_its_boundary_and_a_settlement_is_not() -> None:
    box = shapely.box(35, 50, 39, 51)
    assert extents.area(box, Feature.REGION).geometry is box
    assert extents.area(box, Feature.COUNTRY).precision is Precision.COUNTRY
    with pytest.raises(BadValue, match="not drawn as an area"):
        extents.area(box, Feature.SETTLEMENT)
