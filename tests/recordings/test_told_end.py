"""An end as it is told: all but what was undelivered, and of long details the last ones."""

from __future__ import annotations

import json

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.recordings.told_end import end_told


def test_an_end_is_plain_json() -> None:
    told = end_told(Ended(Outcome.CUT, "in a frame", 7, 2, 1.5, "x" * 100_000 + "last", 9))
    details = told.pop("details")
    assert (len(details), details[-4:]) == (64 * 1024, "last")
    assert json.loads(json.dumps(told)) == {
        "outcome": "cut",
        "reason": "in a frame",
        "bytes": 7,
        "frames": 2,
        "seconds": 1.5,
        "received": 9,
    }
