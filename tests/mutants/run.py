"""The mutants: ``make mutants``, or ``make mutants ARGS="core/segments api/"`` for those of some files.

Each small fault of the kept list is put into a copy of the tree, alone, and the tests that are named beside it are run
there. The exit status is 0 where one of them failed for each, and none for what is named as equal, with its reason.
"""

from __future__ import annotations

import argparse
import collections
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.mutants.kept import KEPT
from tests.mutants.mutant import ROOT
from tests.mutants.trials import FailingTestsError, Trials


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a part of the path of the files to try")
    parser.add_argument("--jobs", type=int, default=2, metavar="COUNT", help="mutants tried at a time")
    arguments = parser.parse_args()
    chosen = [mutant for mutant in KEPT if any(part in mutant.path for part in arguments.paths or [""])]
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
