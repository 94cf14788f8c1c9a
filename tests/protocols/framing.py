"""Driving the shipped protocols as the core does: by their files' paths, chunk by chunk."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from attrs import frozen
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.protocol import Protocol
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure
from zope.interface import alsoProvides

from poetrygui.api import CollectedFrames, IMessageTransport

SHIPPED = Path(__file__).parents[2] / "protocols"


def load(name: str) -> type[Any]:
    """Load a shipped protocol by its file's path."""
    spec = importlib.util.spec_from_file_location(f"shipped_{name}", SHIPPED / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Protocol) and value.__module__ == module.__name__
    ]
    assert len(found) == 1
    return found[0]


def with_limits(protocol: type[Any], **limits: int) -> type[Any]:
    """Return the protocol with other limits."""
    return type(protocol.__name__, (protocol,), limits)


def cut(data: bytes, points: Iterable[int]) -> list[bytes]:
    """Cut data at these points (taken modulo its size)."""
    borders = sorted({0, len(data), *(point % (len(data) + 1) for point in points)})
    return [data[start:stop] for start, stop in pairwise(borders)]


def dripped(data: bytes) -> list[bytes]:
    """Cut data into single bytes."""
    return [data[at : at + 1] for at in range(len(data))]


def started(protocol: type[Any]) -> tuple[Any, CollectedFrames]:
    """Build a protocol that is connected to a StringTransport."""
    poem = protocol()
    sink = CollectedFrames()
    poem.sink = sink
    poem.makeConnection(StringTransport())
    return poem, sink


@frozen
class Result:
    """Everything that a protocol made of a stream."""

    frames: Sequence[bytes]
    rest: bytes
    failure: str | None
    remarks: Sequence[str]
    unfinished: str | None
    closed: bool


def result_of(protocol: type[Any], chunks: Iterable[bytes], *, clean: bool = True) -> Result:
    """Feed the chunks to a protocol, close the connection and return what it delivered and said."""
    poem, sink = started(protocol)
    for chunk in chunks:
        poem.dataReceived(chunk)
    poem.connectionLost(Failure(ConnectionDone() if clean else ConnectionLost()))
    return Result(
        sink.received, sink.unfinished, sink.failure, sink.remarks, poem.unfinished(), poem.transport.disconnecting
    )


def held_bytes(protocol: object) -> int:
    """Count the bytes that a protocol keeps."""
    return sum(len(value) for value in vars(protocol).values() if isinstance(value, bytes | bytearray))


class CountingSink:
    """Counts what is delivered, and by how many calls, without keeping it."""

    def __init__(self) -> None:
        self.calls = 0
        self.frame_count = 0
        self.byte_count = 0
        self.failure: str | None = None

    def frame(self, data: bytes) -> None:
        """Count a frame."""
        self.calls += 1
        self.frame_count += 1
        self.byte_count += len(data)

    def part(self, data: bytes) -> None:
        """Count a part."""
        self.calls += 1
        self.byte_count += len(data)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Count many frames."""
        self.calls += 1
        self.frame_count += len(frames)
        self.byte_count += sum(map(len, frames))

    def fail(self, reason: str) -> None:
        """Keep the reason."""
        self.failure = reason

    def remark(self, text: str) -> None:
        """Take no notice."""


class MessageTransport(StringTransport):
    """A transport that gives messages."""

    is_cut = False


def started_on_messages(protocol: type[Any]) -> tuple[Any, CollectedFrames]:
    """Build a protocol that is connected to what gives messages."""
    poem, sink = protocol(), CollectedFrames()
    poem.sink = sink
    transport: Any = MessageTransport()  # type: ignore[no-untyped-call]
    alsoProvides(transport, IMessageTransport)
    poem.makeConnection(transport)
    return poem, sink
