"""Why such a stream ended, where Twisted has no error of its own that says it."""

from __future__ import annotations

import signal

from twisted.internet.error import ConnectionDone, ConnectionLost, ProcessTerminated


class StreamDoneError(ConnectionDone):
    """The stream came to its end, as a connection that is closed does; its text says how, in a sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


class StreamBrokenError(ConnectionLost):
    """Reading failed: the error of the system is its argument."""

    def __str__(self) -> str:
        error = self.args[0]
        return f"reading failed: {(error.strerror or str(error)).lower()}"


class StreamLostError(ConnectionLost):
    """The stream was broken off in a way that its text says, in a sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


class StreamViolatedError(ConnectionLost):
    """What came is not what a server of this kind sends; the text says what, in a sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


class ServerRefusedError(Exception):
    """A server answered that it does not want this; the text says what it said, in a sentence."""


class LineGoneError(ConnectionLost):
    """A serial line went away; its argument is the error of the system, where that told one."""

    def __str__(self) -> str:
        error = self.args[0] if self.args else None
        return f"the serial line went away{'' if error is None else f': {(error.strerror or str(error)).lower()}'}"


class CommandFailedError(ProcessTerminated):
    """A command ended otherwise than with status 0; ``said`` is the last line of its standard error."""

    def __init__(self, exit_code: int | None, signal_number: int | None, said: str = "") -> None:
        """Give either ``exit_code``, its status, or ``signal_number``, of the signal that ended it."""
        super().__init__(exitCode=exit_code, signal=signal_number)  # type: ignore[no-untyped-call]
        self.said = said


def signal_text(number: int) -> str:
    """Return a signal's number, and its name where it has one."""
    try:
        return f"{number} ({signal.Signals(number).name})"
    except ValueError:
        return str(number)
