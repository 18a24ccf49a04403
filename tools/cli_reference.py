"""Write docs/cli.md from the commands' own help texts: ``python -m tools.cli_reference [--print]``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from incidentmap.cli import command

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
HEAD = "# The command\n\nWritten by `python -m tools.cli_reference` from `--help`; a test checks that it is true.\n"


def reference() -> str:
    """Return the page: the help of the command and of every verb."""
    parts = [HEAD]
    for name, found in _walk("incidentmap", command):
        parts.append(f"\n## {name}\n\n```text\n{found}\n```\n")
    return "".join(parts)


def _walk(name: str, found: click.Command, parent: click.Context | None = None) -> list[tuple[str, str]]:
    """Return the path and the help text of a command and of all below it."""
    settings = dict(found.context_settings) | {"terminal_width": 100}
    context = click.Context(found, info_name=name, parent=parent, **settings)
    result = [(context.command_path, found.get_help(context).rstrip())]
    if isinstance(found, click.Group):
        for verb in found.list_commands(context):
            inner = found.get_command(context, verb)
            if inner is not None:
                result += _walk(verb, inner, context)
    return result


if __name__ == "__main__":
    if sys.argv[1:] == ["--print"]:
        sys.stdout.buffer.write(reference().encode())
    else:
        PAGE.write_text(reference(), encoding="utf-8")
        print(f"{PAGE.name} written")
