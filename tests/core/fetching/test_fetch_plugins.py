"""A protocol's own code may raise anything anywhere: its connection ends in one plugin-fault, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from twisted.internet.protocol import Protocol

from poetrygui.api import PoemProtocol
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.conftest import Fetched, Serve, StartFetch
from tests.core.scripted_server import is_silent, sends, sends_and_resets, sends_and_waits

if TYPE_CHECKING:
    Raw = PoemProtocol
else:
    Raw = shipped_protocol("raw")


class OwnError(BaseException):
    """Derived from what nobody catches by accident."""


class UnprintableError(Exception):
    """Raises when it is shown."""

    def __str__(self) -> str:
        raise ValueError("and no message either")


ERRORS: list[BaseException] = [
    ValueError("no"),
    SystemExit(3),
    KeyboardInterrupt(),
    GeneratorExit(),
    RecursionError("too deep"),
    MemoryError(),
    OwnError("base"),
    UnprintableError(),
]
CALLBACKS = ["__init__", "makeConnection", "connectionMade", "dataReceived", "connectionLost", "unfinished"]


def raising(callback: str, error: BaseException) -> type[Protocol]:
    """Return the raw protocol with one method that raises, after what it did before."""

    def fail(self: Any, *arguments: Any) -> None:
        if callback not in ("__init__", "makeConnection"):
            getattr(Raw, callback)(self, *arguments)
        raise error

    return type("Faulty", (Raw,), {callback: fail})


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("callback", CALLBACKS)
def test_any_error_in_any_callback(serve: Serve, fetched: Fetched, callback: str, error: BaseException) -> None:
    running = fetched(serve(sends(b"verse")), raising(callback, error))
    assert running.outcome is Outcome.PLUGIN_FAULT
    named = {"__init__": "buildProtocol", "makeConnection": "connectionMade"}.get(callback, callback)
    assert f"the protocol's {named} raised" in running.ended.reason
    assert type(error).__name__ in running.ended.reason
    assert "test_fetch_plugins.py" in running.ended.reason
    assert "raise error" in running.ended.details
    kept = callback in ("dataReceived", "connectionLost", "unfinished")
    assert running.exact == (b"verse" if kept else b"")


@pytest.mark.parametrize("built", [object(), None, PoemProtocol, "a protocol"])
def test_a_class_that_makes_something_else(serve: Serve, fetched: Fetched, built: object) -> None:
    protocol = type("Odd", (PoemProtocol,), {"__new__": lambda _cls: built})
    running = fetched(serve(is_silent), protocol)
    assert running.outcome is Outcome.PLUGIN_FAULT
    assert "Odd made" in running.ended.reason


@pytest.mark.parametrize("what", ["text", None, 3, ["list"]])
@pytest.mark.parametrize("method", ["deliver", "deliver_part", "deliver_many"])
def test_delivering_what_is_no_bytes(serve: Serve, fetched: Fetched, method: str, what: object) -> None:
    class Odd(PoemProtocol):
        def dataReceived(self, data: bytes) -> None:
            self.deliver(b"before")
            getattr(self, method)([what] if method == "deliver_many" else what)

    running = fetched(serve(sends_and_waits(b"x")), Odd)
    assert running.outcome is Outcome.PLUGIN_FAULT
    assert "bytes" in running.ended.reason
    assert running.exact == b"before"


def test_a_buffer_that_is_used_again_is_copied(serve: Serve, fetched: Fetched) -> None:
    class Reusing(PoemProtocol):
        def dataReceived(self, data: bytes) -> None:
            buffer: Any = bytearray(data)
            self.deliver(buffer)
            buffer[:] = b"####"
            view: Any = memoryview(buffer)
            self.deliver_part(view)
            mixed: list[Any] = [bytearray(b"a\nb"), b"c"]
            self.deliver_many(mixed)

    running = fetched(serve(sends(b"good")), Reusing)
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"good####a\nbc")
    assert running.ended.frames == 3


@pytest.mark.parametrize("what", [None, 3, b"bytes", UnprintableError()], ids=lambda what: type(what).__name__)
@pytest.mark.parametrize("method", ["remark", "fail", "unfinished"])
def test_saying_what_is_no_text(serve: Serve, fetched: Fetched, method: str, what: object) -> None:
    class Odd(Raw):
        def dataReceived(self, data: bytes) -> None:
            super().dataReceived(data)
            if method != "unfinished":
                getattr(self, method)(what)

        def unfinished(self) -> Any:
            return what if method == "unfinished" else None

    running = fetched(serve(sends(b"verse")), Odd)
    expected = {"remark": Outcome.COMPLETE, "fail": Outcome.PROTOCOL_ERROR, "unfinished": Outcome.CUT}[method]
    if isinstance(what, UnprintableError):
        expected = Outcome.PLUGIN_FAULT
    elif method == "unfinished" and what is None:
        expected = Outcome.COMPLETE
    assert running.outcome is expected
    assert isinstance(running.ended.reason, str)
    assert running.exact == b"verse"


def test_a_name_for_the_log_is_not_asked_of_the_protocol(serve: Serve, fetched: Fetched) -> None:
    class Odd(Raw):
        def logPrefix(self) -> str:
            raise RuntimeError("not even this")

    assert fetched(serve(sends(b"x")), Odd).outcome is Outcome.COMPLETE


@pytest.mark.parametrize("error", ERRORS[1:], ids=lambda error: type(error).__name__)
def test_an_error_in_encoding(serve: Serve, fetched: Fetched, error: BaseException) -> None:
    class Odd(Raw):
        def encode(self, frame: bytes) -> bytes:
            raise error

    running = fetched(serve(is_silent), Odd, send="hello")
    assert running.outcome is Outcome.PLUGIN_FAULT
    assert "encode" in running.ended.reason


def test_encoding_into_what_is_no_bytes(serve: Serve, fetched: Fetched) -> None:
    class Odd(Raw):
        def encode(self, frame: bytes) -> Any:
            return frame.decode()

    assert fetched(serve(is_silent), Odd, send="hello").outcome is Outcome.PLUGIN_FAULT


def test_what_cannot_be_sent_is_said_before_anything_connects(serve: Serve, fetched: Fetched) -> None:
    class Limited(Raw):
        def encode(self, frame: bytes) -> bytes:
            if len(frame) > 3:
                raise ValueError("three bytes are the limit")
            return frame

    for protocol, send, said in [
        (PoemProtocol, "hello", "does not say how to send"),
        (Limited, "four", "This cannot be sent: three bytes are the limit"),
        (Raw, "\ud800", "This cannot be sent"),
    ]:
        server = serve(is_silent)
        running = fetched(server, protocol, send=send)
        assert running.outcome is Outcome.STOPPED
        assert "nothing was connected: " in running.ended.reason
        assert said in running.ended.reason
        assert server.sessions == []


def test_what_only_the_connection_can_tell_is_no_fault_of_the_protocols(serve: Serve, fetched: Fetched) -> None:
    class Greeted(Raw):
        def encode(self, frame: bytes) -> bytes:
            if self.transport is not None:
                raise ValueError("not before the greeting")
            return frame

    running = fetched(serve(is_silent), Greeted, send="hello")
    assert (running.outcome, running.ended.reason) == (
        Outcome.STOPPED,
        "This cannot be sent: not before the greeting",
    )


@pytest.mark.parametrize("method", ["loseConnection", "abortConnection"])
def test_a_protocol_that_closes(serve: Serve, fetched: Fetched, method: str) -> None:
    class Satisfied(PoemProtocol):
        def dataReceived(self, data: bytes) -> None:
            self.deliver(data)
            getattr(self.transport, method)()
            getattr(self.transport, method)()

    running = fetched(serve(sends_and_waits(b"verse")), Satisfied)
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"verse")
    assert "the protocol closed" in running.ended.reason


def test_a_protocol_that_closes_inside_a_frame(serve: Serve, fetched: Fetched) -> None:
    class Impatient(PoemProtocol):
        def dataReceived(self, data: bytes) -> None:
            self.deliver_part(data)
            assert self.transport is not None
            self.transport.loseConnection()

    assert fetched(serve(sends_and_waits(b"half")), Impatient).outcome is Outcome.CUT


def test_the_first_cause_stands(serve: Serve, fetched: Fetched) -> None:
    class Twice(PoemProtocol):
        def dataReceived(self, data: bytes) -> None:
            self.fail("first")
            self.fail("second")
            raise ValueError("third")

        def connectionLost(self, reason: Any = None) -> None:
            raise ValueError("fourth")

    running = fetched(serve(sends(b"x")), Twice)
    assert (running.outcome, running.ended.reason) == (Outcome.PROTOCOL_ERROR, "first")


@pytest.mark.parametrize("faulty", [*CALLBACKS, "reset", "refused", "garbage", "unknown address", "stopped"])
def test_neighbours_are_not_disturbed(serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, faulty: str) -> None:
    data = b"".join(b"5:%05d," % number for number in range(20_000))
    good = serve(sends(data))
    neighbours = [start_fetch(good, "netstring") for _ in range(10)]
    if faulty in CALLBACKS:
        odd = start_fetch(serve(sends(b"verse")), raising(faulty, SystemExit(1)))
    elif faulty == "refused":
        closed = serve(is_silent)
        wait_for(closed.close())
        odd = start_fetch(closed)
    elif faulty == "unknown address":
        odd = start_fetch("nonsense")
    else:
        script = {"reset": sends_and_resets(b"x"), "garbage": sends(b"\xff" * 1000), "stopped": is_silent}[faulty]
        odd = start_fetch(serve(script), "netstring")
    neighbours += [start_fetch(good, "netstring") for _ in range(9)]
    if faulty == "stopped":
        odd.fetch.stop()
    for running in [odd, *neighbours]:
        wait_for(running.done)
    assert odd.outcome is not Outcome.COMPLETE
    assert len([state for state in odd.states if isinstance(state, Ended)]) == 1
    exact = b"".join(b"%05d" % number for number in range(20_000))
    for running in neighbours:
        assert (running.outcome, running.ended.frames) == (Outcome.COMPLETE, 20_000)
        assert running.exact == exact
