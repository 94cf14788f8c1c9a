"""A clock and a reactor for a recording: hours pass in no time, and what only a network can give is refused.

A protocol's timed calls run between the chunks as they did then: by the recorded times, and in their order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import get_ident
from typing import Any

from attrs import frozen
from twisted.internet.task import Clock
from twisted.logger import Logger
from twisted.python.failure import Failure

# So many turns may follow each other at one moment, as with a Cooperator; then each takes this long, in seconds, so
# that a call that asks for itself at once and for ever lets the time go on.
_MOST_TURNS = 1_000
_TURN = 0.001

_FROM_THE_NETWORK = {
    **dict.fromkeys(("connectTCP", "connectSSL", "connectUNIX", "connectUNIXDatagram"), "make a connection"),
    **dict.fromkeys(("listenTCP", "listenSSL", "listenUNIX", "listenUNIXDatagram"), "listen"),
    **dict.fromkeys(("listenUDP", "listenMulticast"), "listen"),
    **dict.fromkeys(("resolve", "nameResolver", "installNameResolver", "installResolver"), "look a name up"),
    **dict.fromkeys(("adoptStreamConnection", "adoptStreamPort", "adoptDatagramPort"), "take a socket"),
    **dict.fromkeys(("addReader", "addWriter", "removeReader", "removeWriter"), "watch a descriptor"),
    "spawnProcess": "start a process",
}
_ANSWERED = {
    *_FROM_THE_NETWORK,
    *("callLater", "getDelayedCalls", "seconds", "callFromThread", "callInThread", "getThreadPool"),
    *("callWhenRunning", "addSystemEventTrigger", "removeSystemEventTrigger"),
}
_FOR_THE_PROGRAM = ("run", "stop", "crash", "iterate", "startRunning", "mainLoop", "fireSystemEvent")

_log = Logger()


class NotInARecordingError(RuntimeError):
    """A protocol asks for what a recording cannot give; the sentence says what."""


@frozen(eq=False)
class _Answers:
    """What answers in another reactor's place, and what that had of its own by then."""

    before: dict[str, Any]
    by_name: dict[str, Any]


class VirtualReactor(Clock):
    """A reactor whose time is that of a recording. It stands still until :meth:`turn` is called.

    Threads do their work before the call that asks for it returns, so that a result does not depend on their luck.
    """

    running = True

    def __init__(self, began: float = 0.0) -> None:
        """Have the clock show ``began`` first, in seconds since the epoch."""
        super().__init__()
        self.rightNow = began
        self._turns = 0  # at this moment
        self._from_threads: deque[Callable[[], object]] = deque()
        self._answers: dict[tuple[Any, int], _Answers] = {}  # by whom they stand in for, and in which thread

    # What a protocol asks for

    def callFromThread(self, callable: Callable[..., object], *arguments: object, **named: object) -> None:
        """Call in the next turn; may come from any thread."""
        self._from_threads.append(partial(callable, *arguments, **named))

    def callInThread(self, callable: Callable[..., object], *arguments: object, **named: object) -> None:
        """Call at once."""
        _run(partial(callable, *arguments, **named))

    def callInThreadWithCallback(  # noqa: N802 - Twisted's name
        self,
        on_result: Callable[[bool, Any], object] | None,
        callable: Callable[..., object],
        *arguments: object,
        **named: object,
    ) -> None:
        """Call at once, and hand the result on as a pool of threads does."""
        try:
            result: tuple[bool, object] = True, callable(*arguments, **named)
        except Exception:  # noqa: BLE001 - handed on, as a thread's would be
            result = False, Failure()
        if on_result is not None:
            on_result(*result)

    def getThreadPool(self) -> VirtualReactor:  # noqa: N802 - Twisted's name
        """Return what does the work of a pool."""
        return self

    def suggestThreadPoolSize(self, size: int) -> None:  # noqa: N802 - Twisted's name
        """Do nothing: there is no pool."""

    def callWhenRunning(self, callable: Callable[..., object], *arguments: object, **named: object) -> None:  # noqa: N802
        """Call at once."""
        callable(*arguments, **named)

    def addSystemEventTrigger(self, *_arguments: object, **_named: object) -> object:  # noqa: N802
        """Take notice of nothing: a recording's reactor is never shut down."""
        return object()

    def removeSystemEventTrigger(self, trigger: object) -> None:  # noqa: N802
        """Do nothing."""

    def __getattr__(self, name: str) -> Any:
        if name in _FROM_THE_NETWORK:
            return partial(_refuse, f"a recording cannot {_FROM_THE_NETWORK[name]} (reactor.{name})")
        if name in _FOR_THE_PROGRAM:
            return partial(_refuse, f"reactor.{name}() is for a program, and this is a recording")
        raise AttributeError(f"a recording's reactor has no {name}")

    # What the one who plays the recording asks for

    def turn(self, until: float) -> bool:
        """Run the calls of the next moment up to ``until``; where there is none, show that time, and return False."""
        if not self._from_threads:
            due = self.calls[0].getTime() if self.calls else None
            if due is None or due > until:
                self._show(until)
                return False
            self._show(due)
        self._turns += 1
        if self._turns > _MOST_TURNS:
            self.rightNow += _TURN
        while self._from_threads:
            _run(self._from_threads.popleft())
        # What these ask for at once is for the turn after.
        for call in [each for each in self.calls if each.getTime() <= self.rightNow]:
            if call.active():
                self.calls.remove(call)
                call.called = 1
                _run(partial(call.func, *call.args, **call.kw))
        return True

    @property
    def next_call(self) -> float | None:
        """When something is due next; None where nothing is."""
        if self._from_threads:
            return self.rightNow
        return self.calls[0].getTime() if self.calls else None

    @contextmanager
    def standing_in_for(self, reactor: Any) -> Iterator[None]:
        """Answer in the place of another reactor, of which protocols have got hold, until the block ends."""
        if isinstance(reactor, PlayedReactor):
            played, reactor.playing = reactor.playing, self
            try:
                yield
            finally:
                reactor.playing = played
            return
        # This is done for each chunk of a recording: what is put there is made once, and takes microseconds to put.
        own = vars(reactor)
        before = {name: own[name] for name in own.keys() & _ANSWERED}
        if (answers := self._answers.get((reactor, get_ident()))) is None or answers.before != before:
            answers = self._answers[reactor, get_ident()] = self._answers_for(reactor, before)
        own.update(answers.by_name)
        try:
            yield
        finally:
            for name in answers.by_name:
                own.pop(name, None)
            own.update(before)

    def _answers_for(self, reactor: Any, before: dict[str, Any]) -> _Answers:
        # What is computed by the reactor's class cannot be replaced.
        names = [name for name in _ANSWERED if not isinstance(getattr(type(reactor), name, None), property)]
        ours = {name: partial(self._answer, name, get_ident(), getattr(reactor, name, None)) for name in names}
        return _Answers(before, ours)

    def _answer(self, name: str, thread: int, others: Any, *arguments: object, **named: object) -> object:
        # Whoever calls from another thread, as the disk's does, means the reactor itself.
        answer = getattr(self, name) if get_ident() == thread else others
        return answer(*arguments, **named)

    def _show(self, time: float) -> None:
        if time > self.rightNow:
            self.rightNow = time
            self._turns = 0


class PlayedReactor:
    """The one reactor of a process that does nothing but play recordings: that of the one that plays now answers."""

    def __init__(self) -> None:
        """Play nothing yet."""
        self.playing = VirtualReactor()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.playing, name)


def _run(function: Callable[[], object]) -> None:
    try:
        function()
    except Exception:  # noqa: BLE001 - logged, as a reactor does; from there it is led to its connection
        _log.failure("a timed call failed")


def _refuse(sentence: str, *_arguments: object, **_named: object) -> Any:
    raise NotInARecordingError(f"{sentence}: connect to a server for that")
