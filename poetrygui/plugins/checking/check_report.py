"""What a check found."""

from __future__ import annotations

import time
from collections.abc import Callable

from attrs import field, frozen


@frozen
class CheckResult:
    """One line of a report: what was checked, whether it held, and how much was tried or what was found."""

    title: str
    passed: bool
    detail: str

    def __str__(self) -> str:
        return f"{'ok' if self.passed else 'FAILED':<7}{self.title}: {self.detail}"


@frozen
class CheckReport:
    """Everything that a check found."""

    results: tuple[CheckResult, ...]

    @property
    def passed(self) -> bool:
        """Whether all of it held."""
        return all(result.passed for result in self.results)

    def __str__(self) -> str:
        return "\n".join(map(str, self.results))


@frozen
class Deadline:
    """The time by which a check is to be through. ``seconds`` from now; ``on_look`` is called at each look at it."""

    seconds: float
    on_look: Callable[[], object] = bool
    _end: float = field(init=False)

    @_end.default
    def _seconds_from_now(self) -> float:
        return time.monotonic() + self.seconds

    @property
    def is_over(self) -> bool:
        """Whether that time has come."""
        self.on_look()
        return time.monotonic() >= self._end

    def time_for(self, tried: str) -> str:
        """Return the sentence for a check that was not through."""
        return f"there was time for {tried} only, within {self.seconds:g} s"


def count(number: int, unit: str) -> str:
    """Return a number of things in words."""
    return f"{number:,} {unit if number == 1 else unit + 's'}"
