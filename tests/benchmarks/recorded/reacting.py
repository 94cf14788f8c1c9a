"""A process that does one thing in a reactor, and prints what comes of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from twisted.internet import epollreactor
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

Scenario = Callable[[Any], Coroutine[Deferred[Any], Any, dict[str, Any]]]


def run(scenario: Scenario) -> None:
    """Run a coroutine that is given the reactor, print what it returns as JSON, and end the process."""
    epollreactor.install()
    from twisted.internet import reactor as installed

    reactor: Any = installed
    failed = []

    def end(result: dict[str, Any] | Failure) -> None:
        if isinstance(result, Failure):
            sys.stderr.write(result.getTraceback())
            failed.append(result)
        else:
            print(json.dumps(result), flush=True)
        reactor.stop()

    reactor.callWhenRunning(lambda: Deferred.fromCoroutine(scenario(reactor)).addBoth(end))
    reactor.run()
    sys.exit(bool(failed))
