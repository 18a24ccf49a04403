"""Names whose letters say nothing: "в белгороде" of writers without capitals, and datelines as "КИЕВ, 3 марта"."""

from __future__ import annotations

import re
from typing import Final

from incidentmap.reading.cyrillic.names import Names, Strength
from incidentmap.reading.cyrillic.view import View
from incidentmap.reading.cyrillic.words import sense_of, word_of

_SHORTEST_SMALL: Final = 4
_CITY: Final = 50_000
#: Without a preposition before it a word must be a larger city's name.
_LARGE_CITY: Final = 100_000
#: What follows a city that opens a line: "одеса - вибухи", "саратов, энгельс!!!".
_AFTER_OPENING: Final = re.compile(r"\s*(?:[,!:;—–]|-\s|$)")
#: Before the city there are at most a time of day and signs: "2:03 одеса".
_NO_WORD: Final = re.compile(r"[^А-Яа-яЁёІіЇїЄєҐґA-Za-z]{0,20}")
_DATELINE: Final = re.compile(r"\s*(?:,\s*\d|\(|/|[—–]|-\s|,\s*[А-ЯЁІЇЄҐ])")
_SHORTEST_DATELINE: Final = 4
_LINKS: Final = frozenset({"на", "над", "под", "під"})


def raise_names(view: View, names: Names) -> None:
    """Write the names of a sentence as names where its letters do not tell them: cities only."""
    if not view.words:
        return
    small = not view.words[0].capital
    _dateline(view, names)
    _small_opening(view, names)
    if small:
        _small(view, names)


def _dateline(view: View, names: Names) -> None:
    """Take "КИЕВ, 3 марта — …" and "НИЖНИЙ НОВГОРОД (…)" at the beginning of a line."""
    first = view.words[0]
    if view.shouted or not first.upper or len(first.key) < _SHORTEST_DATELINE or not _opens_line(view, 0):
        return
    for end in (2, 1):
        if end > len(view.words) or not all(word.upper for word in view.words[:end]):
            continue
        if end == 2 and not view.beside(1):
            continue
        raised = [_titled(word.key) for word in view.words[:end]]
        known = names.look(" ".join(raised))
        if known.strength is Strength.STRONG and known.exact and _DATELINE.match(view.text, view.ends[end - 1]):
            for k, word in enumerate(raised):
                _raise(view, k, word)
            return


def _small_opening(view: View, names: Names) -> None:
    """Take the cities that open a line without capitals: "саратов, энгельс!!!"."""
    if view.words[0].capital and view.text.find("\n", view.start, view.end) < 0:
        return
    i = 0
    while i < len(view.words):
        end = _line_end(view, i)
        if not any(word.capital for word in view.words[i:end]):
            _opening(view, i, end, names)
        i = end


def _line_end(view: View, i: int) -> int:
    """Return the number of the word after a line's last."""
    j = i + 1
    while j < len(view.words) and "\n" not in view.gap(j):
        j += 1
    return j


def _opening(view: View, i: int, end: int, names: Names) -> None:
    first = next((k for k in range(i, end) if view.words[k].key[:1].isalpha()), end)
    if first == end or not _opens_line(view, first):
        return
    for k in range(first, end):
        if k > first and view.gap(k).strip() != ",":
            return
        if not (_AFTER_OPENING.match(view.text, view.ends[k]) and _is_city(view, k, names, _LARGE_CITY, exact=True)):
            return
        _raise(view, k, _titled(view.words[k].key))


def _small(view: View, names: Names) -> None:
    """Take "в белгороде" for a name where the writer has no capitals."""
    for i in range(1, len(view.words)):
        word, before = view.words[i], view.words[i - 1]
        asked = before.cases or (view.has(i - 1, "and") and view.capital[i - 2])
        if not word.capital and view.beside(i) and asked and _is_city(view, i, names, _CITY, exact=False):
            _raise(view, i, _titled(word.key))


def _is_city(view: View, i: int, names: Names, size: int, *, exact: bool) -> bool:
    key = view.words[i].key
    if len(key) < _SHORTEST_SMALL or view.words[i].unit is not None:
        return False
    sense = sense_of(key, view.language)
    if not sense.place or sense.common:
        return False
    known = names.look(_titled(key))
    return known.population >= size and (known.exact or not exact)


def _opens_line(view: View, i: int) -> bool:
    line = view.text.rfind("\n", max(0, view.starts[i] - 200), view.starts[i]) + 1
    begin = max(line, view.start)
    return view.starts[i] - begin <= 20 and _NO_WORD.fullmatch(view.text, begin, view.starts[i]) is not None


def _raise(view: View, i: int, name: str) -> None:
    view.words = [*view.words[:i], word_of(name), *view.words[i + 1 :]]
    view.capital[i] = True
    view.initial[i] = False


def _titled(key: str) -> str:
    """Write a word as a name: Ростов-на-Дону."""
    return "-".join(
        part if k and part in _LINKS else part[:1].upper() + part[1:] for k, part in enumerate(key.split("-"))
    )
