"""The line between two connections of one stream: how the one ended, and when the next one began."""

from __future__ import annotations

import datetime

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import OUTCOME_WORDS, size_text, time_text

RULE = "──"
"""What such a line begins and ends with."""

_LONGEST_REASON = 160  # characters


def connection_line(started: str, ended: Ended | None, next_started: str) -> str:
    """Return the line behind a connection that was ``started`` and ``ended`` so, when the next was ``next_started``.

    Both times are in ISO 8601. Of a connection of which no end is noted, none is told.
    """
    began, again = _moment(started), _moment(next_started)
    if ended is None:
        told = "its end was not noted"
    elif ended.outcome is Outcome.INTERRUPTED:  # nobody knows when
        told = f"{OUTCOME_WORDS[ended.outcome]}: {label_text(ended.reason, _LONGEST_REASON)} · {size_text(ended.bytes)}"
    else:
        end = None if began is None else began + datetime.timedelta(seconds=ended.seconds)
        when = "" if end is None else f"{end:%Y-%m-%d %H:%M:%S} · "
        reason = label_text(ended.reason, _LONGEST_REASON).rstrip(".")
        came = f"{size_text(ended.bytes)} in {time_text(ended.seconds)}"
        told = f"{when}{OUTCOME_WORDS[ended.outcome]}: {reason} · {came}"
    then = "" if again is None else f" {again:%Y-%m-%d %H:%M:%S}" if _days(began, again) else f" {again:%H:%M:%S}"
    return f"{RULE} {told} · connected again{then} {RULE}"


def _days(began: datetime.datetime | None, again: datetime.datetime) -> bool:
    """Tell whether the next one was begun on another day, or that is not known."""
    return began is None or began.astimezone(again.tzinfo).date() != again.date()


def _moment(text: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
