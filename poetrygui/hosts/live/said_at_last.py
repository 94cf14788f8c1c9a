"""What a host says before it ends in the midst of a call: where it is, and what it has delivered by then.

Frames of a call go to the program together when it is over. One that leaves would take them along.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

from poetrygui.core.connection.delivery import Delivery
from poetrygui.core.guard.own_code import Whose, whose
from poetrygui.hosts.live.live_side import LiveSide

# But for those that are used here.
_ENDS = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGVTALRM", "SIGUSR2", "SIGXCPU", "SIGTRAP", "SIGIO", "SIGSYS")
_STANDARD_ERROR = 2
_MOST_WRITES = 16  # each of 128 KiB: more than may wait there


Sides = Callable[[], Iterable[LiveSide]]
"""Returns this process's sides of its connections."""


def say_at_last(sides: Sides) -> None:
    """Have this process tell its line, and what the protocols of ``sides`` have delivered, before it ends in a call."""
    for name in _ENDS:
        if (number := getattr(signal, name, None)) is not None:
            faulthandler.register(number, file=_STANDARD_ERROR, all_threads=False, chain=True)
    os._exit = _leaving(os._exit, sides, _say_where)
    # Of this one, the system's signal has it said.
    os.abort = _leaving(os.abort, sides, _nothing)


def _leaving(leave: Callable[..., Any], sides: Sides, say: Callable[[], object]) -> Callable[..., Any]:
    def said(*arguments: Any, **named: Any) -> Any:
        with contextlib.suppress(Exception):  # whatever a protocol has put in its place or closed
            # It may also have come to its own end.
            if whose(sys._getframe(1).f_code.co_filename) is not Whose.OURS:
                if threading.current_thread() is threading.main_thread():
                    _say_frames(sides)
                say()
        return leave(*arguments, **named)

    return said


def _say_where() -> None:
    faulthandler.dump_traceback(_STANDARD_ERROR, all_threads=False)


def _nothing() -> None:
    pass


def _say_frames(sides: Sides) -> None:
    for side in sides():
        sink = None if side.connection is None else getattr(side.connection.wrappedProtocol, "sink", None)
        if side.connection is not None and isinstance(sink, Delivery):
            sink.pass_on()
            side.frames_delivered(side.connection)
            side.line.transport.socket.setblocking(True)
            for _ in range(_MOST_WRITES):
                side.line.flush()
