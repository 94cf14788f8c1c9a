"""The channel on which a command runs at the other end of an SSH connection."""

from __future__ import annotations

import signal
import struct
from typing import Any
from typing import Protocol as StructuralType

from twisted.conch.ssh.channel import SSHChannel
from twisted.conch.ssh.common import NS, getNS
from twisted.internet.defer import Deferred

from poetrygui.errors import AddressError

_WINDOW = 1024 * 1024
"""Bytes that the server may send before it hears that somebody has read them."""


class ChannelListener(StructuralType):
    """Whoever has a command run."""

    def came(self, data: bytes) -> None:
        """Take what the command wrote."""

    def error_came(self, data: bytes) -> None:
        """Take what it wrote to its standard error."""

    def may_write(self, may: bool) -> None:
        """Hear whether the server takes more."""

    def closed(self) -> None:
        """Hear that the channel is no more."""


class CommandChannel(SSHChannel):
    """Runs a command, and notes how that ends. The connection goes with it: there is no other channel on it."""

    name = b"session"
    conn: Any

    def __init__(self, command: bytes) -> None:
        """Run ``command`` when the server has opened the channel."""
        super().__init__(localWindow=_WINDOW)
        self.started: Deferred[None] = Deferred()
        """Fires when the command runs, or fails; ``listener`` is to be there when that has been told."""
        self.listener: ChannelListener | None = None
        self.is_held = False
        """Whether the server is not told of room, since nobody reads."""
        self.status: int | None = None
        self.signal: int | None = None
        self.ended_by = ""
        """The name of a signal that this system knows no number of."""
        self.was_closed = False
        """Whether the server has closed the channel, rather than gone away."""
        self._command = command
        self._ends_writing = False

    # Called by whoever has the command run

    def end_writing(self) -> None:
        """Have the command read the end of its input, once it has read what was written."""
        self._ends_writing = True
        self._end_written()

    def give_room(self) -> None:
        """Tell the server how much more there is room for."""
        self.conn.give_room(self)

    def loseConnection(self) -> None:
        """End the command, once what was written is sent, and the connection with it."""
        self.closing = 1
        if not self.buf and not self.localClosed:
            if not self.was_closed:
                self.conn.sendRequest(self, b"signal", NS(b"TERM"))
            self.conn.sendClose(self)
            self.conn.transport.loseConnection()

    # Called by Twisted

    def channelOpen(self, specificData: bytes) -> None:  # noqa: N802, N803 - Twisted's names
        """Run the command."""
        asked = self.conn.sendRequest(self, b"exec", NS(self._command), wantReply=1)
        asked.addCallbacks(self._runs, self._refused)
        asked.addErrback(lambda _: None)

    def openFailed(self, reason: Any) -> None:  # noqa: N802 - Twisted's name
        """Tell why no command can be run."""
        self._refused(reason)

    def dataReceived(self, data: bytes) -> None:
        """Pass it on."""
        self._runs()
        if self.listener is not None:
            self.listener.came(data)

    def extReceived(self, dataType: int, data: bytes) -> None:  # noqa: N803 - Twisted's names
        """Pass it on; there is one kind."""
        self._runs()
        if self.listener is not None:
            self.listener.error_came(data)

    def eofReceived(self) -> None:
        """Wait for how the command ends."""

    def closeReceived(self) -> None:
        """Close this end, too."""
        self.was_closed = True
        self.buf = b""
        self.loseConnection()

    def closed(self) -> None:
        """Tell that it is over."""
        if self.listener is not None:
            self.listener.closed()

    def request_exit_status(self, data: bytes) -> bool:
        """Note the command's status."""
        (self.status,) = struct.unpack(">L", data[:4])
        self._runs()
        return True

    def request_exit_signal(self, data: bytes) -> bool:
        """Note the signal that ended the command."""
        self._runs()
        name = getNS(data)[0].decode("ascii", "replace")
        try:
            self.signal = signal.Signals[f"SIG{name}"].value
        except KeyError:
            self.ended_by = name
        return True

    def startWriting(self) -> None:  # noqa: N802 - Twisted's name
        """Tell that the server takes more."""
        if self.listener is not None:
            self.listener.may_write(True)

    def stopWriting(self) -> None:  # noqa: N802 - Twisted's name
        """Tell that it does not for now."""
        if self.listener is not None:
            self.listener.may_write(False)

    def addWindowBytes(self, data: int) -> None:  # noqa: N802 - Twisted's name
        """Send what waited."""
        super().addWindowBytes(data)  # type: ignore[no-untyped-call]
        self._end_written()

    def _end_written(self) -> None:
        if self._ends_writing and not self.buf and not self.localClosed:
            self._ends_writing = False
            self.conn.sendEOF(self)

    def _runs(self, _: object = None) -> None:
        # Not every server says so before it sends what the command writes.
        if not self.started.called:
            self.started.callback(None)

    def _refused(self, _reason: object) -> None:
        if not self.started.called:
            lost = None if self.conn is None else self.conn.transport.loss
            command = self._command.decode("utf-8", "replace")
            refused = AddressError(f"The server does not run {command!r}: it refuses commands, or this one.")
            self.started.errback(lost or refused)
