"""A transport to a command: its output is read, and what is written goes to its input."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable
from typing import Any

from twisted.internet.error import ConnectionAborted, ConnectionDone, ProcessDone
from twisted.internet.interfaces import IAddress, IProtocol, IPushProducer, ITransport
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.transports.streams.asides import Aside, nobody_hears
from poetrygui.core.transports.streams.command_process import CommandProcess
from poetrygui.core.transports.streams.ends import CommandFailedError, StreamBrokenError
from poetrygui.core.transports.streams.error_output import ErrorOutput
from poetrygui.core.transports.streams.pipe_writer import PipeWriter
from poetrygui.core.transports.streams.polled_reader import PolledReader
from poetrygui.core.transports.streams.reader import Ears


@implementer(ITransport, IPushProducer)
class CommandTransport:
    """Is lost when the command has ended and its output has been read to its end, whoever else still held that.

    Where it is closed from here, the command is ended with all that it has started. ``bufferSize`` is how much to read
    at most; ``on_aside`` hears what the command writes to its standard error.
    """

    def __init__(self, reactor: Any, protocol: IProtocol, address: IAddress, process: CommandProcess) -> None:
        """Connect ``protocol`` to ``process``, called by ``address``; nothing is read before :meth:`begin`."""
        self.bufferSize = 64 * 1024
        self.on_aside: Callable[[Aside], None] = nobody_hears
        self._protocol: IProtocol | None = protocol
        self._address = address
        self._process = process
        ears = Ears(lambda: self.bufferSize, self._came, self._output_ended)
        self._reader = PolledReader(reactor, process.take_pipe("stdout"), ears)
        self._writer = PipeWriter(reactor, process.take_pipe("stdin"), self._input_closed)
        self._errors = ErrorOutput(reactor, process.take_pipe("stderr"), self._tell)
        self._open = {"program", "output"}
        self._reason: Exception | None = None
        """Why it is closed from here; None as long as it is not."""

    def begin(self) -> None:
        """Connect the protocol, and read."""
        self._errors.start()
        self._reader.start()  # nothing comes in this turn, and the protocol may pause
        assert self._protocol is not None
        self._protocol.makeConnection(self)
        self._process.watch(self._program_ended)

    # What a protocol does

    @property
    def disconnecting(self) -> bool:
        """Whether it is being closed from here."""
        return self._reason is not None

    def pauseProducing(self) -> None:
        """Read no more for now: the command waits as soon as its pipe is full."""
        if not self.disconnecting:
            self._reader.stop()

    def resumeProducing(self) -> None:
        """Read again."""
        self._reader.start()

    def stopProducing(self) -> None:
        """Close."""
        self.loseConnection()

    def write(self, data: bytes) -> None:
        """Have the command read it."""
        self._writer.write(data)

    def writeSequence(self, data: Iterable[bytes]) -> None:
        """Have the command read pieces as one."""
        self._writer.writeSequence(data)

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        """Have the producer told when the command reads."""
        self._writer.registerProducer(producer, streaming)

    def unregisterProducer(self) -> None:
        """Let the producer go."""
        self._writer.unregisterProducer()

    def loseWriteConnection(self) -> None:
        """Close the command's input, once what was written is read."""
        self._writer.finish()

    def loseConnection(self) -> None:
        """End the command, once it has read what was written."""
        if self._reason is None:
            self._reason = ConnectionDone()
            self._reader.start()
            if self._writer.connected:
                self._writer.finish()
            else:
                self._process.end(self._was_killed)

    def abortConnection(self) -> None:
        """End the command now."""
        self._reason = self._reason or ConnectionAborted()
        self._reader.start()
        self._process.end(self._was_killed)

    def getPeer(self) -> IAddress:
        """Return what the command is called by."""
        return self._address

    def getHost(self) -> IAddress:
        """Return the same."""
        return self._address

    # What happens

    def _tell(self, aside: Aside) -> None:
        self.on_aside(aside)

    def _came(self, data: bytes) -> None:
        # What comes after a close is read all the same, so that the command can end.
        if self._protocol is not None and self._reason is None:
            self._protocol.dataReceived(data)

    def _input_closed(self) -> None:
        if self._reason is not None:
            self._process.end(self._was_killed)

    def _output_ended(self, error: OSError | None) -> None:
        if error is not None:
            self._reason = self._reason or StreamBrokenError(error)
            self._process.end(self._was_killed)
        self._is_over("output")

    def _program_ended(self) -> None:
        self._is_over("program")

    def _was_killed(self) -> None:
        # Whoever still holds the output has left the session, and is none of the command's any more.
        self._is_over("output")

    def _is_over(self, what: str) -> None:
        self._open.discard(what)
        protocol = self._protocol
        if self._open or protocol is None:
            return
        self._protocol = None
        self._reader.close()
        self._errors.close()
        self._writer.close()
        if self._reason is not None:
            self._process.signal(signal.SIGKILL)
        ended = self._process.reap()
        well: Exception = ProcessDone(0)
        failed = CommandFailedError(ended.status, ended.signal, self._errors.last)
        protocol.connectionLost(Failure(self._reason or (well if ended.status == 0 else failed)))
