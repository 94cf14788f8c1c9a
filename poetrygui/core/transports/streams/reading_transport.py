"""A transport for what can only be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from twisted.internet.error import ConnectionAborted, ConnectionDone
from twisted.internet.interfaces import IAddress, IProtocol, IPushProducer, ITransport
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.transports.streams.asides import Aside, nobody_hears
from poetrygui.core.transports.streams.ends import StreamBrokenError, StreamDoneError
from poetrygui.core.transports.streams.reader import Ears, Reader

_AT_FIRST = 64 * 1024  # bytes, as much as Twisted's own transports read


@implementer(ITransport, IPushProducer)
class ReadingTransport:
    """Gives a protocol what a reader reads; what the protocol writes goes nowhere, which is told once.

    ``bufferSize`` is how much to read at most; whoever wants to hear of what comes beside the bytes sets ``on_aside``.
    """

    disconnecting = False
    takes_nothing = True
    """Whoever wants to send much asks before it tries."""

    def __init__(self, reactor: Any, protocol: IProtocol, address: IAddress, at_end: str) -> None:
        """Read nothing before :meth:`begin`.

        ``address`` is where it comes from; ``at_end`` says what its end means, in a sentence.
        """
        self.bufferSize = _AT_FIRST
        self.on_aside: Callable[[Aside], None] = nobody_hears
        self._reactor = reactor
        self._protocol: IProtocol | None = protocol
        self._address = address
        self._at_end = at_end
        self._reader: Reader | None = None
        self._has_written = False

    @property
    def ears(self) -> Ears:
        """What the reader is to call."""
        return Ears(lambda: self.bufferSize, self._came, self._ended)

    def begin(self, reader: Reader) -> None:
        """Connect the protocol, and read."""
        self._reader = reader
        assert self._protocol is not None
        reader.start()  # nothing comes in this turn, and the protocol may pause
        self._protocol.makeConnection(self)

    def tell(self, aside: Aside) -> None:
        """Tell whoever wants to hear."""
        self.on_aside(aside)

    # What a protocol does

    def pauseProducing(self) -> None:
        """Read no more for now."""
        if self._reader is not None:
            self._reader.stop()

    def resumeProducing(self) -> None:
        """Read again."""
        if self._reader is not None and not self.disconnecting:
            self._reader.start()

    def stopProducing(self) -> None:
        """Close."""
        self.loseConnection()

    def loseConnection(self) -> None:
        """Close; the protocol hears of it in another turn."""
        self._close(ConnectionDone())

    def abortConnection(self) -> None:
        """Close at once."""
        self._close(ConnectionAborted())

    def write(self, data: bytes) -> None:
        """Drop it, and say so."""
        if data and not self._has_written:
            self._has_written = True
            self.on_aside(Aside("nothing can be sent this way: what the protocol writes is dropped", is_remark=True))

    def writeSequence(self, data: Iterable[bytes]) -> None:
        """Drop it, and say so."""
        self.write(b"".join(data))

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        """Have the producer stop: nobody reads what it makes."""
        producer.stopProducing()

    def unregisterProducer(self) -> None:
        """Do nothing: none is ever kept."""

    def getPeer(self) -> IAddress:
        """Return where it comes from."""
        return self._address

    def getHost(self) -> IAddress:
        """Return the same: there is no other end."""
        return self._address

    # What happens

    def _came(self, data: bytes) -> None:
        if self._protocol is not None and not self.disconnecting:
            self._protocol.dataReceived(data)

    def _ended(self, error: OSError | None) -> None:
        if not self.disconnecting:
            self.disconnecting = True
            self._let_go()
            self._tell_loss(StreamDoneError(self._at_end) if error is None else StreamBrokenError(error))

    def _close(self, reason: ConnectionDone | ConnectionAborted) -> None:
        if not self.disconnecting:
            self.disconnecting = True
            self._let_go()
            self._reactor.callLater(0, self._tell_loss, reason)

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.close()

    def _tell_loss(self, reason: Exception) -> None:
        protocol, self._protocol = self._protocol, None
        if protocol is not None:
            protocol.connectionLost(Failure(reason))
