"""Keeping the program running, whatever a protocol asks of its reactor: ``stop``, ``run`` and their like."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any

from twisted.internet.protocol import Protocol
from twisted.logger import Logger

from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.guard.plugin_calls import current_calls
from poetrygui.core.guard.plugin_output import PROTOCOL_MODULES

# What is for the program alone to ask of its reactor.
_FOR_THE_PROGRAM = (
    *("stop", "crash", "run", "startRunning", "mainLoop", "iterate"),
    *("fireSystemEvent", "disconnectAll", "removeAll"),
)

_log = Logger()


class ReactorCallError(RuntimeError):
    """A protocol's file asks for the program to run or stop while it is loaded, or where it has no connection."""


class KeptRunning:
    """Stands before what only the program may ask of a reactor, until it is closed.

    A protocol or its factory that asks for it ends its own connection, as if it had closed it; nobody else notices.
    """

    def __init__(self, reactor: Any) -> None:
        """Take the calls over."""
        self._reactor = reactor
        self._own: dict[str, Callable[..., object]] = {}
        self._before: dict[str, Callable[..., Any]] = {}
        self._were_set = set(vars(reactor))
        for name in _FOR_THE_PROGRAM:
            if hasattr(reactor, name):
                self._before[name] = getattr(reactor, name)
                self._own[name] = partial(self._asked, name)
                setattr(reactor, name, self._own[name])

    def close(self) -> None:
        """Leave the reactor as it was, but for what somebody else has changed since."""
        for name, own in self._own.items():
            if vars(self._reactor).get(name) is own:
                delattr(self._reactor, name)
                if name in self._were_set:
                    setattr(self._reactor, name, self._before[name])

    def _asked(self, name: str, *arguments: object, **named: object) -> object:
        frame = sys._getframe(1)
        calls = current_calls()
        is_guarded = threading.current_thread() is threading.main_thread() and (calls is not None or GUARD.is_running)
        if not is_guarded and not any(_is_a_protocols(each) for each in _outward(frame)):
            return self._before[name](*arguments, **named)
        if not is_guarded:
            # In a Deferred that something else has fired.
            self._end_connection_in(name, frame)
        elif calls is not None:
            calls.asked_to_stop()
        else:
            raise ReactorCallError(f"reactor.{name}() is for a program: put it under “if __name__ == '__main__':”")
        return None

    def _end_connection_in(self, name: str, frame: FrameType) -> None:
        for each in _outward(frame):
            for value in each.f_locals.values():
                end = getattr(value.transport, "protocol_asked_to_stop", None) if isinstance(value, Protocol) else None
                if end is not None:
                    end()
                    return
        _log.info("a protocol called reactor.{name}(), and the program goes on", name=name)


@contextmanager
def kept_running() -> Iterator[None]:
    """Keep the reactor that is installed, if one is, as it is while a protocol's file is loaded."""
    reactor = sys.modules.get("twisted.internet.reactor")
    if reactor is None:
        yield
        return
    kept = KeptRunning(reactor)
    try:
        yield
    finally:
        kept.close()


def _outward(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _is_a_protocols(frame: FrameType) -> bool:
    name = frame.f_globals.get("__name__")
    return isinstance(name, str) and name.startswith(PROTOCOL_MODULES)
