"""What a transport says at the end of a connection, whatever has ended it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from poetrygui.core.outcomes import Verdict


def with_parting(verdict: Verdict, transport: Any, remarks: Sequence[str] = ()) -> Verdict:
    """Return the verdict with what ``transport`` says in ``parting``, if it has that: what it cannot know, say.

    Such a one has no end of its own, at which ``remarks`` are told, and they are told here.
    """
    parting = getattr(transport, "parting", "")
    return evolve(verdict, reason="; ".join([verdict.reason, *remarks, parting])) if parting else verdict
