"""Whether a server is connected to again when a connection has ended."""

from __future__ import annotations

import enum

from attrs import field, frozen
from attrs.converters import optional


class Reconnect(enum.StrEnum):
    """When it is."""

    OFF = "off"  # never
    AFTER_FAILURE = "after-failure"  # where the connection did not end cleanly, or did not come about
    ALWAYS = "always"  # also after a clean end


MOST_ATTEMPTS = 9_999
"""Attempts in a row that may be asked for; without a limit there are as many as it takes."""


def _as_attempts(count: int) -> int:
    return min(max(count, 1), MOST_ATTEMPTS)


@frozen(kw_only=True)
class GoesOn:
    """What a server says of going on by itself."""

    reconnect: Reconnect = Reconnect.OFF
    """When it is connected to again; a change of it is for the ends that come."""
    reconnect_limit: int | None = field(default=None, converter=optional(_as_attempts))
    """After so many attempts in a row that brought nothing no more is made; None for as many as it takes."""
    resumes: bool = False
    """Whether it is fetched again as the program starts, where it ran when that was quit."""
