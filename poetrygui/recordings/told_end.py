"""How a connection in a host has ended, as it is told to the program."""

from __future__ import annotations

from typing import Any

from poetrygui.core.outcomes import Ended

_LONGEST_DETAILS = 64 * 1024


def end_told(ended: Ended) -> dict[str, Any]:
    """Return an end as JSON, without what was undelivered then; of the details it has the last ones."""
    return {
        "outcome": str(ended.outcome),
        "reason": ended.reason,
        "bytes": ended.bytes,
        "frames": ended.frames,
        "seconds": ended.seconds,
        "details": ended.details[-_LONGEST_DETAILS:],
        "received": ended.received,
    }
