"""How well place names are found and resolved in English world news (TR-News), with the bundled gazetteer.

The texts are split into two halves at random, always the same: rules are made on the first, and the second says whether
they hold. Recognition is scored by exact spans and by spans that overlap; resolution by the share of the recognised
names with a recorded coordinate that come within 161 km (100 miles) of it, unresolved ones counting as wrong.

    python -m benchmarks.reading_trnews [FILE] [--show missed|wrong|far] [--half 1|2]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.measuring import table

SHARED = Path(__file__).resolve().parents[2] / "shared"
WITHIN_KM = 161.0


class Read(NamedTuple):
    """A name as we read it, and where we put it."""

    start: int
    end: int
    text: str
    lat: float | None
    lon: float | None
    note: str


class Score(NamedTuple):
    """Counts of one half."""

    gold: int
    read: int
    exact: int
    overlapping: int
    located: int
    resolved: int
    within: int


def reader(*, bare: bool = False) -> Any:
    """Return what reads one text."""
    from incidentmap import Gazetteer
    from incidentmap.locate.document import Named, reference_point, resolve_document
    from incidentmap.reading import latin, organisations
    from incidentmap.reading.lexicon.vocabulary import Lexicon
    from incidentmap.reading.mentions import Role
    from incidentmap.reading.text import prepare

    gazetteer = Gazetteer.open()
    lexicon = Lexicon.load()

    def read(text: str) -> list[Read]:
        made = prepare(text)
        blocked = [(a, b) for a, b, _ in organisations.find(made, lexicon)] if not bare else []
        found = latin.find(made, range(len(made.sentences)), gazetteer, blocked)
        used = [m for m in found if m.role is not Role.VETOED]
        decisions = resolve_document([Named(m.toponym, m.role is Role.DEMONYM) for m in used], gazetteer)
        answers = []
        for m, d in zip(used, decisions, strict=True):
            spot = reference_point(d.found[0], gazetteer) if d.chosen else None
            lat, lon = (spot.lat, spot.lon) if spot else (None, None)
            answers.append(Read(m.start, m.end, text[m.start : m.end], lat, lon, f"{m.rule} | {d.note or d.reason}"))
        return answers

    return read


def halves(documents: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Split the texts at random, always in the same way."""
    shuffled = sorted(documents, key=lambda d: str(d["doc_id"]))
    random.Random(161).shuffle(shuffled)
    return shuffled[::2], shuffled[1::2]


def errors(document: dict[str, Any], found: list[Read]) -> Iterator[tuple[str, str]]:
    """List what went wrong: (missed, wrong or far, what)."""
    from geopy.distance import great_circle

    text: str = document["text"]
    gold = {(t["start"], t["end"]): t for t in document["toponyms"]}
    spans = {(r.start, r.end): r for r in found}

    def around(start: int, end: int) -> str:
        return (
            text[max(0, start - 45) : start].replace("\n", " ")
            + "["
            + text[start:end]
            + "]"
            + text[end : end + 35].replace("\n", " ")
        )

    for span in gold.keys() - spans.keys():
        yield "missed", around(*span)
    for span in spans.keys() - gold.keys():
        yield "wrong", f"{around(*span)}   {{{spans[span].note}}}"
    for span in spans.keys() & gold.keys():
        t, r = gold[span], spans[span]
        if t.get("lat") is None:
            continue
        if r.lat is None or r.lon is None:
            yield (
                "far",
                f"{r.text} not resolved, gold {t['country']} {t.get('fcode')} {document['doc_id']} {{{r.note}}}",
            )
            continue
        km = great_circle((t["lat"], t["lon"]), (r.lat, r.lon)).km
        if km > WITHIN_KM:
            yield (
                "far",
                f"{r.text} {km:.0f} km, gold {t.get('gaz_name')} {t['country']} {t.get('fcode')} {document['doc_id']} {{{r.note}}}",
            )


def score(documents: list[dict[str, Any]], answers: list[list[Read]]) -> Score:
    """Count one half."""
    from geopy.distance import great_circle

    counts = Counter[str]()
    for document, found in zip(documents, answers, strict=True):
        gold = {(t["start"], t["end"]): t for t in document["toponyms"]}
        spans = {(r.start, r.end): r for r in found}
        counts["gold"] += len(gold)
        counts["read"] += len(spans)
        both = gold.keys() & spans.keys()
        counts["exact"] += len(both)
        counts["overlapping"] += sum(any(a < d and c < b for a, b in gold) for c, d in spans)
        for span in both:
            t, r = gold[span], spans[span]
            if t.get("lat") is None:
                continue
            counts["located"] += 1
            if r.lat is not None and r.lon is not None:
                counts["resolved"] += 1
                counts["within"] += great_circle((t["lat"], t["lon"]), (r.lat, r.lon)).km <= WITHIN_KM
    return Score(*(counts[field] for field in Score._fields))


def row(name: str, s: Score) -> tuple[str, ...]:
    """Write a half's figures."""

    def f1(hits: int) -> tuple[str, str, str]:
        precision, recall = hits / max(s.read, 1), hits / max(s.gold, 1)
        return f"{precision:.3f}", f"{recall:.3f}", f"{2 * precision * recall / max(precision + recall, 1e-9):.3f}"

    share = s.within / max(s.located, 1)
    resolved = s.within / max(s.resolved, 1)
    return (name, *f1(s.exact), f1(s.overlapping)[2], f"{share:.3f}", f"{resolved:.3f}", str(s.located))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=SHARED / "data" / "trnews.jsonl")
    parser.add_argument("--show", choices=["missed", "wrong", "far"], help="list these errors of one half")
    parser.add_argument("--bare", action="store_true", help="without the table of organisations")
    parser.add_argument("--half", type=int, choices=[1, 2], default=1, help="which half's errors")
    options = parser.parse_args()
    if not options.file.exists():
        print(f"skipped: {options.file} is not here")
        return
    documents = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    read = reader(bare=options.bare)
    rows = []
    for number, half in enumerate(halves(documents), 1):
        began = time.perf_counter()
        answers = [read(d["text"]) for d in half]
        seconds = time.perf_counter() - began
        size = sum(len(d["text"]) for d in half) / 1e3
        rows.append((*row(f"half {number}", score(half, answers)), f"{size / seconds:.0f}"))
        if options.show and options.half == number:
            listed = [
                what for d, a in zip(half, answers, strict=True) for kind, what in errors(d, a) if kind == options.show
            ]
            print("\n".join(listed))
    head = ("", "precision", "recall", "F1", "F1 overlapping", "≤ 161 km", "≤ 161 km of resolved", "names", "KB/s")
    table(head, rows)


if __name__ == "__main__":
    main()
