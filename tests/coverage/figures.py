"""How many lines of each file no test reaches: kept beside the tests, so that it is seen when it becomes more."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from attrs import frozen

SLACK = 2
"""So many lines of a file may be reached by one run and not by the next: what a machine is slow in decides."""

Missed = Mapping[str, Sequence[int]]
"""For each file the numbers of the lines that no test reaches."""

_HEADER = """\
# The lines of each file that no test reaches: `make coverage` compares. A figure may fall and never rises; after such
# a run, `make coverage ARGS="--last --update"` keeps what fell and what is new.

[missed]
"""


@frozen
class Figures:
    """The figure of each file that was measured."""

    missed: Mapping[str, int]

    @classmethod
    def read(cls, path: Path) -> Figures:
        """Return those of a file."""
        return cls(tomllib.loads(path.read_text("utf-8"))["missed"])

    def write(self, path: Path) -> None:
        """Write them into a file."""
        lines = [f'"{name}" = {count}\n' for name, count in sorted(self.missed.items())]
        path.write_text(_HEADER + "".join(lines), "utf-8")

    def faults(self, now: Missed) -> list[str]:
        """Return a sentence for each file of which tests reach less than before, or less than all where it is new."""
        return [
            f"{name}: no test reaches {_count(lines)}, {self._before(name)}: {_ranges(lines)}"
            for name, lines in sorted(now.items())
            if len(lines) > self.missed.get(name, 0) + SLACK
        ]

    def gains(self, now: Missed) -> list[str]:
        """Return a sentence for each file of which tests reach more than before, or which is new."""
        return [
            f"{name}: no test reaches {_count(lines)}, {self._before(name)}"
            for name, lines in sorted(now.items())
            if name not in self.missed or len(lines) < self.missed[name]
        ]

    def updated(self, now: Missed) -> Figures:
        """Return them with what fell and what is new, and without what is gone."""
        return Figures({name: min(len(lines), self.missed.get(name, len(lines))) for name, lines in now.items()})

    def _before(self, name: str) -> str:
        return f"and {self.missed[name]} before" if name in self.missed else "and it has no figure yet"


def _count(lines: Sequence[int]) -> str:
    return f"{len(lines)} line{'s'[: len(lines) != 1]}"


def _ranges(lines: Sequence[int]) -> str:
    """Return ``3-5, 9`` of 3, 4, 5 and 9."""
    runs = [[line for _, line in run] for _, run in groupby(enumerate(sorted(lines)), lambda each: each[1] - each[0])]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
