"""What the scenarios share: a reactor with an application, things to watch, and their entry point."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import QCoreApplication, QTimer
from PyQt6.QtWidgets import QApplication
from twisted.internet.defer import Deferred
from twisted.internet.protocol import Factory, Protocol

from poetrygui import qtreactor

SCENARIOS: dict[str, Callable[[], None]] = {}


def scenario(function: Callable[[], None]) -> Callable[[], None]:
    SCENARIOS[function.__name__] = function
    return function


def native_scenario(function: Callable[[], None]) -> Callable[[], None]:
    """Mark what qt-reactor cannot do: it gives Qt no turn while anything is due."""
    return scenario(function)


def prepared() -> tuple[Any, QApplication]:
    """Return a reactor and an application that does not end with its last window."""
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    return qtreactor.install(), application


def execute(reactor: Any, application: QApplication, **options: Any) -> None:
    reactor.runReturn(**options)
    assert application.exec() == 0
    assert not reactor.running


class Pair(Protocol):
    """One end of a connected pair of sockets, the other end being a plain socket."""

    def __init__(self, reactor: Any) -> None:
        self.received: list[bytes] = []
        self.lost = False
        ours, self.far = socket.socketpair()
        factory = Factory.forProtocol(lambda: self)
        reactor.adoptStreamConnection(ours.fileno(), socket.AF_UNIX, factory)
        ours.close()

    def dataReceived(self, data: bytes) -> None:
        self.received.append(data)

    def connectionLost(self, reason: Any = None) -> None:
        self.lost = True


class AlwaysReady:
    """A descriptor that is readable and is never read."""

    def __init__(self, work: Callable[[], None] = lambda: None) -> None:
        self._near, self._far = socket.socketpair()
        self._far.send(b"x")
        self._work = work

    def fileno(self) -> int:
        return self._near.fileno()

    def doRead(self) -> None:
        self._work()

    def connectionLost(self, reason: object) -> None:
        self._near.close()
        self._far.close()

    def logPrefix(self) -> str:
        return "always ready"


def record_shutdown(reactor: Any, application: QCoreApplication) -> list[str]:
    """Have the shutdown wait for a timed call, a Qt timer and a thread; return the order of things."""
    order: list[str] = []

    def wait_for(name: str, begin: Callable[[Callable[[], None]], object]) -> Deferred[None]:
        finished: Deferred[None] = Deferred()

        def finish() -> None:
            order.append(name)
            finished.callback(None)

        begin(finish)
        return finished

    def add(phase: str, call: Callable[..., object], *arguments: object) -> None:
        reactor.addSystemEventTrigger(phase, "shutdown", call, *arguments)

    add("before", wait_for, "timed call", lambda finish: reactor.callLater(0.02, finish))
    add("before", wait_for, "qt timer", lambda finish: QTimer.singleShot(60, finish))
    add(
        "before",
        wait_for,
        "thread",
        lambda finish: reactor.callInThread(lambda: reactor.callFromThread(reactor.callLater, 0.1, finish)),
    )
    add("during", order.append, "during")
    add("after", order.append, "after")
    return order


def in_order(order: list[str]) -> bool:
    """Tell whether all three were waited for, whichever came first on a busy machine, before what followed."""
    return (sorted(order[:3]), order[3:]) == (["qt timer", "thread", "timed call"], ["during", "after"])


def main() -> None:
    """Run the scenario that the command line names; one that ends prints its name."""
    SCENARIOS[sys.argv[1]]()
    gc.collect()
    print(sys.argv[1])
