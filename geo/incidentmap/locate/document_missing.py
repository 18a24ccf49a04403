"""Names that the gazetteer lacks, or lacks where the text puts them: what may stand for them, and what may not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from incidentmap.errors import quote
from incidentmap.gazetteer import Found, Gazetteer
from incidentmap.gazetteer.ranking import ALIAS_TOWN, CYRILLIC_WRITTEN, TOWN
from incidentmap.locate.deciding import Decision, km_apart
from incidentmap.locate.document_context import Context
from incidentmap.locate.document_weights import CYRILLIC
from incidentmap.model import Feature, Match, Relation, Toponym
from incidentmap.names import split_generic

#: Ukraine's districts were redrawn in 2020: a village may be in the gazetteer by its old one, not farther than this.
REDRAWN: Final = "UA"
_REDRAWN_KM: Final = 90.0
_DISTRICT_WORDS: Final = (
    "County", "Parish", "Township", "District", "Borough", "Raion", "Municipality", "район", "округ", "громада",
)  # fmt: skip
#: The adjective of a hromada → what its seat may end in: Хотінська, Хотінь; Юнаківська, Юнаківка.
_ADJECTIVES: Final = ("ська", "цька", "зька")
_SEATS: Final = ("", "ь", "а", "я", "е", "о", "и", "і", "ка", "ки", "не", "ове", "ів", "ець")
#: Великописарівська, Велика Писарівка.
_COMPOUND: Final = {
    "велико": ("Велика", "Великий", "Велике", "Великі"),
    "мало": ("Мала", "Малий", "Мале", "Малі"),
    "ново": ("Нова", "Новий", "Нове", "Нові"),
    "старо": ("Стара", "Старий", "Старе", "Старі"),
    "верхньо": ("Верхня", "Верхній", "Верхнє"),
    "нижньо": ("Нижня", "Нижній", "Нижнє"),
}
_UNITS: Final = (Feature.COUNTRY, Feature.REGION)
#: A name of another alphabet that is one letter from a place's must be so long to be read as it.
_LONG_ENOUGH: Final = 6

#: "Немишлянський район".
_CITY_DISTRICT: Final = re.compile(r"[А-ЯЁІЇЄҐ][\w'’-]+(?:ий|ый|ой|ій) район")
#: A village so far from all other places of a document is another's namesake; what is only like a name, sooner.
_SMALL: Final = 10_000
_FAR_KM: Final = 300.0
_FAR_KM_OF_LIKE: Final = 100.0

Weigh = Callable[[Found], float]


def city_around(toponym: Toponym, gazetteer: Gazetteer, weigh: Weigh) -> Decision | None:
    """Take the city for a district of it that the gazetteer lacks: "Кировский район Донецка".

    Examples
    --------
    >>> ward = Toponym("Кировский район", 0, 15, feature=Feature.DISTRICT, within=("Донецка",))
    >>> with Gazetteer.open() as gazetteer:
    ...     city_around(ward, gazetteer, lambda found: found.population).note
    "; the gazetteer does not know 'Кировский район', and the city that it is a part of stands for it"
    """
    said = toponym.feature or split_generic(toponym.text)[1]
    if said is not Feature.DISTRICT or not toponym.within:
        return None
    city = toponym.within[0]
    plain = gazetteer.find(city, deep=CYRILLIC.search(city) is not None)
    if split_generic(city)[1] is not None or not plain or plain[0].feature in _UNITS or _is_county(toponym):
        return None
    found = gazetteer.find(city, feature=Feature.SETTLEMENT, deep=CYRILLIC.search(city) is not None)
    large = [f for f in found if f.population >= TOWN and f.match is not Match.FUZZY]
    if not large:
        return None
    stands = replace(toponym, text=city, feature=Feature.SETTLEMENT, within=toponym.within[1:])
    note = _stands(toponym, "the city that it is a part of")
    return Decision(stands, [max(large, key=weigh)], chosen=True, note=note)


def city_named(toponym: Toponym, gazetteer: Gazetteer, context: Context) -> Decision | None:
    """Take the city that the document names for a district of it: "У Харкові … в Немишлянському районі"."""
    if toponym.within or toponym.feature is not Feature.DISTRICT or not _CITY_DISTRICT.fullmatch(toponym.text):
        return None
    city = context.city(toponym.text)
    if city is None:
        return None
    name = gazetteer.describe([city.n])[city.n].name
    note = f"{_stands(toponym, 'the city that the document names')}: {name}"
    return Decision(replace(toponym, feature=Feature.SETTLEMENT), [city], chosen=True, note=note)


def doubt_far(decision: Decision, context: Context) -> Decision:
    """Leave open what is only like a name, or a village by its bare name, far from all else in the document."""
    text = decision.toponym.text
    if not decision.chosen or decision.toponym.within or not CYRILLIC.search(text):
        return decision
    first = decision.found[0]
    near_spelling = first.sister or first.match is Match.FUZZY
    if first.feature is not Feature.SETTLEMENT:
        return decision
    known = first.population >= _SMALL or context.home(first)[1] in context.named
    if not near_spelling and (known or first.match is Match.TRANSLITERATED):
        return decision
    km = context.farness(text, first)
    if km is None or km < (_FAR_KM_OF_LIKE if near_spelling else _FAR_KM):
        return decision
    what = "a place called nearly so" if near_spelling else "the place of this name that the gazetteer knows"
    reason = f"{what} lies {km:.0f} km from all other places of the document"
    return decision._replace(chosen=False, note="", reason=reason)


def seat_of(toponym: Toponym, gazetteer: Gazetteer, context: Context, weigh: Weigh) -> Decision | None:
    """Take the neighbourhood of its seat for a district or a hromada that the gazetteer has not."""
    adjective, _, noun = toponym.text.partition(" ")
    ending = next((e for e in _ADJECTIVES if adjective.endswith(e)), None)
    if noun == "громада" and ending is not None:
        names, country = _seats(adjective[: -len(ending)]), REDRAWN
    elif toponym.feature is Feature.DISTRICT and split_generic(toponym.text)[1] is None:
        names, country = [toponym.text], None  # "Puge county"
    else:
        return None
    within = [c for c in toponym.within if gazetteer.knows_container(c)]
    seats: dict[int, tuple[Found, str]] = {}
    for name, known in zip(names, gazetteer.known(names), strict=True):
        for f in gazetteer.find(name, within=within, country=country, deep=False) if known else ():
            if f.feature is Feature.SETTLEMENT and f.match in (Match.EXACT, Match.ALIAS):
                seats.setdefault(f.n, (f, name))
    if not seats:
        return None
    best, name = max(seats.values(), key=lambda seat: weigh(seat[0]))
    if (len(seats) > 1 or country is None) and not within and not context.speaks_for(toponym.text, best):
        return None
    stands = replace(toponym, text=name, feature=Feature.SETTLEMENT, relation=Relation.NEAR)
    return Decision(stands, [best], chosen=True, note=_stands(toponym, "the neighbourhood of its seat"))


def _seats(stem: str) -> list[str]:
    """Write the towns that an adjective may be made of."""
    names = [stem + seat for seat in _SEATS]
    names += [stem + "ське", stem + "ськ", stem + "ський"]  # Покровська, Покровське
    if stem.endswith(("ів", "їв")):
        names += [f"{stem[:-2]}{seat}" for seat in ("ова", "ове", "еве", "єве", "ови")]  # Межівська, Межова
    if stem.endswith("у"):
        names.append(f"{stem}к")  # Бурлуцька, Бурлук
    if "-" in stem:
        first, last = stem.split("-", 1)
        ends = ("", "а", "о", "е", "и")
        names += [f"{first[:-1]}{a}-{last}{b}" for a in ends for b in ends if first[-1:] in "ое"]  # Середина-Буда
    if stem.endswith("ль"):
        names.append(f"{stem[:-1]}ля")  # Краснопілля
    for first, words in _COMPOUND.items():
        if stem.casefold().startswith(first) and len(stem) > len(first) + 2:
            rest = stem[len(first) :].capitalize()
            names += [f"{word} {seat}" for word in words for seat in _seats(rest)]
    return names


def across_alphabets(decision: Decision, context: Context, gazetteer: Gazetteer) -> Decision:
    """Trust a name in Cyrillic of a place where nobody writes so, when the document names the country.

    "Дорогуськ" alone may be anything; beside Poland it is Dorohusk.
    """
    text = decision.toponym.text
    if decision.chosen or not CYRILLIC.search(text) or decision.toponym.within:
        return decision
    abroad = {f.country: f for f in context.named.values() if f.country not in CYRILLIC_WRITTEN}
    note = "; met across alphabets, in a country that the document names"
    if decision.found:
        first = decision.found[0]
        if first.match is Match.TRANSLITERATED and first.country in abroad and not decision.ties:
            return decision._replace(chosen=True, note=note, reason=None)
        if first.match is not Match.FUZZY:
            return decision
    for country in abroad if len(text) >= _LONG_ENOUGH else ():
        found = gazetteer.find(text, country=country, feature=decision.toponym.feature)
        near = [f for f in found if f.own_name and f.edits <= 1]
        if len(near) == 1 and near[0].feature is Feature.SETTLEMENT:
            return decision._replace(found=near, chosen=True, note=note, reason=None)
    return decision


def mistyped(decision: Decision, context: Context, weigh: Weigh) -> Decision:
    """Read a long name as the one a letter away that lies beside the document's other places."""
    text = decision.toponym.text
    if decision.chosen or decision.toponym.within or len(text) < _LONG_ENOUGH or not text[:1].isupper():
        return decision
    slips = [f for f in decision.found if f.match is Match.FUZZY and f.edits == 1 and f.own_name]
    near = sorted((f for f in slips if context.speaks_for(text, f)), key=weigh, reverse=True)
    if not near or near[0].feature is not Feature.SETTLEMENT:
        return decision
    order = [near[0], *(f for f in decision.found if f is not near[0])]
    return decision._replace(found=order, chosen=True, note="; beside other places of the document", reason=None)


def elsewhere(toponym: Toponym, gazetteer: Gazetteer, context: Context, weigh: Weigh) -> Decision | None:
    """Answer for a settlement that is known, but not where the text seems to put it.

    A village of a district that was redrawn is itself; among the document's other places a large city is not forced
    into a unit, nor the only place of its name; any other stays undecided. ``None`` when none is near.
    """
    known = _known(toponym, gazetteer, ())
    if not known:
        return None
    if (moved := redrawn(toponym, gazetteer, weigh)) is not None:
        return moved
    place, where = quote(toponym.text), quote(", ".join(toponym.within))
    beside = sorted((f for f in known if context.speaks_for(toponym.text, f)), key=weigh, reverse=True)
    if not beside:
        return None
    if beside[0].population >= ALIAS_TOWN or len(known) == 1:
        note = f"; it does not lie in {where}, which is beside it in the text"
        return Decision(toponym, beside, chosen=True, note=note)
    reason = f"the gazetteer knows no {place} in {where}, only elsewhere among the places of the document"
    return Decision(toponym, beside, reason=reason)


def _is_county(toponym: Toponym) -> bool:
    return toponym.text.rsplit(" ", 1)[-1] in ("County", "Parish", "Township", "Municipality")


def _known(toponym: Toponym, gazetteer: Gazetteer, within: Sequence[str]) -> list[Found]:
    deep = CYRILLIC.search(toponym.text) is not None
    found = gazetteer.find(toponym.text, within=within, feature=toponym.feature, deep=deep)
    return [f for f in found if f.match is not Match.FUZZY and not f.sister and f.feature not in _UNITS]


def redrawn(toponym: Toponym, gazetteer: Gazetteer, weigh: Weigh, *, reach_km: float = _REDRAWN_KM) -> Decision | None:
    """Find a village near the district of Ukraine that it is said to lie in.

    Examples
    --------
    >>> village = Toponym("Vovchansk", 0, 9, within=("Chuhuiv district", "Kharkiv Oblast"))
    >>> with Gazetteer.open() as gazetteer:
    ...     redrawn(village, gazetteer, lambda found: found.population).note
    '; the gazetteer puts it in another district: those of Ukraine were redrawn in 2020'
    """
    named = {c: _districts(c, gazetteer) for c in toponym.within}
    districts = [n for rows in named.values() for n in rows]
    if not districts:
        return None
    known = _known(toponym, gazetteer, [c for c, rows in named.items() if not rows])
    spots = [(gazetteer.spot(n), gazetteer.units(n)[1]) for n in districts]
    near = [
        f
        for f in known
        if f.feature is Feature.SETTLEMENT
        and any(f.region == region and km_apart(gazetteer.spot(f.n), spot) <= reach_km for spot, region in spots)
    ]
    if not near:
        return None
    note = "; the gazetteer puts it in another district: those of Ukraine were redrawn in 2020"
    return Decision(toponym, sorted(near, key=weigh, reverse=True), chosen=True, note=note)


def _districts(container: str, gazetteer: Gazetteer) -> list[int]:
    """Return the rows of Ukraine's districts that a container may mean."""
    places = gazetteer.describe(sorted(gazetteer.container_units(container)), spellings=False)
    return [n for n, place in places.items() if place.feature is Feature.DISTRICT and place.country == REDRAWN]


def unit_around(toponym: Toponym, gazetteer: Gazetteer, context: Context) -> Decision | None:
    """Take the first-order unit around it for what the gazetteer does not know, or only elsewhere."""
    district = toponym.text.rsplit(" ", 1)[-1] in _DISTRICT_WORDS
    if not (toponym.within or district) or (around := context.unit_around(toponym.within)) is None:
        return None
    where = f" in {quote(', '.join(toponym.within))}" if toponym.within and _known(toponym, gazetteer, ()) else ""
    stands = f"; the gazetteer does not know {quote(toponym.text)}{where}, and the unit around it stands for it"
    return Decision(toponym, [around], chosen=True, note=stands)


def begins_otherwise(decision: Decision, gazetteer: Gazetteer) -> bool:
    """Tell whether a name was read as one two letters away that begins with another: nobody mistypes so."""
    first = decision.found[0] if decision.chosen else None
    if first is None or first.match is not Match.FUZZY or first.edits < 2:
        return False
    text, place = decision.toponym.text, gazetteer.describe([first.n])[first.n]
    cyrillic = CYRILLIC.search(text) is not None
    # In its own script: С and Ш are both written with an S.
    initials = {n[:1].casefold() for n in (place.name, *place.names) if (CYRILLIC.search(n) is not None) is cyrillic}
    return bool(initials) and text[:1].casefold() not in initials


def _stands(toponym: Toponym, what: str) -> str:
    return f"; the gazetteer does not know {quote(toponym.text)}, and {what} stands for it"
