"""What a protocol's author leaves in the core's way: each ends its own connection, and soon, with the right word."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from functools import partial
from typing import Any, NoReturn

import pytest

from poetrygui.api import PoemProtocol
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.outcomes import Outcome
from tests.core.conftest import Fetched, Serve
from tests.core.scripted_server import sends, sends_and_waits

FAULT, HANG, ERROR, COMPLETE = Outcome.PLUGIN_FAULT, Outcome.PLUGIN_HANG, Outcome.PROTOCOL_ERROR, Outcome.COMPLETE


@pytest.fixture(autouse=True)
def _short_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.1)


def hang(*_: object) -> NoReturn:
    while True:
        pass


class SaysNothing(str):
    """Every way of asking for the text hangs."""

    __slots__ = ()
    __str__ = __len__ = __getitem__ = __format__ = split = hang  # type: ignore[assignment]


class Silent:
    __str__ = hang


class HangingError(Exception):
    __str__ = hang


class ExitingError(Exception):
    def __str__(self) -> str:
        raise SystemExit


class Octets(bytes):
    __bytes__ = hang
    __len__ = hang


class EndlessList(list[bytes]):
    def __iter__(self) -> Iterator[bytes]:
        return itertools.repeat(b"x")


def raise_error(error: BaseException) -> NoReturn:
    raise error


ON_DATA: dict[str, tuple[Any, Outcome, str]] = {
    "an error that hangs when it is shown": (
        lambda _: raise_error(HangingError()),
        FAULT,
        "HangingError: (its message cannot be read)",
    ),
    "an error that exits when it is shown": (
        lambda _: raise_error(ExitingError()),
        FAULT,
        "ExitingError: (its message cannot be read)",
    ),
    "an error with a message that is no str": (
        lambda _: raise_error(ValueError(SaysNothing("said"))),
        FAULT,
        "ValueError: (its message cannot be read)",
    ),
    "an error with a message of megabytes": (lambda _: raise_error(ValueError("x" * 30_000_000)), FAULT, "xxx…"),
    "a reason that is a subclass": (lambda poem: poem.fail(SaysNothing("a reason")), ERROR, "a reason"),
    "a reason that hangs": (lambda poem: poem.fail(Silent()), HANG, "dataReceived was interrupted"),
    "a reason of megabytes": (lambda poem: poem.fail("x" * 30_000_000), ERROR, "xxx…"),
    "a remark that hangs": (lambda poem: poem.remark(Silent()), HANG, "dataReceived was interrupted"),
    "a remark that is a subclass": (lambda poem: poem.remark(SaysNothing("a remark")), COMPLETE, "a remark"),
    "many remarks": (
        lambda poem: [poem.remark(f"{each}") for each in range(30_000)],
        COMPLETE,
        "19; and 29,980 more remarks",
    ),
    "a frame that is a subclass": (lambda poem: poem.deliver(Octets(b"x")), COMPLETE, "closed"),
    "endless frames": (lambda poem: poem.deliver_many(iter(hang, None)), HANG, "dataReceived was interrupted"),
    "endless frames of C": (lambda poem: poem.deliver_many(itertools.repeat(b"x")), FAULT, "1,048,576 frames at most"),
    "an endless list": (lambda poem: poem.deliver_many(EndlessList()), FAULT, "1,048,576 frames at most"),
    "a producer without a way to stop": (lambda poem: stop_with(poem, object()), FAULT, "stopProducing raised"),
    "a producer that raises": (lambda poem: stop_with(poem, Producer(ValueError)), FAULT, "stopProducing raised"),
    "a producer that hangs": (lambda poem: stop_with(poem, Producer(hang)), HANG, "stopProducing was interrupted"),
}


class Producer:
    def __init__(self, ends: Any) -> None:
        self._ends = ends

    def resumeProducing(self) -> None:
        pass

    def pauseProducing(self) -> None:
        pass

    def stopProducing(self) -> None:
        raise_error(self._ends())


def stop_with(poem: PoemProtocol, producer: Any) -> None:
    transport: Any = poem.transport
    transport.registerProducer(producer, True)
    transport.abortConnection()


@pytest.mark.parametrize("name", ON_DATA)
def test_while_data_comes(serve: Serve, fetched: Fetched, name: str) -> None:
    act, outcome, said = ON_DATA[name]

    class Hostile(PoemProtocol):
        def dataReceived(self, data: bytes) -> None:
            act(self)

    ended = fetched(serve(sends(b"x")), Hostile).ended
    assert (ended.outcome, said in ended.reason) == (outcome, True), ended
    assert len(ended.reason) < 10_000
    assert len(ended.details) < 10_000


class HangsWhenBuilt(PoemProtocol):
    __init__ = hang


class SleepsWhenBuilt(PoemProtocol):
    # Without a frame of its own.
    __init__ = staticmethod(partial(time.sleep, 1e6))


class HangsWhenAsked(PoemProtocol):
    unfinished = hang


class SleepsWhenAsked(PoemProtocol):
    unfinished = staticmethod(partial(time.sleep, 1e6))


class SaysWhatHangs(PoemProtocol):
    def unfinished(self) -> Any:
        return Silent()


class HangsWhenSending(PoemProtocol):
    encode = hang  # type: ignore[assignment]


class RefusesByHanging(PoemProtocol):
    def encode(self, frame: bytes) -> bytes:
        class RefusalError(ValueError):
            __str__ = hang

        raise RefusalError


class HangsWhenLookedAt(PoemProtocol):
    dataReceived = property(hang)


class HangsWhenGiven(PoemProtocol):
    __setattr__ = hang


class HangsAsItGoes(PoemProtocol):
    __del__ = hang


class IsAsync(PoemProtocol):
    async def dataReceived(self, data: bytes) -> None:  # type: ignore[override]
        self.deliver(data)


class ReturnsCoroutine(PoemProtocol):
    def dataReceived(self, data: bytes) -> Any:
        return self.receive(data)

    async def receive(self, data: bytes) -> None:
        self.deliver(data)


# What is raised while an object goes is shown by Python, and nothing more.
@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "protocol, outcome, said",
    [
        (HangsWhenBuilt, HANG, "buildProtocol was interrupted"),
        (SleepsWhenBuilt, HANG, "buildProtocol was interrupted"),
        (HangsWhenAsked, HANG, "unfinished was interrupted"),
        (SleepsWhenAsked, HANG, "unfinished was interrupted"),
        (SaysWhatHangs, HANG, "unfinished was interrupted"),
        (HangsWhenSending, HANG, "encode was interrupted"),
        (RefusesByHanging, HANG, "encode was interrupted"),
        (HangsWhenLookedAt, HANG, "dataReceived was interrupted"),
        (HangsWhenGiven, HANG, "buildProtocol was interrupted"),
        (HangsAsItGoes, HANG, "__del__ was interrupted"),
        (IsAsync, FAULT, "dataReceived is an async def, which nobody awaits"),
        (ReturnsCoroutine, FAULT, "receive is an async def, which nobody awaits"),
    ],
)
def test_wherever_its_code_is_run(
    serve: Serve, fetched: Fetched, protocol: type[PoemProtocol], outcome: Outcome, said: str
) -> None:
    sending = "encode" in vars(protocol)
    ended = fetched(serve((sends_and_waits if sending else sends)(b"x")), protocol, send="x" if sending else "").ended
    assert (ended.outcome, said in ended.reason) == (outcome, True), ended
