"""A relay as a service of Twisted's: it listens when that starts, and breaks all off when it stops."""

from __future__ import annotations

import os
from typing import Any, cast

from twisted.application.service import Service
from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from poetrygui.commands.progress import Progress
from poetrygui.commands.relay import Relay
from poetrygui.commands.relay_end import RelayOptions
from poetrygui.commands.standard_streams import StandardOutput, StandardStream
from poetrygui.core.guard.kept_running import KeptRunning
from poetrygui.core.guard.timed_calls import TimedCallGuard
from poetrygui.errors import PoetryError

_log = Logger()


class RelayService(Service):
    """Relays as ``options`` say, which are quiet; the log has what is told."""

    def __init__(self, reactor: Any, options: RelayOptions) -> None:
        """Relay once it is started."""
        self.setName("poetrygui-relay")  # type: ignore[no-untyped-call]
        self._reactor = reactor
        self._options = options
        self._relay: Relay | None = None
        self._over: Deferred[None] = Deferred()
        self._problem = ""

    def startService(self) -> None:  # noqa: N802 - Twisted's name
        """Listen. Raises SystemExit with a sentence where that cannot be: a program that relays nothing is to end."""
        super().startService()  # type: ignore[no-untyped-call]
        TimedCallGuard(self._reactor)
        KeptRunning(self._reactor)
        # Nothing is written there: what is quiet shows no frames.
        out = StandardStream(os.open(os.devnull, os.O_WRONLY), None)
        over: Deferred[None] = Deferred()
        self._over = over
        told = cast("Progress", _Logged())
        self._relay = Relay(self._reactor, self._options, cast("StandardOutput", out), told)

        def end(_: object) -> None:
            os.close(out.descriptor)
            over.callback(None)

        self._relay.start().addErrback(self._failed).addBoth(end)
        if self._problem:
            raise SystemExit(self._problem)

    def stopService(self) -> Deferred[None]:  # noqa: N802 - Twisted's name
        """Break all off; fires when all that came is where it belongs."""
        super().stopService()  # type: ignore[no-untyped-call]
        if self._relay is None:
            self._over.callback(None)
        else:
            self._relay.stop()
        return self._over

    def _failed(self, failure: Failure) -> None:
        if not failure.check(PoetryError):
            failure.raiseException()
        self._problem = str(failure.value)


class _Logged:
    """Has what is told in the log, a line at a time."""

    def tell(self, line: str) -> None:
        _log.info("{line}", line=line)

    def tell_lines(self, text: str) -> None:
        for line in text.splitlines():
            self.tell(line)

    def close(self) -> None:
        """Show nothing more."""
