"""The mutants: ``make mutants``, or ``make mutants ARGS="core/connection api/"`` for those of some files.

Each small fault is put into a copy of the tree, alone, and the tests that are named beside it are run there. The exit
status is 0 where one of them failed for each, and none for what is named as equal, with its reason.

The faults are those of the kept list, and a sample of those that cosmic-ray makes of the rooms in lists/sampled.py:
the same for each seed.
"""

from __future__ import annotations

import argparse
import collections
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.mutants.kept import KEPT
from tests.mutants.lists.sampled import EQUAL, ROOMS
from tests.mutants.mutant import ROOT, Mutant
from tests.mutants.sample import Sample
from tests.mutants.trials import FailingTestsError, Trials


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a part of the path of the files to try")
    parser.add_argument("--jobs", type=int, default=2, metavar="COUNT", help="mutants tried at a time")
    parser.add_argument("--only", choices=["kept", "sample"], help="the kept list alone, or the sample alone")
    parser.add_argument("--sample", type=int, default=200, metavar="COUNT", help="how large the sample is")
    parser.add_argument("--seed", type=int, default=1, metavar="NUMBER", help="which sample")
    arguments = parser.parse_args()
    parts = arguments.paths or [""]
    chosen: Sequence[Mutant] = []
    if arguments.only != "sample":
        chosen = [mutant for mutant in KEPT if any(part in mutant.path for part in parts)]
    if arguments.only != "kept":
        try:
            chosen = [
                *chosen,
                *Sample(ROOT, ROOMS, [*EQUAL, *(mutant for mutant in KEPT if mutant.equal)]).drawn(
                    arguments.sample, arguments.seed, parts
                ),
            ]
        except ImportError as error:
            parser.error(f"{error}: `make mutants` installs it; or try the kept list alone, with --only kept")
    if not chosen:
        parser.error(f"no file of the list has {' or '.join(arguments.paths)} in its path")
    begun = time.monotonic()
    trials = []
    try:
        for trial in Trials(ROOT, arguments.jobs).run(chosen):
            trials.append(trial)
            print(trial, flush=True)
    except FailingTestsError as error:
        print(error, file=sys.stderr)
        return 2
    counts = collections.Counter(trial.fate.word for trial in trials)
    told = ", ".join(f"{count} {word}" for word, count in counts.items())
    print(f"{len(trials)} mutants in {time.monotonic() - begun:.0f} s: {told}")
    return 0 if all(trial.fate.is_right for trial in trials) else 1


if __name__ == "__main__":
    sys.exit(main())
