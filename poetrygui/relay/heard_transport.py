"""The transport that is shown to who hears a relayed connection: one can listen there, and say nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from typing import Protocol as StructuralType

from zope.interface import directlyProvides, providedBy

from poetrygui.core.transports.streams.asides import Aside, nobody_hears


class HeardSide(StructuralType):
    """What is heard."""

    def pause(self, who: object) -> None:
        """Read no more."""

    def resume(self, who: object) -> None:
        """Read again."""

    def hear_no_more(self) -> None:
        """Let who hears go."""


class HeardTransport:
    """Is asked what the real transport is; what is written is dropped, and a close ends the hearing alone."""

    def __init__(self, side: HeardSide, real: Any) -> None:
        """Stand before the ``real`` transport of a ``side``."""
        self.on_aside: Callable[[Aside], None] = nobody_hears
        self._side = side
        self._real = real
        self._has_written = False
        directlyProvides(self, providedBy(real))
        if hasattr(real, "on_aside"):
            real.on_aside = self._tell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    @property
    def bufferSize(self) -> int:
        """How much is read at a time."""
        size: int = self._real.bufferSize
        return size

    @bufferSize.setter
    def bufferSize(self, size: int) -> None:
        self._real.bufferSize = size

    def write(self, data: bytes) -> None:
        """Drop it, and say so."""
        if data and not self._has_written:
            self._has_written = True
            self.on_aside(
                Aside("a relay passes on what others say: what the protocol writes is dropped", is_remark=True)
            )

    def writeSequence(self, data: Iterable[bytes]) -> None:
        """Drop it, and say so."""
        self.write(b"".join(data))

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        """Have the producer stop: nobody takes what it makes."""
        producer.stopProducing()

    def unregisterProducer(self) -> None:
        """Do nothing: none is ever kept."""

    def pauseProducing(self) -> None:
        """Have nothing read."""
        self._side.pause("heard")

    def resumeProducing(self) -> None:
        """Have it read again."""
        self._side.resume("heard")

    def stopProducing(self) -> None:
        """Hear no more."""
        self._side.hear_no_more()

    def loseWriteConnection(self) -> None:
        """Do nothing: nothing is ever sent."""

    def loseConnection(self) -> None:
        """Hear no more."""
        self._side.hear_no_more()

    def abortConnection(self) -> None:
        """Hear no more."""
        self._side.hear_no_more()

    def _tell(self, aside: Aside) -> None:
        self.on_aside(aside)
