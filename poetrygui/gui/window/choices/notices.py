"""Of which ends of connections the desktop is told."""

from __future__ import annotations

NEVER, FAILURES, ALL_ENDS = "never", "failures", "all"
