"""Standard output and standard error: what they take, and in which form.

On a terminal nothing that others wrote acts: it is shown as :mod:`poetrygui.core.text.printable` has it. Pipes and
files get the very bytes. All is written with the count of what was taken looked at: Python's own streams lose the rest
of a short write where PYTHONUNBUFFERED is set.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TextIO

import click

from poetrygui.commands.octets_as_text import OctetsAsText
from poetrygui.core.files.atomic_file import write_all, write_some
from poetrygui.core.guard.plugin_output import PluginOutput
from poetrygui.core.text.terminal_text import TerminalText
from poetrygui.errors import OutputError

STREAMS = f"{__name__}.streams"
"""Where a command's context has the :class:`StandardStreams`."""

_OUT, _ERROR = 1, 2
_READER_IS_GONE = (errno.EPIPE, errno.EINVAL)  # the second is Windows'


def open_missing() -> None:
    """Give the standard streams that were closed something to be, before a socket gets the number of one.

    What is written to standard output then fails, as it should; what is told on standard error goes nowhere.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            nothing = os.open(os.devnull, os.O_WRONLY if descriptor == _ERROR else os.O_RDONLY)
            if nothing != descriptor:
                os.dup2(nothing, descriptor)
                os.close(nothing)


class StandardStream:
    """One of the two, by its descriptor."""

    def __init__(self, descriptor: int, python: TextIO | None) -> None:
        """Write to ``descriptor`` in the encoding of ``python``, Python's own stream, if there is one."""
        self.descriptor = descriptor
        self.encoding = "utf-8" if python is None else python.encoding
        self.is_terminal = os.isatty(descriptor)
        self.error: OSError | None = None
        """Why it cannot be written to any more."""
        self._terminal = TerminalText(self.encoding) if self.is_terminal else None

    @property
    def reader_is_gone(self) -> bool:
        """Whether whoever read it has left, so that nobody is to be told about anything."""
        return self.error is not None and self.error.errno in _READER_IS_GONE

    @property
    def problem(self) -> str:
        """Why it cannot be written to, in a sentence."""
        return "" if self.error is None else f"Standard output cannot be written: {_cause(self.error)}."

    def lines(self, text: str) -> bytes:
        """Return what is written for text of any number of lines."""
        return _octets(text, self.encoding) if self._terminal is None else self._terminal.lines(text)

    def line(self, text: str) -> bytes:
        """Return what is written for text that is one line, with a newline."""
        if self._terminal is None:
            return _octets(" ".join(text.splitlines()), self.encoding) + b"\n"
        return self._terminal.line(text) + b"\n"

    def write_some(self, data: memoryview) -> int:
        """Write some of a poem and return how many of its bytes were taken. Raises OSError."""
        try:
            if self._terminal is None:
                return write_some(self.descriptor, data)
            write_all(self.descriptor, self._terminal.feed(bytes(data)))
        except OSError as error:
            self.error = error
            raise
        return len(data)

    def write(self, data: bytes) -> None:
        """Write all of what is the program's own. Raises OSError."""
        try:
            write_all(self.descriptor, data)
        except OSError as error:
            self.error = error
            raise

    @property
    def ends_rows(self) -> bool:
        """Whether a poem's last row is ended here where the poem does not, so that what follows stands below it."""
        return self._terminal is not None

    def end_poem(self) -> None:
        """Show the last of a poem, which waited for what might follow, and end its last row. Raises OSError."""
        if self._terminal is not None:
            self.write(self._terminal.end())


class StandardOutput(StandardStream):
    """Standard output, for what a command has to say."""

    def __init__(self) -> None:
        """Write to it in the encoding that Python found, and have ``print`` do it in this way."""
        super().__init__(_OUT, sys.stdout)
        self._printed: PluginOutput | None = None
        sys.stdout = TextWriter(self.tell_lines, self)

    def take(self, error: StandardError, *, raw: bool = False) -> None:
        """Keep it for what is told here: what else prints, and programs that are started, are led to ``error``.

        With ``raw`` a terminal gets the very bytes, too.
        """
        self.descriptor = os.dup(_OUT)
        os.dup2(_ERROR, _OUT)
        if raw:
            self._terminal = None
        self._printed = PluginOutput(lambda _file, text: error.say_lines(text), TextWriter(error.say_lines, error))
        self._printed.install()

    def give_back(self) -> None:
        """Pass on what was printed last, though its line was not ended."""
        if self._printed is not None:
            self._printed.remove()

    def tell(self, text: str) -> None:
        """Write one line. Raises OutputError."""
        self._tell(self.line(text))

    def tell_lines(self, text: str) -> None:
        """Write text of any number of lines, with no newline but those that are in it. Raises OutputError."""
        self._tell(self.lines(text))

    def _tell(self, data: bytes) -> None:
        try:
            self.write(data)
        except OSError as failed:
            raise OutputError(self.problem, is_quiet=self.reader_is_gone) from failed


class StandardError(StandardStream):
    """Standard error; where it takes nothing, there is nobody to tell of that."""

    def __init__(self) -> None:
        """Write to it in the encoding that Python found."""
        super().__init__(_ERROR, sys.stderr)
        if self.is_terminal or sys.stderr is None:
            sys.stderr = TextWriter(self.say_lines, self)
        self.say_above: Callable[[str], None] | None = None
        """Takes text, made fit to show, that is to stand above what is at the terminal's last line."""
        self._queue: SimpleQueue[bytes | Callable[[], object]] | None = None

    def begin_queue(self, on_gone: Callable[[], object]) -> None:
        """Write in a thread from now on, so that nobody waits for a reader; ``on_gone`` hears there that it is gone."""
        self._queue = SimpleQueue()
        Thread(target=self._write_queued, args=[self._queue, on_gone], name="standard error", daemon=True).start()

    def end_queue(self) -> None:
        """Write at once again; the queue is empty by now."""
        self._queue = None

    def when_written(self, callback: Callable[[], object]) -> None:
        """Call back, in that thread, when all that was said so far is written."""
        if self._queue is None:
            callback()
        else:
            self._queue.put(callback)

    def say(self, text: str) -> None:
        """Write one line."""
        if self.say_above is not None:
            self.say_above(self.line(text).decode(self.encoding))
        else:
            self.put(self.line(text))

    def say_lines(self, text: str) -> None:
        """Write text of any number of lines, with no newline but those that are in it."""
        if self.say_above is not None:
            self.say_above(self.lines(text).decode(self.encoding))
        else:
            self.put(self.lines(text))

    def put(self, data: bytes) -> None:
        """Write what is fit to be shown."""
        if self._queue is not None:
            self._queue.put(data)
            return
        with contextlib.suppress(OSError):
            self.write(data)

    def _write_queued(self, queue: SimpleQueue[bytes | Callable[[], object]], on_gone: Callable[[], object]) -> None:
        while True:
            item = queue.get()
            if callable(item):
                item()
                continue
            if self.error is not None:
                continue
            try:
                self.write(item)
            except OSError:
                if self.reader_is_gone:
                    on_gone()


class StandardStreams:
    """Both."""

    def __init__(self) -> None:
        """Take those that the process has."""
        self.out = StandardOutput()
        self.error = StandardError()


def streams_of(context: click.Context) -> StandardStreams:
    """Return the streams of the program that runs."""
    streams: StandardStreams = context.meta[STREAMS]
    return streams


def take_output(context: click.Context, *, raw: bool = False) -> StandardStreams:
    """Return the streams, with standard output kept for what the command says: no protocol may have run before."""
    streams = streams_of(context)
    streams.out.take(streams.error, raw=raw)
    return streams


class TextWriter(io.TextIOBase):
    """A text stream for code that wants one: what is written to it goes to a function."""

    def __init__(self, write: Callable[[str], object], stream: StandardStream) -> None:
        """Hand all to ``write``; ``stream`` is where that leads in the end."""
        self._write = write
        self._stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]  # nobody sets it
        """What the stream encodes text as."""
        return self._stream.encoding

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def isatty(self) -> bool:
        """Tell whether it leads to a terminal."""
        return self._stream.is_terminal

    def fileno(self) -> int:
        """Return the descriptor to which it leads."""
        return self._stream.descriptor

    def write(self, text: str) -> int:
        """Hand on a text."""
        self._write(text)
        return len(text)

    @property
    def buffer(self) -> io.RawIOBase:
        """What takes bytes, as click has them for a shell that completes."""
        return OctetsAsText(self)


def _cause(error: OSError) -> str:
    return error.strerror or str(error)


def _octets(text: str, encoding: str) -> bytes:
    """Return text as it is; what were bytes without a meaning in a file's name or an argument are those bytes."""
    return text.encode(encoding, "poetrygui-exact")


def _exact(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    char = error.object[error.start]
    is_byte = 0xDC80 <= ord(char) <= 0xDCFF
    return (bytes([ord(char) - 0xDC00]) if is_byte else f"\\u{ord(char):04x}"), error.start + 1


codecs.register_error("poetrygui-exact", _exact)
