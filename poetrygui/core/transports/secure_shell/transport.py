"""A transport to a command that runs at the other end of an SSH connection."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from twisted.internet.error import ConnectionAborted, ConnectionDone, ProcessDone
from twisted.internet.interfaces import IAddress, IDelayedCall, IProtocol, IPushProducer, ITransport
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.transports.secure_shell.channel import CommandChannel
from poetrygui.core.transports.secure_shell.client import ShellClient
from poetrygui.core.transports.secure_shell.paced_writer import PacedWriter
from poetrygui.core.transports.streams.asides import Aside, nobody_hears
from poetrygui.core.transports.streams.ends import CommandFailedError, StreamLostError
from poetrygui.core.transports.streams.error_lines import ErrorLines

_GRACE = 0.5
"""Seconds that the server has to take leave."""


@implementer(ITransport, IPushProducer)
class ShellTransport:
    """Is lost when the command has ended and all that it wrote has been read, or the connection is broken.

    ``on_aside`` hears what the command writes to its standard error. ``bufferSize`` is of no use here: the server
    decides how much comes at a time.
    """

    def __init__(
        self, reactor: Any, protocol: IProtocol, address: IAddress, channel: CommandChannel, client: ShellClient
    ) -> None:
        """Connect ``protocol`` to the command of ``channel``, called by ``address``; ``client`` has the connection."""
        self.on_aside: Callable[[Aside], None] = nobody_hears
        self._reactor = reactor
        self._protocol: IProtocol | None = protocol
        self._address = address
        self._channel = channel
        self._client = client
        self._errors = ErrorLines(self._tell)
        self._take_error: Callable[[bytes], object] = len
        self._waiting: deque[bytes] = deque()
        """What came while nobody read: no more than the server was told that there is room for."""
        self._writer = PacedWriter(reactor)
        self._reason: Exception | None = None
        """Why it is closed from here; None as long as it is not."""
        self._last_call: IDelayedCall | None = None

    def begin(self, errors: str) -> None:
        """Connect the protocol; ``errors`` says where the standard error goes: apart, mixed, dropped."""
        self._take_error = {"apart": self._errors.came, "mixed": self.came, "dropped": len}[errors]
        self._channel.listener = self
        assert self._protocol is not None
        self._protocol.makeConnection(self)

    # What a protocol does

    @property
    def disconnecting(self) -> bool:
        """Whether it is being closed from here."""
        return self._reason is not None

    def pauseProducing(self) -> None:
        """Read no more for now: the command waits as soon as the server has nowhere to put what it writes."""
        self._channel.is_held = True

    def resumeProducing(self) -> None:
        """Read again; what waited comes in another turn."""
        if self._channel.is_held and self._protocol is not None:
            self._channel.is_held = False
            self._reactor.callLater(0, self._go_on)

    def stopProducing(self) -> None:
        """Close."""
        self.loseConnection()

    def write(self, data: bytes) -> None:
        """Have the command read it."""
        if self._reason is None:
            self._channel.write(data)  # type: ignore[no-untyped-call]

    def writeSequence(self, data: Iterable[bytes]) -> None:
        """Have the command read pieces as one."""
        self.write(b"".join(data))

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        """Have the producer told when the server takes more."""
        self._writer.register(producer, streaming)

    def unregisterProducer(self) -> None:
        """Let the producer go."""
        self._writer.unregister()

    def loseWriteConnection(self) -> None:
        """Close the command's input, once what was written is read."""
        self._channel.end_writing()

    def loseConnection(self) -> None:
        """End the command, once it has been sent what was written."""
        if self._reason is None:
            self._reason = ConnectionDone()
            self._waiting.clear()
            self._channel.loseConnection()

    def abortConnection(self) -> None:
        """End the command now; a server that does not hear of it is left without a word."""
        if self._protocol is not None and not isinstance(self._reason, ConnectionAborted):
            self._reason = ConnectionAborted()
            self._waiting.clear()
            self._channel.buf = b""
            self._last_call = self._reactor.callLater(_GRACE, self._client.abort)
            self._channel.loseConnection()

    def getPeer(self) -> IAddress:
        """Return what the command is called by."""
        return self._address

    def getHost(self) -> IAddress:
        """Return the same."""
        return self._address

    # What happens: a ChannelListener

    def came(self, data: bytes) -> None:
        """Give it to the protocol, or keep it while that does not read."""
        if self._reason is not None or self._protocol is None:
            return
        if self._channel.is_held or self._waiting:
            self._waiting.append(data)
        else:
            self._protocol.dataReceived(data)

    def error_came(self, data: bytes) -> None:
        """Do with it what is wanted."""
        self._take_error(data)

    def may_write(self, may: bool) -> None:
        """Have a producer pause, or go on."""
        self._writer.room(may)

    def closed(self) -> None:
        """Tell the loss, once all that came has been read."""
        self._errors.end()
        if not self._waiting:
            self._tell_loss()

    def _tell(self, aside: Aside) -> None:
        self.on_aside(aside)

    def _go_on(self) -> None:
        while self._waiting and not self._channel.is_held and self._protocol is not None and self._reason is None:
            self._protocol.dataReceived(self._waiting.popleft())
        if self._channel.is_held:
            return
        if self._channel.localClosed:
            self._tell_loss()
        else:
            self._channel.give_room()

    def _tell_loss(self) -> None:
        protocol, self._protocol = self._protocol, None
        if protocol is None:
            return
        if self._last_call is not None and self._last_call.active():
            self._last_call.cancel()
        self._writer.stop()
        protocol.connectionLost(Failure(self._reason or self._how_it_ended()))

    def _how_it_ended(self) -> Exception:
        channel = self._channel
        if channel.status == 0:
            return ProcessDone(0)
        if channel.status is not None or channel.signal is not None:
            return CommandFailedError(channel.status, channel.signal, self._errors.last)
        if channel.ended_by:
            return StreamLostError(f"the command was ended by a signal that is called {channel.ended_by} there")
        if channel.was_closed:
            return StreamLostError("the command ended, and the server did not say with which status")
        said = f": {self._client.loss}".rstrip(".") if self._client.loss is not None else ""
        return StreamLostError(f"the connection was broken off before the command had ended{said}")
