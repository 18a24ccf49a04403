"""What a statistical recogniser adds as a voter: names and incidents of the labelled reports, with it and without.

    python -m benchmarks.voters [FOLDER]

Each recogniser that is installed is asked about the reports in its languages.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.labelled import FOLDER, Report, reports
from benchmarks.measuring import table
from benchmarks.reading import HARMONIES, SHARES, run_with, scores

if TYPE_CHECKING:
    from incidentmap import Gazetteer
    from incidentmap.reading.voters import Voter


def row(label: str, labelled: list[Report], gazetteer: Gazetteer, voters: Sequence[Voter]) -> list[object]:
    """Read with these voters; the second reading, with everything loaded, is timed."""
    read = run_with(voters)
    scores(labelled, gazetteer, read)
    started = time.perf_counter()
    groups, broken = scores(labelled, gazetteer, read)
    speed = sum(len(r.text.encode()) for r in labelled) / 1000 / (time.perf_counter() - started)
    if broken:
        raise SystemExit("\n".join(broken))
    score = groups["all"]
    names = score.f1(*HARMONIES["names, exact spans"])
    share = score.share(*SHARES["place right, of all names"])
    return [label, len(labelled), *names, share, score.f1(*HARMONIES["incidents"])[2], speed]


def main() -> None:
    """Measure and print."""
    from incidentmap import Gazetteer
    from incidentmap.reading.voters import available

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    options = parser.parse_args()
    labelled = reports(options.folder)
    gazetteer = Gazetteer.open()
    rows = []
    for voter in available():
        asked = [r for r in labelled if r.language in voter.languages]
        languages = ", ".join(sorted(voter.languages))
        rows.append(row(f"{languages}: rules alone", asked, gazetteer, ()))
        rows.append(row(f"{languages}: with {voter.name}", asked, gazetteer, (voter,)))
    if not rows:
        print('No recogniser is installed: pip install "incidentmap[nlp]"')
        return
    head = ("", "reports", "names P", "names R", "names F1", "place right, of all", "incidents F1", "KB/s")
    table(head, rows)
    print("\nKB/s: one report at a time with its incident frame; benchmarks.reading_speed measures speed.")


if __name__ == "__main__":
    main()
