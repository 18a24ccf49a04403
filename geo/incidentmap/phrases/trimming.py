"""The words around a name inside its segment: taken off, and kept as what they say of the place."""

from __future__ import annotations

from incidentmap.model import Feature, Relation
from incidentmap.phrases.measures import compass, joined
from incidentmap.phrases.nationalities import country_of
from incidentmap.phrases.pieces import Piece, is_nation
from incidentmap.phrases.stepping import DASHES, STATE
from incidentmap.phrases.tokens import Word
from incidentmap.phrases.words import (
    AREAS,
    CONNECTORS_FIRST,
    FACILITIES,
    KINDS,
    LANDSCAPES,
    PLURAL,
    RIVERS,
    ROADS,
    SITES,
    SMALL,
    THINGS,
    THINGS_BEFORE,
    TRAILING,
    UNITS,
)


def take_trailing(made: Piece, words: list[Word]) -> str:
    """Take the nouns off the end that say how the place is meant; return the noun that says its kind."""
    kind = ""
    while words:
        last = words[-1]
        key = last.key
        if made.plural is False and key in PLURAL:
            made.plural = True
        if key in TRAILING and (len(words) > 1 or not last.is_capital):
            if key == "line" and last.is_capital:
                break
            if made.relation in (Relation.AT, Relation.NEAR) or TRAILING[key] is Relation.BETWEEN:
                made.relation = TRAILING[key]
            words.pop()
            if TRAILING[key] is Relation.BORDER:
                made.border = True
                if made.relation is Relation.DIRECTION:
                    made.relation = Relation.BORDER
                if len(words) > 1 and words[-1].key in STATE:
                    words.pop()
            while len(words) > 1 and words[-1].text[0].islower() and _is_filler(words[-1].key):
                words.pop()
        elif key in KINDS and len(words) > 1 and not last.is_capital and not kind:
            kind = key
            words.pop()
        elif key in ("centre", "center", "центр", "downtown", "nearby") and not last.is_capital:
            words.pop()
        else:
            break
    return kind


def _is_filler(key: str) -> bool:
    known = key in FACILITIES or key in THINGS or key in SITES or key in LANDSCAPES or key in UNITS or key in KINDS
    return not known and compass(key) is None


def take_pair(made: Piece, words: list[Word]) -> None:
    """Read "A - B", and "A-B" before a word for what lies between two places."""
    dash = next((i for i, w in enumerate(words) if w.key in DASHES), -1)
    if 0 < dash < len(words) - 1:
        made.other = [w for w in words[dash + 1 :] if w.key not in DASHES]
        del words[dash:]
        return
    road = bool(words) and words[0].key in ROADS
    said = made.border or road
    said = said or made.relation in (Relation.BETWEEN, Relation.DIRECTION, Relation.NEAR, Relation.BORDER)
    if not said or not words or len(words) > 3:
        return
    at = next((i for i, w in enumerate(words) if "-" in w.text[1:-1]), -1)
    if at < 0 or words[at].text.count("-") != 1:
        return
    word = words[at]
    first, second = word.text.split("-")
    strict = made.relation is Relation.NEAR and made.segment.cue.relation is Relation.AT
    listed = road or made.segment.cue.sort == "list"
    if not _may_pair(
        first, second, strict=strict or listed, asked=made.relation is not Relation.NEAR or strict or listed
    ):
        return
    middle = word.start + len(first)
    made.other = [Word(second, second.lower(), middle + 1, word.end), *words[at + 1 :]]
    words[at:] = [Word(first, first.lower(), word.start, middle)]


def name_countries(made: Piece, words: list[Word]) -> None:
    """Write the countries of a border that adjectives tell: "Ukrainian", "российско-украинской"."""
    if len(words) == 1 and not made.other:
        word = words[0]
        first, dash, second = word.key.partition("-")
        if dash and country_of(first) and country_of(second):
            middle = word.start + len(first)
            made.other = [Word(second, second, middle + 1, word.end)]
            words[:] = [Word(first, first, word.start, middle)]
    words[:], made.other = _country(words), _country(made.other)


def _country(words: list[Word]) -> list[Word]:
    name = country_of(words[0].key) if len(words) == 1 else None
    if name is None or is_nation(words):
        return words
    return [Word(name, name.lower(), words[0].start, words[0].end, name)]


def _may_pair(first: str, second: str, *, strict: bool, asked: bool) -> bool:
    """Tell two names from one name with a hyphen: Kupyansk-Lyman from Ivano-Frankivsk."""
    if not asked or not (second[0].isupper() and first[0].isupper()) or min(len(first), len(second)) < 3:
        return False
    key = first.lower()
    if compass(first) is not None or key.startswith(("yuzhno", "severo", "vostochno", "zapadno", "nizhn", "verkhn")):
        return False
    # "Ivano-" is no place; Gao is.
    if (
        len(key) > 4
        and key.endswith(("o", "о"))
        and not key.endswith(("ovo", "evo", "ino", "yno", "ово", "ево", "ино"))
    ):
        return False
    return not (strict and second.lower().endswith(("yi", "iy", "yy", "skaya", "ovy")))


def take_leading(made: Piece, words: list[Word], *, cased: bool) -> str:
    """Take off the words before a name that describe it; return the kind they say."""
    kind = ""
    while words:
        first, key = words[0], words[0].key
        more = len(words) > 1
        if key in KINDS and more and (not first.is_capital or _is_leading(words)):
            kind = "small" if key in SMALL else "town"
            made.plural = made.plural or key in PLURAL
        elif key in ROADS and more and made.other:
            made.relation = Relation.BETWEEN
        elif key in RIVERS and more and not first.is_capital:
            made.feature = Feature.WATER
        elif key in THINGS_BEFORE and more and words[1].is_capital:
            words.clear()
            break
        elif more and (point := _quality(words)):
            made.bearing = point
        elif more and key.endswith(("'s", "s'")) and key != "people's" and first.is_capital:
            made.owner = [first]
        elif (
            more
            and cased
            and not first.is_capital
            and key not in FACILITIES
            and key not in UNITS
            and not (key in CONNECTORS_FIRST and words[1].is_capital)
            and any(w.is_capital for w in words)
        ):
            if key == "border" and words[1].key in FACILITIES:
                break
        else:
            break
        words.pop(0)
    return kind


def _is_leading(words: list[Word]) -> bool:
    """Tell "Town Slavyansk" and "Село Козинка" from "Village Green"."""
    return words[1].is_capital and (
        not words[0].text.isascii() or words[0].key in ("village", "settlement", "pgt", "smt")
    )


def _quality(words: list[Word]) -> str | None:
    """Read "northern" before a name; with a capital only before a country or a unit, for it may be part of a name."""
    point = compass(words[0].text)
    if point is None or point.than:
        return None
    bearing, used = point.bearing, 1
    second = compass(words[1].text)
    if second is not None and (both := joined(bearing, second.bearing)):
        bearing, used = both, 2
    rest = words[used:]
    if not rest:
        return None
    small = not words[0].is_capital
    whole = is_nation(rest) or rest[-1].key in UNITS or rest[0].key in AREAS
    if small and (point.quality or words[0].text.isascii()):
        pass
    elif not (point.quality and whole and (len(rest) > 1 or rest[-1].key not in UNITS)):
        return None
    if is_nation(words) or (rest[-1].key in UNITS and len(rest) == 1):
        return None
    del words[: used - 1]
    return bearing
