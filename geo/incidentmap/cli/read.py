"""``incidentmap read``: reports → incidents with evidence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

import incidentmap as im
from incidentmap.cli import common


@click.command("read", short_help="Read reports: text becomes incidents with evidence.")
@click.argument("reports", nargs=-1)
@common.output
@common.form
@common.report_options
@click.option("--mentions", metavar="FILE", help="Write every place mention, used or not, as JSON lines.")
@click.option("--report", metavar="FILE", help="Write the report card as JSON.")
@click.option("--explain", is_flag=True, help="Print the text with what was recognised in it, and why.")
@click.option("--html", metavar="FILE", help="Write the same as a page that opens offline.")
@click.option("--workers", type=click.IntRange(1), help="How many processes. [one, or one a core for much text]")
@common.rejects
@click.option(
    "--input-format", "format", metavar="FORMAT", help="Format, where the name does not tell: txt, md, html, …"
)
@click.option("--encoding", help="Encoding of text files. [found out]")
@common.gazetteer_options
@common.quiet
def command(
    reports: Sequence[str],
    output: str,
    form: str | None,
    mentions: str | None,
    report: str | None,
    html: str | None,
    rejects: str | None,
    language: str,
    worldview: str,
    *,
    explain: bool,
    quiet: bool,
    **reading: Any,
) -> None:
    """Read REPORTS: find places, times, actors and events, and join them into incidents.

    REPORTS are plain text, Markdown, HTML, RSS or Atom files, PDF or DOCX with their extras, folders of these, or "-"
    for standard input. Every incident names the sentences, the words and the rules that it rests on. What was
    recognised and not used is listed too.

    \b
    incidentmap read report.txt --published 2024-03-15 -o incidents.geojson
    incidentmap read report.txt --published 2024-03-15 --explain
    incidentmap read reports/ -o incidents.gpkg --mentions mentions.jsonl --report card.json
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    paths = _paths(reports)
    _refuse_same_files(paths, output, rejects, mentions, report, html)
    shown = explain or bool(html)
    with common.open_gazetteer(language, worldview) as gazetteer, ExitStack() as stack:
        sinks = [stack.enter_context(im.mentions_file(mentions))] if mentions else []
        if output != "-" or not shown:
            written = im.incidents_file(output, gazetteer, format=form or ("geojson" if output == "-" else None))
            sinks.append(stack.enter_context(written))
        progress = stack.enter_context(common.bar("Reading", show=not quiet))
        found = im.read(paths, gazetteer, show=shown, keep=shown, sink=_all(sinks), progress=progress, **reading)
        attribution = gazetteer.attribution
    if html:
        im.write_text(html, im.explain_page(_parts(found), attribution=attribution))
    if report:
        im.write_text(report, _json(found))
    if explain:
        for document, marks, incidents in _parts(found):
            click.echo(im.explain(document, marks, incidents, colour=sys.stdout.isatty()))
    if found.passed_over:
        others = len(found.passed_over)
        common.say(f"{others:,} {'file' if others == 1 else 'files'} of other kinds passed over", show=not quiet)
    common.say(f"{found.card().in_words()}\n{_summary(found)}", show=not quiet)
    common.finish(tuple(found.rejected), rejects)


def _paths(reports: Sequence[str]) -> list[str]:
    if reports:
        return list(reports)
    if sys.stdin.isatty():
        raise click.UsageError("no reports are given: name files or folders, or pipe a text in")
    return ["-"]


def _refuse_same_files(paths: Sequence[str], output: str, rejects: str | None, *others: str | None) -> None:
    for path in paths:
        common.refuse_same_file(path, output, rejects)
        for other in others:
            common.refuse_same_file(path, other or "-")
    outputs = [str(Path(name).resolve()) for name in (output, rejects, *others) if name not in (None, "-")]
    if twice := next((name for name in outputs if outputs.count(name) > 1), None):
        raise im.OutputError("two outputs have the same name", file=twice, remedy="give each a file of its own")


def _all(sinks: Sequence[Callable[[im.Outcome], None]]) -> Callable[[im.Outcome], None]:
    def sink(outcome: im.Outcome) -> None:
        for take in sinks:
            take(outcome)

    return sink


def _summary(found: im.Reading) -> str:
    counts = found.card().as_dict()
    return common.counted(counts["incidents"]["found"], counts["precision"], counts["incidents"]["not placed"])


def _parts(found: im.Reading) -> list[tuple[im.Document, Sequence[Any], Sequence[im.Incident]]]:
    return [(o.document, o.marks, o.incidents) for o in found.outcomes if o.document is not None]


def _json(found: im.Reading) -> str:
    import orjson

    card = found.card().as_dict() | {"rejected": [{"file": r.file, "reason": r.reason} for r in found.rejected]}
    return orjson.dumps(card, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
