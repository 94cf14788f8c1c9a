"""Errors that are told already: a connection's end tells why, whatever else is done with the same error."""

from __future__ import annotations

from contextlib import suppress

from twisted.python.failure import Failure

_NAME = "_poetrygui_is_told"


def note_as_told(failure: Failure) -> Failure:
    """Return the failure, of which a connection's end is going to tell."""
    with suppress(Exception):  # not every error takes attributes
        setattr(failure.value, _NAME, True)
    return failure


def is_told(failure: Failure) -> bool:
    """Tell whether a failure was only handed on, to a Deferred that nobody looks after, and is told elsewhere."""
    return failure.getTracebackObject() is None and getattr(failure.value, _NAME, False) is True
