"""A figure, and the goal that it is held against."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from attrs import frozen


@frozen
class Figure:
    """One measured value. ``sense`` says on which side of ``goal`` it should be; without a goal it is only told."""

    row: str
    what: str
    value: float
    unit: str
    goal: float | None = None
    sense: str = "≤"
    note: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.goal is None:
            return None
        return self.value <= self.goal if self.sense == "≤" else self.value >= self.goal

    @property
    def shown(self) -> str:
        """The value, as a reader wants it."""
        return f"{number(self.value)} {self.unit}".strip()

    @property
    def shown_goal(self) -> str:
        """The goal, likewise; empty where there is none."""
        return "" if self.goal is None else f"{self.sense} {number(self.goal)} {self.unit}".strip()

    @property
    def verdict(self) -> str:
        """One word: met, missed, or nothing."""
        return {None: "", True: "met", False: "missed"}[self.is_met]


def number(value: float) -> str:
    """Return three digits that count, and no exponent."""
    if value == int(value) and abs(value) < 1000:
        return str(int(value))
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that so many percent of the values do not pass; 0 of none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * percent / 100), len(ordered) - 1)]


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)
