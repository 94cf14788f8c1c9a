"""Why a protocol closes its own connection: because it has all that it wants, or because something went wrong.

Twisted has one call for both. What is running when it is made tells them apart, and it is made once at most.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from types import CodeType, FrameType
from typing import Any, NamedTuple

from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.error import ConnectionClosed
from twisted.protocols.policies import TimeoutMixin
from twisted.python.failure import Failure

from poetrygui.core.guard.plugin_faults import author_traceback, describe_error
from poetrygui.core.outcomes import Outcome, Verdict

# What ends an iteration or a wait, rather than tells that something is wrong.
_NO_ERRORS = (StopIteration, StopAsyncIteration, GeneratorExit, CancelledError, ConnectionClosed)
_TIMED_OUT = getattr(TimeoutMixin, "_TimeoutMixin__timedOut").__code__  # noqa: B009 - a private name of a class
_RUN_CALLBACKS = getattr(Deferred, "_runCallbacks").__code__  # noqa: B009
_TIMEOUT = re.compile(r"time_?d?_?out", re.IGNORECASE)


class OwnClose(NamedTuple):
    """How a protocol came to close: ``while_receiving`` it decided about what had just come.

    ``trouble`` is the verdict where it did not close because it has all that it wants.
    """

    while_receiving: bool
    trouble: Verdict | None = None


def look_at_close(connection: object, receiving: CodeType) -> OwnClose:
    """Return how the protocol of ``connection`` comes to close; called within its call to close.

    ``receiving`` is the connection's method that hands data to the protocol.
    """
    frames = list(_frames(sys._getframe(1)))
    received = next(
        (at for at, each in enumerate(frames) if each.f_code is receiving and each.f_locals.get("self") is connection),
        None,
    )
    own = frames[:received]
    caught = _error_caught_in(own)
    error = caught or _error_of_deferred_in(own)
    if error is not None:
        # What it catches while it takes data, and closes for, is what it does not take the data for.
        is_foreseen = caught is not None and received is not None
        outcome = Outcome.PROTOCOL_ERROR if is_foreseen else Outcome.PLUGIN_FAULT
        reason = f"the protocol closed the connection over an error: {describe_error(error)}"
        return OwnClose(received is not None, Verdict(outcome, reason, author_traceback(error)))
    if received is None and any(_is_timeout(each) for each in own):
        return OwnClose(False, Verdict(Outcome.TIMEOUT, _timeout_sentence(own)))
    return OwnClose(received is not None)


def _frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _error_caught_in(own: list[FrameType]) -> BaseException | None:
    """Return the error that an except clause in one of these frames handles."""
    error = sys.exc_info()[1]
    trace = None if error is None else error.__traceback__
    # Where it was caught is where its traceback begins; one that is handled further out is none of the protocol's.
    is_own = trace is not None and trace.tb_frame in own
    return error if is_own and not isinstance(error, _NO_ERRORS) else None


def _error_of_deferred_in(own: list[FrameType]) -> BaseException | None:
    """Return the error that an errback among these frames was called with."""
    for frame in own:
        if frame.f_code is _RUN_CALLBACKS:
            result: Any = getattr(frame.f_locals.get("current"), "result", None)
            if isinstance(result, Failure) and not isinstance(result.value, _NO_ERRORS):
                return result.value
    return None


def _is_timeout(frame: FrameType) -> bool:
    # A reactor's own functions have such names, too, and stand below every timed call.
    is_programs = str(frame.f_globals.get("__name__")).startswith("poetrygui.")
    return frame.f_code is _TIMED_OUT or (not is_programs and _TIMEOUT.search(frame.f_code.co_name) is not None)


def _timeout_sentence(own: list[FrameType]) -> str:
    sentence = "the protocol closed the connection, since its own time-out was over"
    for frame in own:
        seconds = getattr(frame.f_locals.get("self"), "timeOut", None) if frame.f_code is _TIMED_OUT else None
        if isinstance(seconds, (int, float)):
            return f"{sentence}: {seconds:g} s"
    return sentence
