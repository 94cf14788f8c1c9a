"""A transport to a serial line, which nobody closes: it ends where it is unplugged, or from here."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from typing import Any

from twisted.internet.abstract import FileDescriptor
from twisted.internet.error import ConnectionAborted, ConnectionDone
from twisted.internet.interfaces import IAddress, IProtocol
from twisted.python.failure import Failure

from poetrygui.core.transports.streams.asides import Aside, nobody_hears
from poetrygui.core.transports.streams.ends import LineGoneError
from poetrygui.core.transports.streams.modem_lines import ModemLines

_AT_FIRST = 64 * 1024  # bytes, as much as Twisted's own transports read
_LONGEST_DRAIN = 2.0
"""Seconds that what was written has to leave the system's buffer, where the other end may hold it up."""
_LOOK_EVERY = 0.05  # seconds, whether it has


class SerialLine(FileDescriptor):
    """Reads a port of pyserial's, and writes to it. ``bufferSize`` is how much to read at most.

    Whoever wants to hear of what comes beside the bytes sets ``on_aside``.
    """

    def __init__(self, reactor: Any, protocol: IProtocol, address: IAddress, port: Any) -> None:
        """Connect ``protocol`` to ``port``, which is open; nothing is read before :meth:`begin`.

        ``address`` is what the line is called by.
        """
        super().__init__(reactor)
        self.bufferSize = _AT_FIRST
        self.on_aside: Callable[[Aside], None] = nobody_hears
        self.connected = 1
        self._clock = reactor
        self._protocol: IProtocol | None = protocol
        self._address = address
        self._port = port
        self._reason: Exception | None = None
        """Why it is closed from here; None as long as it is not."""
        self._lines = ModemLines(reactor, port, self._tell)

    def begin(self, remark: str = "") -> None:
        """Connect the protocol, and read; a ``remark`` on the line is told, too, unless it is empty."""
        assert self._protocol is not None
        # Nothing comes in this turn, and the protocol may pause.
        self.startReading()  # type: ignore[no-untyped-call]
        self._lines.start()
        self._protocol.makeConnection(self)
        if remark:
            self.on_aside(Aside(remark, is_remark=True))

    # What a protocol does, beside what every descriptor of Twisted's can

    def loseConnection(self) -> None:
        """Close, once what was written is sent."""
        self._reason = self._reason or ConnectionDone()
        super().loseConnection()  # type: ignore[no-untyped-call]

    def abortConnection(self) -> None:
        """Close at once."""
        if self._protocol is not None and not isinstance(self._reason, ConnectionAborted):
            self._reason = ConnectionAborted()
            self.disconnecting = True
            self.stopReading()  # type: ignore[no-untyped-call]
            self.stopWriting()  # type: ignore[no-untyped-call]
            self._clock.callLater(0, self.connectionLost, Failure(self._reason))

    def getPeer(self) -> IAddress:
        """Return what the line is called by."""
        return self._address

    def getHost(self) -> IAddress:
        """Return the same: who is at the other end, no line tells."""
        return self._address

    # Called by the reactor

    def fileno(self) -> int:
        """Return the descriptor, or -1 once it is given back."""
        return -1 if self._port.fd is None else self._port.fd

    def doRead(self) -> Exception | None:
        """Read what has come."""
        try:
            data = os.read(self.fileno(), self.bufferSize)
        except BlockingIOError:
            return None
        except OSError as error:
            return LineGoneError(error)
        if not data:
            return LineGoneError()
        if self._protocol is not None and self._reason is None:
            self._protocol.dataReceived(data)
        return None

    def writeSomeData(self, data: bytes) -> int | Exception:  # noqa: N802 - Twisted's name
        """Write what the port takes."""
        try:
            return os.write(self.fileno(), data)
        except BlockingIOError:
            return 0
        except OSError as error:
            return LineGoneError(error)

    def connectionLost(self, reason: Failure) -> None:
        """Close the port, and tell the protocol; a poller knows of a line that was unplugged as of one closed."""
        if not self.connected:
            return
        super().connectionLost(reason)  # type: ignore[no-untyped-call]
        self._lines.stop()
        if isinstance(self._reason, ConnectionDone):
            self._close_when_sent(self._clock.seconds() + _LONGEST_DRAIN)
        else:
            self._close(self._reason or (reason.value if reason.check(LineGoneError) else LineGoneError()))

    def _tell(self, aside: Aside) -> None:
        self.on_aside(aside)

    def _close_when_sent(self, at_the_latest: float) -> None:
        # To close it waits for what is to be sent, half a minute and longer, and everything else with it.
        if self._left_to_send() and self._clock.seconds() < at_the_latest:
            self._clock.callLater(_LOOK_EVERY, self._close_when_sent, at_the_latest)
        else:
            self._close(self._reason)

    def _left_to_send(self) -> int:
        try:
            return int(self._port.out_waiting)
        except OSError:
            return 0

    def _close(self, reason: BaseException | None) -> None:
        # termios has an error of its own, and there may be no line any more.
        with contextlib.suppress(Exception):
            self._port.reset_output_buffer()
        self._port.close()
        protocol, self._protocol = self._protocol, None
        if protocol is not None:
            protocol.connectionLost(Failure(reason))
