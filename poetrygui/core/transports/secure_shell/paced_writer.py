"""A producer that writes to where there is not always room."""

from __future__ import annotations

from typing import Any

from twisted.internet.interfaces import IDelayedCall


class PacedWriter:
    """Has a producer produce while there is room."""

    def __init__(self, reactor: Any) -> None:
        """Begin with room, and with no producer."""
        self._reactor = reactor
        self._producer: Any = None
        self._pulls = False
        self._has_room = True
        self._next: IDelayedCall | None = None

    def register(self, producer: Any, streaming: bool) -> None:
        """Have ``producer`` produce; one that is not ``streaming`` is asked for one piece after the other."""
        if self._producer is not None:
            raise RuntimeError("There is a producer already: it is to be unregistered first.")
        self._producer, self._pulls = producer, not streaming
        if self._pulls:
            self._pull()
        elif not self._has_room:
            producer.pauseProducing()

    def unregister(self) -> None:
        """Let the producer go."""
        self._producer = None
        if self._next is not None and self._next.active():
            self._next.cancel()

    def room(self, has_room: bool) -> None:
        """Take notice that there is room now, or none."""
        self._has_room = has_room
        if self._producer is None:
            return
        if self._pulls:
            self._pull()
        elif has_room:
            self._producer.resumeProducing()
        else:
            self._producer.pauseProducing()

    def stop(self) -> None:
        """Have the producer stop: nobody reads any more."""
        producer = self._producer
        self.unregister()
        if producer is not None:
            producer.stopProducing()

    def _pull(self) -> None:
        if self._has_room and (self._next is None or not self._next.active()):
            self._next = self._reactor.callLater(0, self._ask)

    def _ask(self) -> None:
        if self._has_room:
            self._producer.resumeProducing()
        if self._producer is not None:
            self._pull()
