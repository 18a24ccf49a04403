"""The words after a name: "Belgorod region", "Kozinka village", "the Pokrovsk direction", "Donetsk airport"."""

from __future__ import annotations

from typing import Final

from incidentmap.model import Feature, Relation
from incidentmap.names import split_generic
from incidentmap.reading.mentions import Role
from incidentmap.reading.relations.noted import Name
from incidentmap.reading.relations.words import (
    AFTER,
    AFTER_FIRST,
    AFTER_PAIRS,
    BORDER_AREAS,
    BORDER_PEOPLE,
    CAPITAL_AFTER,
    KIND_AFTER,
    NOUN_CYRILLIC,
    PLURAL,
    plain,
)
from incidentmap.reading.text import Text

#: Longer than any name of a place.
LONGEST_NAME: Final = 200
_POSSESSIVE: Final = frozenset(("'s", "’s", "ʼs", "'", "’"))
_QUOTES: Final = " \t\n\r\u00a0\"»”“'’"


def read_after(text: Text, name: Name) -> None:
    """Read the noun after a name, and what it makes of it."""
    _read_own_noun(text, name)
    rest = _rest_of_word(text, name)
    if rest in _POSSESSIVE:
        name.possessive, name.tail, name.after = True, name.mention.end + len(rest), name.after + 1
    elif rest:
        return
    k = name.after
    first = _word(text, name, k, name.mention.end if not name.possessive else name.tail)
    if not first:
        return
    second = _word(text, name, k + 1, text.ends[k])
    if first == "border" and second in BORDER_PEOPLE:
        return
    if (pair := AFTER_PAIRS.get((first, second))) is not None:
        _take(text, name, k, k + 1, pair)
    elif first == "border" and second in BORDER_AREAS:
        _take(text, name, k, k + 1, Relation.BORDER)
    elif first in AFTER_FIRST and (second in AFTER or second in KIND_AFTER):
        _take(text, name, k, k + 1, AFTER.get(second), KIND_AFTER.get(second))
    elif first in AFTER:
        _take(text, name, k, k, AFTER[first])
    elif (kind := KIND_AFTER.get(first) or NOUN_CYRILLIC.get(first)) is not None:
        _take(text, name, k, k, None, kind)


def _read_own_noun(text: Text, name: Name) -> None:
    """Read the noun inside the name: "Белгородской области", "Belgorod Oblast", "Изюмском направлении"."""
    mention = name.mention
    if mention.role is not Role.PLACE or mention.end - mention.start > LONGEST_NAME:
        return
    words = text.text[mention.start : mention.end].split()
    if len(words) < 2:
        said = split_generic(mention.toponym.text)[1] if " " in mention.toponym.text[:LONGEST_NAME] else None
        name.feature = said if said in (Feature.REGION, Feature.DISTRICT) else None
        return
    last = plain(words[-1].strip(".,"))
    kind = NOUN_CYRILLIC.get(last) or (KIND_AFTER.get(last) if last in CAPITAL_AFTER else None)
    if kind is not None:
        name.feature = kind
        name.plural_after = last in PLURAL
    elif not last.isascii() and AFTER.get(last) is Relation.DIRECTION:
        name.relation, name.after_word = Relation.DIRECTION, last
        name.plural_after = last in PLURAL
        name.said.append(f"{Relation.DIRECTION}, by “{words[-1]}”")


def _rest_of_word(text: Text, name: Name) -> str:
    """Return what is left of the word that the name ends in, if it ends inside one."""
    k, end = name.after, name.mention.end
    if k < len(text.starts) and text.starts[k] < end:
        return text.text[end : min(text.ends[k], end + 40)]
    return text.text[end : end + 1] if text.text[end : end + 1] in "'’" and text.text[end - 1 : end] == "s" else ""


def _word(text: Text, name: Name, k: int, before: int) -> str:
    """Return a word in small letters if only space (or a closing quote) stands before it."""
    if k >= len(text.words) or text.ends[k] > name.limits[1]:
        return ""
    if text.text[before : text.starts[k]].strip(_QUOTES):
        return ""
    word = plain(text.words[k])
    if word.endswith("'s"):
        word = word[:-2]
    if text.words[k][0].islower():
        return word
    # "Adair District Court": a name of its own.
    follows = text.text[text.ends[k] : text.ends[k] + 2]
    is_part = word not in AFTER_FIRST and follows[:1] == " " and follows[1:].isupper()
    return word if word in CAPITAL_AFTER and not is_part else ""


def _take(
    text: Text, name: Name, first: int, last: int, relation: Relation | None, kind: Feature | None = None
) -> None:
    word = plain(text.words[last])
    owns = word.endswith("'s")
    word = word[:-2] if owns else word
    if relation is None and kind is None:
        return
    if name.mention.role is not Role.PLACE and relation not in (Relation.ALONG, Relation.BORDER):
        return
    name.plural_after = word in PLURAL
    name.tail, name.after, name.after_word = text.ends[last], last + 1, word
    name.possessive = owns
    if kind is not None:
        if name.possessive and not owns:
            return
        name.feature = kind
        name.explicit = kind is Feature.SETTLEMENT
        name.noun = _singular(word) if kind is not Feature.SETTLEMENT else ""
    elif relation not in (None, Relation.BETWEEN):
        name.relation = relation
        name.said.append(f"{relation}, by “{' '.join(text.text[text.starts[first] : text.ends[last]].split())}”")


def _singular(word: str) -> str:
    """Return the noun for one unit: "regions" of a list is a region each."""
    if not word.isascii() or word not in PLURAL:
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
