"""Writing to a pipe."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from poetrygui.core.transports.streams.pipe_writer import PipeWriter

WaitUntil = Callable[[Callable[[], bool]], None]
MANY = b"verse " * 50_000


def test_all_is_written_before_it_is_closed(reactor: Any, wait_until: WaitUntil) -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    closed: list[int] = []
    writer = PipeWriter(reactor, writing, lambda: closed.append(1))
    writer.write(MANY)
    writer.finish()
    read = bytearray()

    def take() -> bool:
        try:
            data = os.read(reading, 65536)
        except BlockingIOError:
            return False
        read.extend(data)
        return not data

    wait_until(take)
    assert bytes(read) == MANY
    assert (closed, writer.fileno()) == ([1], -1)
    writer.close()
    assert closed == [1]
    os.close(reading)


def test_nobody_reads_any_more(reactor: Any, wait_until: WaitUntil) -> None:
    reading, writing = os.pipe()
    closed: list[int] = []
    writer = PipeWriter(reactor, writing, lambda: closed.append(1))
    os.close(reading)
    writer.write(b"verse")
    wait_until(lambda: bool(closed))
    assert writer.fileno() == -1


def test_it_is_closed_at_once(reactor: Any) -> None:
    reading, writing = os.pipe()
    writer = PipeWriter(reactor, writing, bool)
    writer.write(MANY)
    writer.close()
    assert os.read(reading, 1) == b""
    os.close(reading)
