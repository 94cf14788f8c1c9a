"""Poem servers as a service of Twisted's: they listen when it starts, and no longer once it has stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from twisted.application.service import Service
from twisted.internet.defer import Deferred, gatherResults
from twisted.internet.protocol import Protocol
from twisted.logger import Logger
from twisted.python.failure import Failure

from poetrygui.errors import PoetryError
from poetrygui.serve.listen import FREE_LOOPBACK_PORT, ServedPoem, start_serving

_log = Logger()


@frozen
class Serving:
    """What is served: each of the ``files``, encoded by ``protocol``, at a server ``endpoint`` of Twisted's.

    After each ``num_bytes`` bytes there is a pause of ``delay`` seconds.
    """

    files: Sequence[Path]
    protocol: type[Protocol]
    endpoint: str = FREE_LOOPBACK_PORT
    delay: float = 0.0
    num_bytes: int = 10


class PoemService(Service):
    """Serves files; the log tells what is served where."""

    def __init__(self, reactor: Any, serving: Serving) -> None:
        """Serve what ``serving`` says, once it is started."""
        self.setName("poetrygui-serve")  # type: ignore[no-untyped-call]
        self._reactor = reactor
        self._serving = serving
        self._served: list[ServedPoem] = []
        self._problem = ""

    def startService(self) -> None:  # noqa: N802 - Twisted's name
        """Listen. Raises SystemExit with a sentence where that cannot be: a program that serves nothing is to end."""
        super().startService()  # type: ignore[no-untyped-call]
        what = self._serving
        for path in what.files:
            starting = start_serving(
                self._reactor, path, what.protocol, what.endpoint, delay=what.delay, num_bytes=what.num_bytes
            )
            starting.addCallbacks(self._serves, self._failed)
        if self._problem:
            raise SystemExit(self._problem)

    def stopService(self) -> Deferred[Any]:  # noqa: N802 - Twisted's name
        """Listen no longer, and cut off whoever still reads; fires when that is done."""
        super().stopService()  # type: ignore[no-untyped-call]
        served, self._served = self._served, []
        return gatherResults([each.stop() for each in served])

    def _serves(self, served: ServedPoem) -> None:
        self._served.append(served)
        _log.info("{announcement}", announcement=served.announcement)

    def _failed(self, failure: Failure) -> None:
        if not failure.check(PoetryError):
            failure.raiseException()
        self._problem = str(failure.value)
