"""Mistyped names: the gazetteer's fuzzy index beside four peers, from 200,000 to 13 million names.

The queries are names with one or two made errors. Recall is the share for which the name meant is among the first 50
answers; the truth is known, since the errors are made. Files are in the page cache, each tool has a fresh process, and
rates are per second of processor time of one thread, which other work on the machine changes little.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.index import build, drop, keep, open_seconds, options, prepare, resident_mb, run
from benchmarks.made_names import errors, read_names
from benchmarks.measuring import table

__all__ = ["TOOLS", "build", "measure"]

#: Queries asked at each distance, unless patience ends first.
QUERIES = 20_000
PATIENCE_SECONDS = 8.0
LIMIT = 50


class _Ours:
    title = "incidentmap FuzzyIndex"
    file = "fuzzy.arrays"
    most = 10**9

    def build(self, names: Sequence[str], path: Path) -> None:
        import numpy as np

        from incidentmap.gazetteer.exact import exact_arrays, hash_many
        from incidentmap.gazetteer.fuzzy import fuzzy_arrays
        from incidentmap.gazetteer.mapped import write_arrays

        hashes = hash_many(names)
        order = np.argsort(hashes)
        encoded = [names[i].encode() for i in order.tolist()]
        at = np.cumsum([0, *map(len, encoded)]).astype(np.uint32)
        text = np.frombuffer(b"".join(encoded), np.uint8)
        write_arrays(path, {**exact_arrays(hashes[order]), **fuzzy_arrays(text, at)}, {})

    def open(self, path: Path) -> None:
        import rapidfuzz.distance.OSA  # noqa: F401 - imports are not timed

        from incidentmap.gazetteer.fuzzy import FuzzyIndex
        from incidentmap.gazetteer.mapped import Arrays

        started = time.perf_counter()
        self.index = FuzzyIndex(Arrays(path))
        self.seconds = time.perf_counter() - started

    def look(self, query: str, distance: int) -> Any:
        return self.index.near(query, distance=distance, limit=LIMIT)

    def names(self, answer: Any) -> list[str]:
        return [self.index.key(number) for number, _ in answer]

    def look_many(self, queries: list[str]) -> Any:
        return self.index.near_many(queries, limit=LIMIT)


class _Rapidfuzz:
    title = "rapidfuzz.process.extract over all names"
    file = "rapidfuzz.txt"
    most = 10**9

    def build(self, names: Sequence[str], path: Path) -> None:
        path.write_text("\n".join(names), encoding="utf-8")

    def open(self, path: Path) -> None:
        started = time.perf_counter()
        self.all = read_names(path)
        self.seconds = time.perf_counter() - started

    def look(self, query: str, distance: int) -> Any:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        return extract(query, self.all, scorer=OSA.distance, score_cutoff=distance, limit=LIMIT)

    def names(self, answer: Any) -> list[str]:
        return [name for name, _, _ in answer]


class _Trigrams:
    title = "SQLite FTS5 trigram, best 50 by bm25, then OSA"
    file = "trigrams.sqlite"
    most = 10**9

    def build(self, names: Sequence[str], path: Path) -> None:
        db = sqlite3.connect(path)
        db.execute("CREATE VIRTUAL TABLE name USING fts5(key, tokenize='trigram', detail='none')")
        db.executemany("INSERT INTO name VALUES (?)", ((name,) for name in names))
        db.execute("INSERT INTO name(name) VALUES ('optimize')")
        db.commit()
        db.close()

    def open(self, path: Path) -> None:
        started = time.perf_counter()
        self.db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        self.db.execute("PRAGMA mmap_size = 4294967296")
        self.seconds = time.perf_counter() - started

    def look(self, query: str, distance: int) -> Any:
        from rapidfuzz.distance.OSA import distance as apart

        parts = {query[i : i + 3].replace('"', "") for i in range(len(query) - 2)}
        match = " OR ".join(f'"{part}"' for part in parts if len(part) == 3)
        if not match:
            return []
        rows = self.db.execute(f"SELECT key FROM name WHERE name MATCH ? ORDER BY rank LIMIT {LIMIT}", (match,))
        return [key for (key,) in rows if apart(query, key, score_cutoff=distance) <= distance]

    def names(self, answer: Any) -> list[str]:
        return list(answer)


class _Tantivy:
    title = "tantivy, fuzzy term query"
    file = "tantivy"
    most = 10**9

    @staticmethod
    def _schema() -> Any:
        import tantivy

        return tantivy.SchemaBuilder().add_text_field("name", stored=True, tokenizer_name="raw").build()

    def build(self, names: Sequence[str], path: Path) -> None:
        import tantivy

        path.mkdir()
        index = tantivy.Index(self._schema(), path=str(path))
        writer = index.writer(heap_size=256_000_000, num_threads=1)
        for name in names:
            document = tantivy.Document()
            document.add_text("name", name)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, path: Path) -> None:
        import tantivy

        started = time.perf_counter()
        self.schema = self._schema()
        self.searcher = tantivy.Index(self.schema, path=str(path)).searcher()
        self.seconds = time.perf_counter() - started

    def look(self, query: str, distance: int) -> Any:
        import tantivy

        asked = tantivy.Query.fuzzy_term_query(
            self.schema, "name", query, distance=distance, transposition_cost_one=True, prefix=False
        )
        return self.searcher.search(asked, LIMIT, count=False).hits

    def names(self, answer: Any) -> list[str]:
        return [self.searcher.doc(address)["name"][0] for _, address in answer]


class _Symspell:
    title = "symspellpy, pickled, for 2 errors"
    file = "symspell.pickle"
    #: It held half a gigabyte and took 7 s to open for 200,000 names; both grow with the names.
    most = 200_000

    def build(self, names: Sequence[str], path: Path) -> None:
        from symspellpy import SymSpell

        index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for name in names:
            index.create_dictionary_entry(name, 1)
        index.save_pickle(path)

    def open(self, path: Path) -> None:
        from symspellpy import SymSpell

        started = time.perf_counter()
        self.index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        self.index.load_pickle(path)
        self.seconds = time.perf_counter() - started

    def look(self, query: str, distance: int) -> Any:
        from symspellpy import Verbosity

        return self.index.lookup(query, Verbosity.ALL, max_edit_distance=distance)[:LIMIT]

    def names(self, answer: Any) -> list[str]:
        return [item.term for item in answer]


TOOLS: dict[str, Any] = {t.__name__.strip("_"): t for t in (_Ours, _Rapidfuzz, _Trigrams, _Tantivy, _Symspell)}


def measure(tool: Any, folder: Path) -> dict[str, float]:
    """Open a tool's file and ask it, in a process where nothing else has happened."""
    path = folder / tool.file
    empty = resident_mb()
    opened = open_seconds(tool, path)
    tool.look("belgorof", 1)
    result = {"open": opened, "resident": resident_mb() - empty}
    pairs = json.loads((folder / "errors.json").read_text(encoding="utf-8"))
    for distance in (1, 2):
        answers = []
        started = time.process_time()
        for wrong, _ in pairs[distance - 1]:
            answers.append(tool.look(wrong, distance))
            asked = len(answers)
            if (asked < 20 or not asked % 50) and time.process_time() - started > PATIENCE_SECONDS:
                break
        result[f"d{distance}"] = len(answers) / (time.process_time() - started)
        found = sum(meant in tool.names(a) for a, (_, meant) in zip(answers, pairs[distance - 1], strict=False))
        result[f"recall{distance}"] = found / len(answers)
        result[f"asked{distance}"] = len(answers)
    if isinstance(tool, _Ours):
        queries = [wrong for wrong, _ in pairs[0]]
        started = time.process_time()
        tool.look_many(queries)
        result["many"] = len(queries) / (time.process_time() - started)
    parts = path.iterdir() if path.is_dir() else [path]
    return result | {"file": sum(part.stat().st_size for part in parts) / 2**20}


def main() -> None:
    """Measure and print."""
    asked = options(__doc__)
    with tempfile.TemporaryDirectory() as temporary:
        for count in asked.sizes:
            place = prepare(asked.folder or Path(temporary), count)
            names = read_names(place / "names.txt")
            pairs = [list(errors(names, QUERIES, distance=distance)) for distance in (1, 2)]
            (place / "errors.json").write_text(json.dumps(pairs), encoding="utf-8")
            del names, pairs
            rows, ours = [], (1.0, 1.0)
            for name, tool in TOOLS.items():
                done = run("fuzzy", name, place) if count <= tool.most else None
                if done is None:
                    rows.append([tool.title, *[None] * 11])
                    continue
                seconds, f = done
                if tool is _Ours:
                    ours = f["d1"], f["d2"]
                    if asked.save:
                        keep("fuzzy", count, {**f, "build": seconds})
                one = f["d1"], f["d1"] / ours[0], f["recall1"], f.get("many")
                two = f["d2"], f["d2"] / ours[1], f["recall2"]
                rows.append([tool.title, seconds, f["open"] * 1000, f["resident"], *one, *two, f["file"]])
                drop(place / tool.file)
            print(f"\n{count:,} names\n")
            head = "build s,open ms,resident MB,1 error/s,× ours,recall,in a batch/s,2 errors/s,× ours,recall,file MB"
            table(("", *head.split(",")), rows)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
