"""Fuzz reports: any bytes, read as any format, give incidents or one of our errors, and never a traceback.

Run by ``make fuzz``, or ``python -m tests.fuzz.documents -max_total_time=60``; needs the extra ``fuzz`` (atheris). What
was found is a file named crash-…, and is read again by giving its name as an argument. The first byte chooses the
format, the rest is the file.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incidentmap.gazetteer import Gazetteer

SUFFIXES = (".txt", ".html", ".md", ".rss", "", ".xml", ".pdf", ".docx")
FOLDER = Path(tempfile.mkdtemp(prefix="incidentmap-fuzz-"))
SEEDS = Path(__file__).parents[1] / "data" / "documents"
PUBLISHED = date(2024, 3, 15)


@cache
def gazetteer() -> Gazetteer:
    """Open the gazetteer once."""
    from incidentmap.gazetteer import Gazetteer

    return Gazetteer.open()


def one_input(data: bytes) -> None:
    """Read one file: its documents, their mentions and their incidents, as ``incidentmap read`` does."""
    from incidentmap.documents import is_report, read_documents
    from incidentmap.errors import IncidentmapError
    from incidentmap.reports import read_text

    suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else ".txt"
    path = FOLDER / f"report{suffix}"
    path.write_bytes(data[1:])
    is_report(path)
    try:
        documents = list(read_documents(path))
    except IncidentmapError as error:
        if not error.remedy:
            raise AssertionError("an error without a remedy") from error
        return
    for document in documents:
        # Text that cannot be written as UTF-8 would break the files made of it.
        repr(document.source).encode()
        document.text.encode()
        reading = read_text(document.text, gazetteer(), published=document.published or PUBLISHED, show=True)
        for row in reading.mentions():
            if document.text[row["start"] : row["end"]] != row["text"]:
                raise AssertionError("a name is not where it is said to be")
        for incident in reading.outcomes[0].incidents:
            for evidence in incident.evidence:
                if not 0 <= evidence.start < evidence.end <= len(evidence.sentence):
                    raise AssertionError("evidence is not in its sentence")
        if not reading.frame()["id"].is_unique:
            raise AssertionError("two incidents have one id")


def corpus() -> Path:
    """Write the tests' files as seeds, each with its format's byte before it."""
    folder = FOLDER / "seeds"
    folder.mkdir()
    for file in SEEDS.iterdir():
        number = SUFFIXES.index(file.suffix) if file.suffix in SUFFIXES else 0
        (folder / file.name).write_bytes(bytes([number]) + file.read_bytes())
    return folder


def main() -> None:
    """Fuzz until the time is over or something is found."""
    import atheris

    logging.disable(logging.CRITICAL)
    with atheris.instrument_imports(include=["incidentmap"]):
        import incidentmap.documents
        import incidentmap.reports  # noqa: F401 - imported to be instrumented
    # Opening takes longer than a file may, and is no part of reading one.
    gazetteer()
    given = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    arguments = sys.argv if given else [*sys.argv, str(corpus())]
    atheris.Setup([*arguments, "-max_len=8192"], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
