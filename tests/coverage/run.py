"""The lines that tests reach: ``make coverage`` runs all tests, with the processes that they start.

The exit status is 1 where tests reach less of a file than tests/coverage/figures.toml says.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.coverage.figures import Figures, Missed

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "tests" / "coverage" / "figures.toml"
DATA = ROOT / ".coverage-data"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--last", action="store_true", help="look at what the last run reached, and run nothing")
    parser.add_argument("--update", action="store_true", help="keep the figures that fell, and those of new files")
    arguments = parser.parse_args()
    if not arguments.last and (status := _run_tests()):
        print("Tests failed, and so nothing is compared; with --last it is all the same.", file=sys.stderr)
        return status
    if not (DATA / "data").exists():
        parser.error("there is no run to look at: make coverage")
    return compare(_missed(), FIGURES, is_update=arguments.update)


def compare(now: Missed, path: Path, *, is_update: bool) -> int:
    """Tell how the lines that are missed now compare with the figures at ``path``; return the exit status."""
    before = Figures.read(path)
    faults, gains = before.faults(now), before.gains(now)
    if is_update:
        after = before.updated(now)
        after.write(path)
        faults = after.faults(now)
    elif gains:
        print(*gains, '`make coverage ARGS="--last --update"` keeps these figures.', "", sep="\n")
    if faults:
        print("Tests reach less than they did: write those that reach these lines.", *faults, sep="\n")
        return 1
    total = sum(map(len, now.values()))
    print(f"Tests reach as much of each file as before, or more. In all they miss {total:,} lines.")
    return 0


def _run_tests() -> int:
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir()
    status = _coverage("run", "-m", "pytest")
    _remove_damaged()
    _coverage("combine", "--quiet")
    return status


def _remove_damaged() -> None:
    """Remove what a process that was killed while it wrote has left: one such file is the end of combining."""
    from coverage import CoverageData, CoverageException  # type: ignore[import-not-found]  # in an environment of its own

    for path in DATA.glob("data.*"):
        try:
            CoverageData(no_disk=True).update(CoverageData(str(path)))
        except CoverageException:
            path.unlink()


def _missed() -> Missed:
    report = DATA / "report.json"
    _coverage("json", "--quiet", "-o", str(report))
    files = json.loads(report.read_text("utf-8"))["files"]
    return {name.replace(os.sep, "/"): file["missing_lines"] for name, file in files.items()}


def _coverage(command: str, *arguments: str) -> int:
    """Run one of coverage's commands; return the status of the tests."""
    # The settings are in pyproject.toml. Each process adds a file beside this one until they are combined.
    variables = {**os.environ, "COVERAGE_FILE": str(DATA / "data")}
    line = [sys.executable, "-m", "coverage", command, *arguments]
    return subprocess.run(line, cwd=ROOT, env=variables, check=command != "run").returncode


if __name__ == "__main__":
    sys.exit(main())
