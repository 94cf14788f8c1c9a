"""Fetching in one call, for other programs."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import frozen
from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.protocol import Protocol

from poetrygui.api import FrameSink
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.outcomes import Ended, Outcome, State
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.servers.server_book import Server


@frozen
class FetchedPoem:
    """A poem and how its connection ended. Its rows and its exact bytes are read from ``store``."""

    ended: Ended
    store: StoredPoem

    @property
    def outcome(self) -> Outcome:
        """How the connection ended."""
        return self.ended.outcome

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        return self.ended.reason

    def data(self) -> bytes:
        """Return the bytes of all frames, put together. All of them are then in memory."""
        return b"".join(self.store.exact_pieces())

    def text(self) -> str:
        """Return the poem as text, each frame on rows of its own; what is not UTF-8 shows as U+FFFD."""
        return b"".join(self.store.row_pieces()).decode("utf-8", errors="replace")


def fetch(
    reactor: Any,
    server: Server,
    protocol: type[Protocol],
    *,
    store: PoemStore | None = None,
    on_state: Callable[[State], None] | None = None,
    sink: FrameSink | None = None,
) -> Deferred[FetchedPoem]:
    """Fetch a server by ``protocol`` and fire with its poem, whatever the outcome.

    The reactor is only used, never stopped. Without ``store`` the poem is in a temporary folder and goes with the
    FetchedPoem. ``sink`` gets each frame as well, ``on_state`` each state, at most 60 a second. Cancelling the Deferred
    ends the connection as ``stopped``, and fails the Deferred with CancelledError.
    """
    temporary: Path | None = None
    if store is None:
        temporary = Path(tempfile.mkdtemp(prefix="poem-"))
        store = PoemStore(temporary / "poem")
    running = Fetch(reactor, server, protocol, store, on_state=on_state, also=sink)
    if temporary is not None:
        weakref.finalize(store, shutil.rmtree, temporary, ignore_errors=True)

    def cancel(cancelled: Deferred[FetchedPoem]) -> None:
        # First, because stopping may end the fetch before it returns.
        cancelled.errback(CancelledError())
        running.stop("cancelled")

    result: Deferred[FetchedPoem] = Deferred(cancel)

    def finish(ended: Ended) -> None:
        if not result.called:
            result.callback(FetchedPoem(ended, store))

    running.done.addCallback(finish)
    running.start()
    return result
