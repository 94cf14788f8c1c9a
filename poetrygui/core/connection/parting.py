"""What a transport says at the end of a connection, whatever has ended it."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from poetrygui.core.outcomes import Verdict


def with_parting(verdict: Verdict, transport: Any) -> Verdict:
    """Return the verdict with what ``transport`` says in ``parting``, if it has that: what it cannot know, say."""
    parting = getattr(transport, "parting", "")
    return evolve(verdict, reason=f"{verdict.reason}; {parting}") if parting else verdict
