"""Ending a host whose timed call computes and comes to no end, within C too.

The program knows what it has asked a host for, and watches it meanwhile. Of what a protocol asks its own clock for, it
hears nothing, and a host that waits costs nothing: so the system itself counts here, and ends the process.
"""

from __future__ import annotations

import faulthandler
import signal
from collections.abc import Callable
from typing import Any

from poetrygui.hosts.live.running_call import RunningCall, whose_call

ENDED_BY: int = getattr(signal, "SIGPROF", 0)
"""What ends it: no program sends that."""
_STANDARD_ERROR = 2


def limit_timed_calls(reactor: Any, seconds: float, running: RunningCall) -> None:
    """Have each call that is asked of ``reactor`` from now on compute for so many ``seconds`` at most.

    What others have of the processors meanwhile does not count. It says where it was before it goes, and ``running``
    tells whose it is: that connection's in whose call it was asked for.
    """
    faulthandler.register(ENDED_BY, file=_STANDARD_ERROR, all_threads=False, chain=True)

    def limited(number: int, function: Callable[..., object], *arguments: object, **named: object) -> object:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            return running.call(number, function, *arguments, **named)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    call_later, call_from_thread = reactor.callLater, reactor.callFromThread
    reactor.callLater = lambda delay, function, *arguments, **named: call_later(
        delay, limited, whose_call(), function, *arguments, **named
    )
    reactor.callFromThread = lambda function, *arguments, **named: call_from_thread(
        limited, whose_call(), function, *arguments, **named
    )
