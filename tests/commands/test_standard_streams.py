"""What a standard stream takes: the very bytes on a pipe, harmless text on a terminal, and why it takes no more."""

from __future__ import annotations

import errno
import io
import os
import pty
import threading
import tty
from collections.abc import Iterator

import pytest
from attrs import define

from poetrygui.commands.standard_streams import StandardStream, TextWriter


@define
class Led:
    """A stream, and what has arrived at its other end."""

    stream: StandardStream
    other: int

    def arrived(self) -> bytes:
        return os.read(self.other, 65536)


@pytest.fixture
def pipe() -> Iterator[Led]:
    reader, writer = os.pipe()
    yield Led(StandardStream(writer, io.TextIOWrapper(io.BytesIO(), "utf-8")), reader)
    for descriptor in (reader, writer):
        os.close(descriptor)


@pytest.fixture
def terminal() -> Iterator[Led]:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    yield Led(StandardStream(theirs, io.TextIOWrapper(io.BytesIO(), "utf-8")), ours)
    for descriptor in (ours, theirs):
        os.close(descriptor)


def test_a_pipe_gets_the_very_bytes(pipe: Led) -> None:
    data = b"\x1b[2J\xff\0"
    assert pipe.stream.write_some(memoryview(data)) == len(data)
    pipe.stream.end_poem()
    assert pipe.arrived() == data
    pipe.stream.write(pipe.stream.line("one\ntwo\x1b é"))
    pipe.stream.write(pipe.stream.lines("one\ntwo"))
    assert pipe.arrived() == "one two\x1b é\none\ntwo".encode()


def test_nothing_acts_on_a_terminal(terminal: Led) -> None:
    assert terminal.stream.is_terminal
    data = b"\x1b[2Jverse\n"
    assert terminal.stream.write_some(memoryview(data)) == len(data)
    terminal.stream.end_poem()
    terminal.stream.write(terminal.stream.line("told\x1b[31m"))
    arrived = b""
    while not (b"told" in arrived and arrived.endswith(b"\n")):
        arrived += terminal.arrived()
    assert b"\x1b" not in arrived
    assert b"verse" in arrived


def test_what_a_text_cannot_be_written_as_is_told_all_the_same() -> None:
    reader, writer = os.pipe()
    stream = StandardStream(writer, io.TextIOWrapper(io.BytesIO(), "ascii"))
    assert stream.encoding == "ascii"
    assert stream.line("é").endswith(b"\n")
    assert StandardStream(writer, None).encoding == "utf-8"
    os.close(reader)
    os.close(writer)


def test_a_reader_who_has_left_is_known_and_nobody_is_to_be_told(pipe: Led) -> None:
    assert (pipe.stream.reader_is_gone, pipe.stream.problem) == (False, "")
    gone_reader, writer = os.pipe()
    os.close(gone_reader)
    stream = StandardStream(writer, None)
    for attempt in (lambda: stream.write(b"x"), lambda: stream.write_some(memoryview(b"x"))):
        with pytest.raises(BrokenPipeError):
            attempt()
    assert stream.reader_is_gone
    assert stream.problem.startswith("Standard output cannot be written: ")
    os.close(writer)


def test_a_full_disk_is_another_thing() -> None:
    stream = StandardStream(os.open("/dev/full", os.O_WRONLY), None)
    with pytest.raises(OSError, match="No space"):
        stream.write(b"x")
    assert stream.error is not None
    assert stream.error.errno == errno.ENOSPC
    assert not stream.reader_is_gone
    os.close(stream.descriptor)


def test_a_long_text_is_written_whole_whatever_a_pipe_takes_at_a_time(pipe: Led) -> None:
    data = b"verse\n" * 100_000
    writer = threading.Thread(target=pipe.stream.write, args=(data,))
    writer.start()
    got = b""
    while len(got) < len(data):
        got += pipe.arrived()
    writer.join()
    assert got == data


def test_code_that_wants_a_text_stream_has_one(pipe: Led) -> None:
    written: list[str] = []
    writer = TextWriter(written.append, pipe.stream)
    print("one", "two", file=writer)
    assert "".join(written) == "one two\n"
    assert writer.write("é") == 1
    assert (writer.encoding, writer.isatty(), writer.writable()) == ("utf-8", False, True)
    assert writer.fileno() == pipe.stream.descriptor
