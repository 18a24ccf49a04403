"""The command: one small file for each verb; each only calls the face.

Verbs of other packages join through the entry point group ``incidentmap.commands`` (the server's ``serve`` does).
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.metadata import entry_points

import click

from incidentmap.errors import IncidentmapError

_VERBS = ("read", "geocode", "reverse", "locate", "map", "export", "gazetteer")


class _Verbs(click.Group):
    """Load a verb's module only when it is called: ``--help`` and tab completion stay quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return [*_VERBS, *(e.name for e in entry_points(group="incidentmap.commands"))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name in _VERBS:
            command: click.Command = import_module(f"incidentmap.cli.{cmd_name}").command
            return command
        for entry in entry_points(group="incidentmap.commands", name=cmd_name):
            loaded: click.Command = entry.load()
            return loaded
        return None


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="incidentmap", prog_name="incidentmap")
def command() -> None:
    """Make an honest map of incidents from reports and event tables. Nothing leaves this machine.

    \b
    incidentmap read report.txt --published 2024-03-15 -o incidents.geojson
    incidentmap geocode "Теребрено" "the region of Belgorod"
    incidentmap locate events.csv -o incidents.geojson
    incidentmap map incidents.geojson -o map.html
    incidentmap serve incidents.geojson

    Exit codes: 0 done; 1 done, but some rows were rejected; 2 the call or the input cannot be used.
    """  # noqa: D301 - \b is click's mark for lines to leave alone


def main() -> None:
    """Run the command: an error on purpose is one message and exit code 2, never a traceback."""
    try:
        command.main(prog_name="incidentmap", standalone_mode=False)
    except IncidentmapError as error:
        click.echo(f"incidentmap: {error}", err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("incidentmap: stopped", err=True)
        sys.exit(130)  # as a shell reports Ctrl-C; 1 would say that rows were rejected
    except BrokenPipeError:
        # Whoever reads the output has gone (| head): not worth a message. Python would complain at exit otherwise.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        click.echo(
            f"incidentmap: the system refused: {error}. To mend it: check the disk and the permissions.", err=True
        )
        sys.exit(2)
