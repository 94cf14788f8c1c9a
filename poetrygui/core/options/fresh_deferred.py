"""A Deferred for an author's class that is built with one."""

from __future__ import annotations

from typing import Any, TypeAlias

from twisted.internet.defer import Deferred

UnheardDeferred: TypeAlias = Deferred[Any]


def unheard_deferred() -> UnheardDeferred:
    """Return one whose failure is nobody's news: how a connection ended is told in another way."""
    made: UnheardDeferred = Deferred()
    return made.addErrback(lambda _: None)
