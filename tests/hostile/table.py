"""All hostile files by their names."""

from __future__ import annotations

from tests.hostile.calls import CALLS
from tests.hostile.hostile import Hostile
from tests.hostile.makings import MAKINGS
from tests.hostile.processes import GIGABYTE, PROCESSES
from tests.hostile.values import VALUES

ALL: list[Hostile] = [*CALLS, *PROCESSES, *VALUES, *MAKINGS, GIGABYTE]


def named(name: str) -> Hostile:
    """Return the one of that name."""
    return next(each for each in ALL if each.name == name)
