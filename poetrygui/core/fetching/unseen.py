"""Keeping what is secret of what is sent from whoever listens to the wire."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from poetrygui.core.connection.wire_listener import WireListener, kept_by
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.wire_records import sent_not_kept


class UnseenWire(WireListener):
    """Tells all to another who listens; of what is sent within :meth:`secret`, how much it was."""

    def __init__(self, behind: WireListener) -> None:
        """Tell ``behind``."""
        self._behind = behind
        self.kept = kept_by(behind)
        self.is_secret = False
        """Whether what is sent now is not to be told."""

    @contextlib.contextmanager
    def secret(self) -> Iterator[None]:
        """Tell meanwhile how much is sent, and not what."""
        self.is_secret = True
        try:
            yield
        finally:
            self.is_secret = False

    def received(self, chunk: bytes) -> None:
        """Tell of a chunk."""
        self._behind.received(chunk)

    def delivered(self) -> None:
        """Tell that all is delivered that was made of it."""
        self._behind.delivered()

    def sent(self, data: bytes) -> None:
        """Tell what was sent, or how much."""
        if self.is_secret:
            event = sent_not_kept(0, len(data))
            self._behind.event(event.kind, event.text)
        else:
            self._behind.sent(data)

    def event(self, kind: EventKind, text: str = "") -> None:
        """Tell of what else happened."""
        self._behind.event(kind, text)
