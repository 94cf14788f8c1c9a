"""A protocol that delivers for ever is interrupted, with the alarm before each line of the core's own work in turn.

Run as a program. Whatever the line, the protocol is cut between two deliveries: what the composer counted is what it
composed, and the frames came in whole rounds but for the last.
"""

from __future__ import annotations

import signal
import sys
from typing import Any

from poetrygui.core.guard.hang_guard import HangError, HangGuard
from poetrygui.core.guard.thread_time import Moment, ThreadClocks
from poetrygui.core.poems.rows import RowComposer

LINES = 60
"""More than the composer runs in a round, so that each has its turn."""

# In no file, and so nobody's: the guard finds the composer's line below it.
TRACER = """
def trace(frame, event, argument):
    global lines
    if frame.f_code.co_filename != file:
        return None
    if event == "line":
        lines += 1
        if lines == wanted:
            for _ in range(10):
                signal.raise_signal(signal.SIGALRM)
    return trace
"""


class RacingClocks(ThreadClocks):
    """At each look the thread has computed for a second more."""

    seconds = 0.0

    def wall(self) -> float:
        return self.seconds

    def now(self) -> Moment:
        self.seconds += 1.0
        return Moment(self.seconds, self.seconds)


def deliver_until_cut(composer: RowComposer, traced: dict[str, Any]) -> None:
    sys.settrace(traced["trace"])
    while True:
        composer.frames([b"abc", b"de"])
        composer.part(b"x\n")
        composer.frame(b"")
        if traced["lines"] >= traced["wanted"]:
            sys.settrace(None)


def main() -> None:
    traced: dict[str, Any] = {"signal": signal, "file": RowComposer.frame.__code__.co_filename}
    exec(compile(TRACER, "<alarm>", "exec"), traced)
    for wanted in range(1, LINES + 1):
        traced.update(lines=0, wanted=wanted)
        composer = RowComposer()
        try:
            HangGuard(1.0, RacingClocks()).call(deliver_until_cut, composer, traced)
        except HangError as error:
            trace = error.__traceback__
            while trace is not None:
                assert trace.tb_frame.f_code.co_filename != traced["file"], (wanted, trace.tb_lineno)
                trace = trace.tb_next
        finally:
            sys.settrace(None)
        rows, _borders = composer.take()
        size = sum(map(len, rows))
        assert composer.size == size, (wanted, composer.size, size)


if __name__ == "__main__":
    main()
