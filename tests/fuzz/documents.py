"""Fuzz reports: any bytes, read as any format, give documents or one of our errors, and never a traceback.

Run by ``make fuzz``, or ``python -m tests.fuzz.documents -max_total_time=60``; needs the extra ``fuzz`` (atheris). What
was found is a file named crash-…, and is read again by giving its name as an argument. The first byte chooses the
format, the rest is the file.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path

SUFFIXES = (".txt", ".html", ".md", ".rss", "", ".xml", ".pdf", ".docx")
FOLDER = Path(tempfile.mkdtemp(prefix="incidentmap-fuzz-"))
SEEDS = Path(__file__).parents[1] / "data" / "documents"


def one_input(data: bytes) -> None:
    """Read one file, and its text as far as the stages of reading are built."""
    from incidentmap.documents import is_report, read_documents
    from incidentmap.errors import IncidentmapError
    from incidentmap.reading.text import prepare

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
        text = prepare(document.text)
        if any(document.text[start:end] != word for word, start, end in zip(text.words, text.starts, text.ends)):  # noqa: B905
            raise AssertionError("a word is not where it is said to be")


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
        import incidentmap.reading.text  # noqa: F401 - imported to be instrumented
    given = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    arguments = sys.argv if given else [*sys.argv, str(corpus())]
    atheris.Setup([*arguments, "-max_len=8192"], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
