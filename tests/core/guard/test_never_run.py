"""A callback that is a coroutine or a generator runs nothing; that is said, with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from twisted.internet.defer import Deferred, inlineCallbacks, succeed
from twisted.internet.protocol import Protocol
from twisted.protocols.basic import LineReceiver, NetstringReceiver

from poetrygui.api import PoemProtocol
from poetrygui.core.guard.never_run import callback_never_run, describe_never_run, is_never_run


class Async(PoemProtocol):
    async def dataReceived(self, data: bytes) -> None:  # type: ignore[override]
        self.deliver(data)


class AsyncLines(LineReceiver):
    async def lineReceived(self, line: bytes) -> None:
        self.delimiter = line


class AsyncStrings(NetstringReceiver):
    @staticmethod
    async def stringReceived(string: bytes) -> None:
        pass


class Yields(PoemProtocol):
    def connectionMade(self) -> Iterator[None]:
        yield


class AsyncYields(PoemProtocol):
    async def encode(self, frame: bytes) -> Any:
        yield frame


class Inherits(Async):
    pass


class Plain(PoemProtocol):
    @inlineCallbacks
    def dataReceived(self, data: bytes) -> Any:  # type: ignore[override]
        yield succeed(data)

    async def talk(self) -> None:
        pass


class Foreign(Protocol):
    async def encode(self, frame: bytes) -> bytes:
        return frame


@pytest.mark.parametrize("protocol", [Plain, Foreign, LineReceiver, PoemProtocol])
def test_what_runs_is_left_alone(protocol: type) -> None:
    assert callback_never_run(protocol) == ""


@pytest.mark.parametrize(
    "protocol, name, advice",
    [
        (Async, "dataReceived", "ensureDeferred"),
        (AsyncLines, "lineReceived", "ensureDeferred"),
        (AsyncStrings, "stringReceived", "ensureDeferred"),
        (AsyncYields, "encode", "ensureDeferred"),
        (Inherits, "dataReceived", "ensureDeferred"),
        (Yields, "connectionMade", "inlineCallbacks"),
    ],
)
def test_what_does_not_is_told(protocol: type, name: str, advice: str) -> None:
    said = callback_never_run(protocol)
    assert f"the protocol's {name} " in said
    assert advice in said
    assert re.search(r"\(line \d+ of test_never_run\.py\)", said)


def test_the_same_is_told_of_what_a_callback_has_returned() -> None:
    for returned, protocol in (
        (Async().dataReceived(b""), Async),
        (Yields().connectionMade(), Yields),
        (AsyncYields().encode(b""), AsyncYields),
    ):
        assert is_never_run(returned)
        assert describe_never_run(returned) == callback_never_run(protocol)


@pytest.mark.parametrize("returned", [None, 3, b"", Deferred(), iter([])])
def test_other_values_are_no_such(returned: object) -> None:
    assert not is_never_run(returned)
