"""What a protocol in a host has registered to be told when to send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from poetrygui.hosts.messages import Message


class ProducerThere:
    """Tells a producer how the real transport takes what it writes; one that is to be asked is asked each time."""

    def __init__(self, reactor: Any, send: Callable[[Message], None]) -> None:
        """Ask by ``reactor``; ``send`` tells the program whether there is one, which a close waits for."""
        self._reactor = reactor
        self._send = send
        self._producer: Any = None
        self._is_streaming = False
        self._is_full = False

    def register(self, producer: Any, *, streaming: bool) -> None:
        """Take a producer, which with ``streaming`` writes by itself. Raises RuntimeError where there is one."""
        if self._producer is not None:
            raise RuntimeError(f"a producer is registered already: {type(self._producer).__name__}")
        self._producer, self._is_streaming = producer, streaming
        self._send({"producer": True})
        if not streaming:
            self._pull(producer)
        elif self._is_full:
            producer.pauseProducing()

    def unregister(self) -> None:
        """Let it go."""
        if self._producer is not None:
            self._producer = None
            self._send({"producer": False})

    def filled(self, is_full: bool) -> None:
        """Tell it whether the server takes what is written."""
        self._is_full = is_full
        if self._producer is None:
            return
        if not self._is_streaming:
            self._pull(self._producer)
        elif is_full:
            self._producer.pauseProducing()
        else:
            self._producer.resumeProducing()

    def stop(self) -> None:
        """Tell it that nothing more can be sent."""
        producer, self._producer = self._producer, None
        if producer is not None:
            producer.stopProducing()

    def _pull(self, producer: Any) -> None:
        if self._producer is producer and not self._is_full:
            producer.resumeProducing()
            self._reactor.callLater(0, self._pull, producer)
