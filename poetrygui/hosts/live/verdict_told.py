"""How a connection ended, and how it was lost, as JSON between the program and a host."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from twisted.internet import error
from twisted.python.failure import Failure

from poetrygui.core.connection.failures import Loss, ToldBrokenError, ToldDoneError
from poetrygui.core.guard.plugin_faults import describe_error
from poetrygui.core.outcomes import MOST_UNDELIVERED, Outcome, Undelivered, Verdict

_LONGEST_REASON = 4 * 1024
_LONGEST_DETAILS = 64 * 1024
# Those that mean the same on either side; of anything else, the sentence is told.
_LOSSES = {
    each.__name__: each
    for each in (error.ConnectionDone, error.ConnectionAborted, error.ConnectionLost, error.TimeoutError)
}


def verdict_told(verdict: Verdict) -> dict[str, Any]:
    """Return what :func:`verdict_heard` takes."""
    told: dict[str, Any] = {
        "outcome": str(verdict.outcome),
        "reason": verdict.reason[:_LONGEST_REASON],
        "details": verdict.details[-_LONGEST_DETAILS:],
    }
    if (left := verdict.undelivered) is not None:
        told |= {"at": left.at, "exact": left.is_exact, "left": b64encode(left.data[-MOST_UNDELIVERED:]).decode()}
    return told


def verdict_heard(told: Mapping[str, Any]) -> Verdict:
    """Return the verdict that was told. Raises ValueError, TypeError or KeyError where it is none."""
    left = None
    if "left" in told:
        left = Undelivered(int(told["at"]), b64decode(told["left"])[-MOST_UNDELIVERED:], bool(told["exact"]))
    reason, details = str(told["reason"])[:_LONGEST_REASON], str(told["details"])[-_LONGEST_DETAILS:]
    return Verdict(Outcome(told["outcome"]), reason, details, left)


def loss_told(reason: Failure, meaning: Loss) -> dict[str, Any]:
    """Return what :func:`loss_heard` takes: of which kind the loss is, and its ``meaning``."""
    name = next((name for name, each in _LOSSES.items() if type(reason.value) is each), "")
    outcome, sentence = meaning
    return {
        "lost": name,
        "text": "" if reason.value is None else describe_error(reason.value)[:_LONGEST_REASON],
        "clean": isinstance(reason.value, error.ConnectionDone),
        "outcome": None if outcome is None else str(outcome),
        "means": sentence[:_LONGEST_REASON],
    }


def loss_heard(told: Mapping[str, Any]) -> Failure:
    """Return a failure as Twisted tells a protocol."""
    known = _LOSSES.get(told["lost"])
    if known is not None:
        return Failure(known())
    loss = (ToldDoneError if told["clean"] else ToldBrokenError)(told["text"])
    loss.meaning = None if told["outcome"] is None else Outcome(told["outcome"]), told["means"]
    return Failure(loss)
