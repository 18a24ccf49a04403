"""One record of Who's On First: its properties → a place, its names, its containers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from incidentmap.gazetteer.sources._batch import country_code, tidy
from incidentmap.model import Feature

#: ``placetype`` → feature. What is absent (continent, ocean, timezone, postalcode …) is no place to look up.
PLACETYPES: Final[dict[str, Feature]] = {
    **dict.fromkeys("locality hamlet borough macrohood neighbourhood microhood".split(), Feature.SETTLEMENT),
    **dict.fromkeys("county localadmin macrocounty".split(), Feature.DISTRICT),
    **dict.fromkeys("region macroregion".split(), Feature.REGION),
    **dict.fromkeys("country dependency".split(), Feature.COUNTRY),
    **dict.fromkeys("venue campus airport building installation concourse arcade enclosure".split(), Feature.SITE),
}
#: Features that have boundaries.
UNITS: Final = frozenset({Feature.DISTRICT, Feature.REGION, Feature.COUNTRY})

#: ISO 639-3 (and the few codes of ISO 639-2/B) → ISO 639-1.
_LANGUAGES: Final[dict[str, str]] = dict(
    pair.split(":")
    for pair in (
        "ara:ar aze:az bel:be bul:bg bos:bs cat:ca ces:cs cze:cs cym:cy dan:da deu:de ger:de ell:el gre:el eng:en "
        "epo:eo spa:es est:et eus:eu fas:fa per:fa fin:fi fra:fr fre:fr gle:ga heb:he hin:hi hrv:hr hun:hu hye:hy "
        "arm:hy ind:id isl:is ice:is ita:it jpn:ja kat:ka geo:ka kaz:kk kir:ky kor:ko lat:la lit:lt lav:lv mkd:mk "
        "mac:mk mon:mn msa:ms nld:nl dut:nl nor:no nob:nb nno:nn pol:pl por:pt ron:ro rum:ro rus:ru slk:sk slo:sk "
        "slv:sl sqi:sq alb:sq srp:sr swe:sv tat:tt tgk:tg tur:tr ukr:uk urd:ur uzb:uz vie:vi yid:yi zho:zh chi:zh"
    ).split()
)
_KINDS: Final = {
    "colloquial": "colloquial",
    "historical": "historic",
    "abbreviation": "short",
    "short": "short",
}
_NAME: Final = re.compile(r"name:([a-z]{3})_x_([a-z_]+)")
_GONE: Final = ("edtf:deprecated", "edtf:cessation", "edtf:superseded")
#: How EDTF writes "not known" and "not over".
_NOT_A_DATE: Final = frozenset({"", "uuuu", "u", "open", ".."})


@dataclass(frozen=True, slots=True)
class Name:
    """Another spelling; ``preferred`` is what the gazetteer's editors would show in that language."""

    text: str
    lang: str
    kind: str
    preferred: bool


@lru_cache(maxsize=4096)
def language(code: str | None) -> str:
    """Turn a language code of three letters into one of two; "" when there is none.

    Examples
    --------
    >>> language("ukr"), language("und"), language("ru")
    ('uk', '', 'ru')
    """
    text = (code or "").lower()
    return text if len(text) == 2 and text.isascii() else _LANGUAGES.get(text, "")


@lru_cache(maxsize=4096)
def name_kind(use: str | None) -> str:
    """Tell the kind of a name by its use, such as "preferred" or "x_colloquial".

    Examples
    --------
    >>> name_kind("x_historical"), name_kind("preferred")
    ('historic', '')
    """
    return _KINDS.get((use or "").removeprefix("x_").removeprefix("x-"), "")


def names(properties: Mapping[str, Any]) -> Iterator[Name]:
    """Give the names in the properties, which are lists under keys such as ``name:rus_x_preferred``.

    Examples
    --------
    >>> [(n.text, n.lang) for n in names({"name:rus_x_preferred": ["Курск"], "name:rus_x_unknown": [1]})]
    [('Курск', 'ru'), ('1', 'ru')]
    """
    for key, values in properties.items():
        found = _NAME.fullmatch(key) if key.startswith("name:") else None
        if found is None:
            continue
        lang, use = language(found[1]), found[2]
        for value in values if isinstance(values, list) else [values]:
            if text := tidy(value):
                yield Name(text, lang, name_kind(use), use == "preferred")


def is_gone(properties: Mapping[str, Any]) -> bool:
    """Tell whether the record is not current, deprecated, ceased or superseded.

    Examples
    --------
    >>> is_gone({"mz:is_current": 0}), is_gone({"mz:is_current": -1, "edtf:deprecated": "uuuu"})
    (True, False)
    """
    if properties.get("mz:is_current") in (0, "0") or properties.get("wof:superseded_by"):
        return True
    return any(str(properties.get(key) or "").strip() not in _NOT_A_DATE for key in _GONE)


def place(properties: Mapping[str, Any], spellings: Sequence[Name], fallback: str | None) -> dict[str, Any]:
    """Make the place of a record that is current and of a known placetype.

    Parameters
    ----------
    properties : mapping
        As in the GeoJSON.
    spellings : sequence of Name
        Its :func:`names`.
    fallback : str or None
        The country where the record names none.

    Examples
    --------
    >>> found = place({"wof:id": 1, "wof:name": "Kursk", "wof:placetype": "locality", "lbl:latitude": 51.7}, [], "RU")
    >>> found["id"], found["lat"], found["lon"], found["country"]
    ('wof:1', 51.7, nan, 'RU')
    """
    name = tidy(properties.get("wof:name"))
    placetype = str(properties.get("wof:placetype"))
    shown = name or next((n.text for n in spellings if n.preferred), "")
    concordances = properties.get("wof:concordances")
    geonames = concordances.get("gn:id") if isinstance(concordances, dict) else None
    return {
        "id": f"wof:{properties.get('wof:id')}",
        "name": shown,
        "lang": next((n.lang for n in spellings if n.preferred and n.text == shown and n.lang), ""),
        "lon": coordinate(properties, "longitude"),
        "lat": coordinate(properties, "latitude"),
        "feature": PLACETYPES[placetype].value,
        "code": placetype,
        "country": country_code(properties.get("wof:country"), properties.get("iso:country"), fallback),
        "population": population(properties),
        "same_as": same_as(geonames),
    }


def coordinate(properties: Mapping[str, Any], axis: str) -> float:
    """Read a coordinate: the label's point, or else the geometry's; NaN when there is none.

    Examples
    --------
    >>> coordinate({"geom:latitude": 51.5, "lbl:latitude": "51.7"}, "latitude")
    51.7
    """
    for prefix in ("lbl", "geom"):
        try:
            return float(properties[f"{prefix}:{axis}"])
        except (KeyError, TypeError, ValueError):
            continue
    return float("nan")


def population(properties: Mapping[str, Any]) -> int:
    """Read the population, 0 when unknown.

    Examples
    --------
    >>> population({"wof:population": "1200"}), population({"wof:population": -99})
    (1200, 0)
    """
    for key in ("wof:population", "gn:population"):
        try:
            value = int(properties.get(key) or 0)
        except (TypeError, ValueError, OverflowError):
            continue
        if 0 < value < 10_000_000_000:
            return value
    return 0


def same_as(geonames: object) -> list[str]:
    """Write the GeoNames id of a concordance as our own sources do.

    Examples
    --------
    >>> same_as(707471), same_as("-1"), same_as(None)
    (['geonames:707471'], [], [])
    """
    text = str(geonames)
    return [f"geonames:{text}"] if re.fullmatch(r"[1-9][0-9]{0,9}", text) else []


def parents(properties: Mapping[str, Any]) -> list[int]:
    """List the ids of the containers in the hierarchy, each once.

    Examples
    --------
    >>> parents({"wof:id": 5, "wof:hierarchy": [{"country_id": 1, "region_id": -1, "locality_id": 5}]})
    [1]
    """
    hierarchy = properties.get("wof:hierarchy")
    branches = [b for b in hierarchy if isinstance(b, dict)] if isinstance(hierarchy, list) else []
    ids = [i for branch in branches for i in branch.values()]
    own = properties.get("wof:id")
    return list(dict.fromkeys(i for i in ids if isinstance(i, int) and i > 0 and i != own))
