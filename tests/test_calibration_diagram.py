"""The diagram is well-formed, says in words what it shows, and is the same for the same figures."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

from benchmarks.calibration_diagram import REACH, SIZES, Rival, _spread, draw, short

SVG = "{http://www.w3.org/2000/svg}"
CURVES = {
    "settlement": [min(100.0, 95 * s) for s in SIZES], "near": [min(100.0, 40 * s) for s in SIZES],
    "a < b & c": [50.0] * len(SIZES),
}  # fmt: skip
COUNTS = {"settlement": 1250, "near": 488, "a < b & c": 10}
RIVALS = [
    Rival("incidentmap", 78.5, 93),
    Rival("a dot", 3.1, 63),
    Rival("huge", 27_000, 99.6),
    Rival("huger", 9e6, 100),
]


def test_it_is_well_formed_whatever_the_names():
    root = ElementTree.fromstring(draw(CURVES, COUNTS, RIVALS))
    texts = [t.text for t in root.iter(f"{SVG}text")]
    assert "settlement: 95 % of 1,250" in texts
    assert "a < b & c: 50 % of 10" in texts
    assert "93 % inside, 78 km²" in texts
    assert "as drawn" in texts
    assert len(list(root.iter(f"{SVG}polyline"))) == 3


def test_everything_lies_in_the_picture():
    root = ElementTree.fromstring(draw(CURVES, COUNTS, RIVALS))
    _, _, width, height = map(float, root.get("viewBox").split())
    for line in root.iter(f"{SVG}polyline"):
        for point in line.get("points").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= width
            assert 0 <= y <= height
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= width
        assert 0 <= float(text.get("y")) <= height


def test_the_same_figures_give_the_same_bytes_and_need_nothing_from_elsewhere():
    picture = draw(CURVES, COUNTS, RIVALS)
    assert picture == draw(dict(CURVES), dict(COUNTS), list(RIVALS))
    assert "@import" not in picture
    assert "url(" not in picture
    assert picture.count("http") == 1  # the namespace
    assert "prefers-color-scheme:dark" in picture


def test_it_says_what_it_shows():
    root = ElementTree.fromstring(draw(CURVES, COUNTS, RIVALS))
    said = root.find(f"{SVG}desc").text
    assert "settlement holds 95 %" in said
    assert "a dot: 63 % inside, 3.1 km² in the middle" in said
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title what"


def test_labels_do_not_lie_on_one_another():
    placed = _spread([100, 100, 391, 391, 391], 18)
    assert sorted(placed) == placed
    assert all(b - a >= 18 for a, b in pairwise(placed))
    assert placed[-1] <= 392
    assert _spread([], 18) == []


def test_a_picture_of_nothing_is_a_picture():
    ElementTree.fromstring(draw({}, {}, []))
    assert REACH == 90
    assert short(0.04) == "0.0"
