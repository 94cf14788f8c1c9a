"""Trying mutants: each in a copy of the tree, by the tests that are to see it."""

from __future__ import annotations

import contextlib
import enum
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path, PurePosixPath
from queue import SimpleQueue

from attrs import define, frozen

from tests.mutants.mutant import GoneError, Mutant

_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "build", "dist")
_LONGEST_TEST = 30  # seconds: what takes longer is waiting for what never comes


class Fate(enum.Enum):
    """What became of a mutant; the value says whether that is as it should be."""

    KILLED = "killed", True
    EQUAL = "equal", True
    LIVED = "LIVED", False
    SEEN = "KILLED, though named as equal", False
    GONE = "GONE", False

    def __init__(self, word: str, is_right: bool) -> None:
        self.word = word
        self.is_right = is_right


@frozen
class Trial:
    """One mutant, and what became of it; ``details`` where that needs words."""

    mutant: Mutant
    fate: Fate
    details: str = ""

    def __str__(self) -> str:
        return f"{self.fate.word:6} {self.mutant}" + (f" ({self.details})" if self.details else "")


class FailingTestsError(Exception):
    """Tests fail without any mutant, so that they tell nothing of one."""


@define
class Trials:
    """Tries mutants of the tree at ``root``, by ``jobs`` processes at a time.

    A mutant that makes its tests take ``times_as_long`` as without it, and ``at_least`` so many seconds, is seen by
    them: it has them wait for what never comes. So is one that a single test waits for.
    """

    root: Path
    jobs: int = 2
    times_as_long: float = 5
    at_least: float = 60

    def run(self, mutants: Sequence[Mutant]) -> Iterator[Trial]:
        """Give each mutant's fate, in their order. Raises FailingTestsError before the first one."""
        groups = list(dict.fromkeys(_group(mutant) for mutant in mutants))
        with self._copies() as copies, ThreadPoolExecutor(self.jobs) as pool:
            limits = dict(zip(groups, pool.map(partial(self._limit, copies), groups), strict=True))
            yield from pool.map(lambda mutant: _trial(copies, mutant, limits[_group(mutant)]), mutants)

    @contextlib.contextmanager
    def _copies(self) -> Iterator[SimpleQueue[Path]]:
        copies: SimpleQueue[Path] = SimpleQueue()
        with tempfile.TemporaryDirectory(prefix="poetrygui-mutants-") as folder:
            for job in range(self.jobs):
                copy = Path(folder, str(job))
                shutil.copytree(self.root, copy, ignore=_LEFT_OUT)
                copies.put(copy)
            yield copies

    def _limit(self, copies: SimpleQueue[Path], tests: Sequence[str]) -> float:
        """Return how many seconds these tests may take, by how many they take without a mutant."""
        with _one_of(copies) as copy:
            begun = time.monotonic()
            status, output = _run_tests(copy, tests, None)
        if status:
            raise FailingTestsError(f"{' '.join(tests)} fail without any mutant:\n{output[-4000:]}")
        return max(self.at_least, self.times_as_long * (time.monotonic() - begun))


def _group(mutant: Mutant) -> tuple[str, ...]:
    """Return the tests of a mutant, whichever of them comes first, and without those that their folder brings, too."""
    folders = {*mutant.tests}
    return tuple(sorted(test for test in folders if folders.isdisjoint(map(str, PurePosixPath(test).parents))))


@contextlib.contextmanager
def _one_of(copies: SimpleQueue[Path]) -> Iterator[Path]:
    copy = copies.get()
    try:
        yield copy
    finally:
        copies.put(copy)


def _trial(copies: SimpleQueue[Path], mutant: Mutant, limit: float) -> Trial:
    with _one_of(copies) as copy:
        path = copy / mutant.path
        try:
            source = path.read_text("utf-8")
            path.write_text(mutant.applied_to(source), "utf-8")
        except (OSError, GoneError) as error:
            return Trial(mutant, Fate.GONE, str(error))
        try:
            status, output = _run_tests(copy, mutant.tests, limit)
        finally:
            path.write_text(source, "utf-8")
    if not status:
        return Trial(mutant, Fate.EQUAL, mutant.equal) if mutant.equal else Trial(mutant, Fate.LIVED)
    return Trial(mutant, Fate.SEEN if mutant.equal else Fate.KILLED, _who_saw_it(output))


def _who_saw_it(output: str) -> str:
    """Return the test that failed, as pytest's summary names it."""
    found = re.search(r"^(?:FAILED|ERROR) (\S+)", output, re.MULTILINE)
    return found[1] if found else "no test came to its end"


def _run_tests(copy: Path, tests: Sequence[str], limit: float | None) -> tuple[int, str]:
    """Return the exit status and the output of the tests; what has to be ended has not passed."""
    # The same each time: what is seen by chance is not seen.
    the_same = ["-p", "no:randomly", "--hypothesis-seed=0", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-o", f"faulthandler_timeout={_LONGEST_TEST}"]
    command += [*the_same, *tests]
    # A cache of bytecode knows a file by its second and its size, which a mutant may share with the file itself.
    variables = {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        command,
        cwd=copy,
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
    # An example that failed for one mutant is not to be tried first for the next.
    shutil.rmtree(copy / ".hypothesis", ignore_errors=True)
    return process.returncode, output
