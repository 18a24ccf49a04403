"""What the benchmarks share: fresh processes, memory, tables."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Sequence


def in_fresh_process(code: str, *, timeout: float = 600) -> dict[str, float] | None:
    """Run code that prints one JSON object last; ``None`` when it failed or took too long.

    The object gains ``peak_mb``, the largest resident memory of the process.
    """
    prologue = "import json, resource, sys, time\n"
    # Of this process alone: what getrusage() says begins with the size of the process that started it.
    prologue += (
        "def peak_mb():\n    with open('/proc/self/status') as file:\n"
        "        return next(int(line.split()[1]) / 1024 for line in file if line.startswith('VmHWM'))\n"
    )
    epilogue = "\nresult['peak_mb'] = peak_mb()\nprint(json.dumps(result))\n"
    program = prologue + textwrap.dedent(code) + epilogue
    try:
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=timeout, check=True
        )
    except subprocess.TimeoutExpired:
        return None
    except subprocess.CalledProcessError as error:
        print(error.stderr.strip().splitlines()[-1] if error.stderr else error, file=sys.stderr)
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table."""
    cells = [[_cell(c) for c in row] for row in rows]
    widths = [max(len(str(row[i])) for row in [list(head), *cells]) for i in range(len(head))]
    for row in [list(head), ["-" * w for w in widths], *cells]:
        print("| " + " | ".join(str(c).ljust(w) for c, w in zip(row, widths, strict=True)) + " |", flush=True)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return str(value)
