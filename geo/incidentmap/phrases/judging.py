"""A segment → a piece: what its words name, what kind of place that is, and how strongly it reads as a name."""

from __future__ import annotations

from typing import Final

from incidentmap.model import Feature, Relation
from incidentmap.names import is_kind
from incidentmap.phrases.measures import compass
from incidentmap.phrases.nothing import VAGUE
from incidentmap.phrases.pieces import Piece, Strength, is_nation, point_of
from incidentmap.phrases.segments import Segment
from incidentmap.phrases.tokens import Word, unpossessed
from incidentmap.phrases.trimming import name_countries, take_leading, take_pair, take_trailing
from incidentmap.phrases.words import (
    AREAS,
    CONNECTORS,
    FACILITIES,
    LANDSCAPES,
    MONTHS,
    POSTS,
    REPUBLICS,
    RIVERS,
    SITES,
    SMALL,
    THINGS,
    THINGS_BEFORE,
    UNIT_MODIFIERS,
    UNITS,
    VERBS,
    WATERS,
)

_FACILITY_WORDS: Final = frozenset("international central military railway bus border".split())


def piece(segment: Segment, *, cased: bool) -> Piece:
    """Read one segment. ``cased`` tells that the phrase writes names with capitals.

    Examples
    --------
    >>> from incidentmap.phrases.segments import Segmenter
    >>> from incidentmap.phrases.tokens import tokenise
    >>> segments = Segmenter(tokenise("a checkpoint near the village of Terny, Lyman district")).run()
    >>> [(p.strength.name, str(p.relation)) for p in (piece(s, cased=True) for s in segments)]
    [('NOTHING', 'at'), ('VILLAGE', 'near'), ('UNIT', 'at')]
    """
    made = Piece(segment, cue=segment.cue, bearing=segment.bearing, relation=segment.cue.relation)
    made.plural, made.owner = segment.plural, segment.owner
    words = list(segment.words)
    trailing = take_trailing(made, words)
    said = len(words) < len(segment.words)
    cue = segment.cue
    made.border = made.border or segment.border or (cue.relation is Relation.BORDER and cue.sort == "border")
    take_pair(made, words)
    if made.border:
        name_countries(made, words)
    kind = take_leading(made, words, cased=cased) or segment.kind
    if trailing:
        kind = kind or ("small" if trailing in SMALL else "town")
    made.words = words
    if words and not _judge_plain(made, cased=cased) and not _judge_unit(made, kind, trailing):
        _judge_name(made, kind, articled=segment.articled and not said, cased=cased)
    elif not words and made.bearing:
        made.strength = Strength.SIDE
    return made


def _judge_plain(made: Piece, *, cased: bool) -> bool:
    """Read what is no name at all, only a side, or a country; tell whether it is one of these."""
    words, keys = made.words, [w.key for w in made.words]
    side = point_of(words)
    if side and all(key in VAGUE or compass(key) is not None or not key[0].isalpha() for key in keys):
        made.bearing, made.words, made.relation = made.bearing or side, [], Relation.AT
        made.strength = Strength.SIDE
        if made.owner:  # "Ukraine's eastern regions"
            made.words, made.owner = [unpossessed(made.owner[-1])], []
            made.strength = Strength.UNIT
    elif cased and not any(w.is_capital for w in words):
        made.facility = keys[-1] in FACILITIES and keys[-1] not in POSTS
    elif all(key in VAGUE for key in keys) or _is_figures(words):
        made.strength = Strength.NOTHING
    elif is_nation(words) and made.segment.unit not in ("region", "district"):  # the state of Georgia
        made.unit, made.strength, made.core = "country", Strength.UNIT, words
        _have_side(made)
    else:
        return False
    return True


def _have_side(made: Piece) -> None:
    """Read "south of Ukraine" as its south: a country and a region have one."""
    if made.relation is Relation.DIRECTION and made.bearing:
        made.relation = Relation.AT


def _judge_unit(made: Piece, kind: str, trailing: str) -> bool:
    """Read a unit, an area, or a thing that has no name of its own; tell whether it is one of these."""
    words, segment = made.words, made.segment
    first, last = words[0], words[-1]
    if first.key in AREAS and not any(w.is_capital and w.key not in VAGUE for w in words[1:]):
        made.words = [first]
        _make_area(made, relation=Relation.AT)
    elif segment.unit or (last.key in UNITS and not trailing) or (first.key in UNITS and len(words) > 1 and not kind):
        _judge_division(made)
    elif (last.key in THINGS and not kind) or first.key in THINGS_BEFORE:
        made.strength = Strength.NOTHING
    elif last.key in LANDSCAPES and len(words) > 1:
        _make_area(made, relation=Relation.AT if made.relation is Relation.NEAR else made.relation)
    else:
        return False
    return True


def _make_area(made: Piece, *, relation: Relation) -> None:
    made.feature, made.relation = Feature.AREA, relation
    made.strength, made.unit, made.core = Strength.UNIT, "area", made.words


def _judge_division(made: Piece) -> None:
    """Read a district, a region, or a smaller unit that is called after its chief place."""
    words, asked = made.words, made.segment.unit
    noun = words[-1] if words[-1].key in UNITS else words[0]
    core = words if asked else _core(words, noun)
    named = any(w.is_capital or not w.text.isascii() for w in core)
    if not core or (not named and made.segment.words[0].is_capital):
        return
    if noun.key == "township" and made.segment.mark not in (",", "("):
        made.words, made.feature, made.strength = core, Feature.SETTLEMENT, Strength.VILLAGE
        return
    made.unit = asked or UNITS[noun.key]
    made.core, made.strength = core, Strength.UNIT
    if noun.key not in REPUBLICS:
        made.feature = Feature.REGION if made.unit == "region" else Feature.DISTRICT
    _have_side(made)
    if made.unit == "minor" or asked or made.plural or not is_kind(noun.key):
        made.words = core


def _core(words: list[Word], noun: Word) -> list[Word]:
    """Return a unit's name without its noun, and without what stands between them."""
    if noun is words[0] or (words[0].key == "city" and len(words) > 2 and words[1].key in UNITS):
        rest = words[1:] if noun is words[0] else words[2:]
        return rest[1:] if rest and rest[0].key in UNIT_MODIFIERS else rest
    core = [w for w in words if w is not noun]
    while core and core[-1].key in UNIT_MODIFIERS and core[-1].key != "people's":
        core.pop()
    return core


def _judge_name(made: Piece, kind: str, *, articled: bool, cased: bool) -> None:
    """Read a name: a settlement's, a water's, a facility's, a road's."""
    words, last, segment = made.words, made.words[-1], made.segment
    made.strength = Strength.VILLAGE if kind == "small" else Strength.NAME
    if kind:
        made.feature = Feature.SETTLEMENT
    if made.feature is Feature.WATER or (last.key in WATERS and len(words) > 1):
        _judge_water(made)
    elif _is_weak(made, kind, articled=articled, cased=cased):
        made.strength = Strength.WEAK
        half_sentence = not kind and any(w.key in VERBS for w in words)
        if half_sentence or words[0].key in MONTHS or not any(w.text.isalpha() for w in words):
            made.strength = Strength.NOTHING
    if made.relation is Relation.BETWEEN and segment.cue.relation is Relation.AT and not made.other:
        # A road by its own name: there is no second end.
        made.relation, made.words, made.strength = Relation.ALONG, list(segment.words), Strength.WEAK


def _is_weak(made: Piece, kind: str, *, articled: bool, cased: bool) -> bool:
    """Tell a name that gives way to another of the phrase: a post's, a mine's, a name with figures, half a sentence."""
    words = made.words
    first, last = words[0], words[-1]
    if len(words) > 1 and (last.key in SITES or last.key in POSTS):
        return last.key in SITES or made.segment.articled or not _is_written_as_name(words)
    if any(c.isdigit() for w in words for c in w.key):
        return True
    if len(words) > 1 and first.text.isupper() and 1 < len(first.text) < 5 and not last.text.isupper():
        return True  # "ROP Moisha": a unit's or a post's name
    unusual = articled or not _is_written_as_name(words)
    return not kind and cased and unusual and last.key not in FACILITIES


def _is_written_as_name(words: list[Word]) -> bool:
    return all(w.is_capital or w.key in CONNECTORS or w.key in FACILITIES or w.key in _FACILITY_WORDS for w in words)


def _is_figures(words: list[Word]) -> bool:
    """Tell letters and figures that are no name: parts of a coordinate."""
    return all(w.text.isascii() and sum(c.isalpha() for c in w.text) < 2 for w in words)


def _judge_water(made: Piece) -> None:
    """Read a river, a lake, a sea; "Fall River" alone may be a town."""
    said = made.segment.cue.relation is Relation.ALONG or made.feature is Feature.WATER
    noun = made.words[-1]
    if said or not noun.is_capital:
        made.feature = Feature.WATER
        if noun.key in RIVERS and len(made.words) > 1:
            made.words = made.words[:-1]
    made.strength = Strength.WEAK
