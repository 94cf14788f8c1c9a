"""The lines beside the data of a serial line: whoever is at its other end sets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IDelayedCall

from poetrygui.core.transports.streams.asides import Aside

_LINES = ("cts", "dsr", "cd", "ri")
_LOOK_EVERY = 0.25  # seconds; where the system can wait for a change, that takes a thread


class ModemLines:
    """Looks at them now and then, and tells which have changed; a port that has none is looked at once."""

    def __init__(self, reactor: Any, port: Any, tell: Callable[[Aside], None]) -> None:
        """Look at ``port``, as pyserial has it, from :meth:`start` on."""
        self._reactor = reactor
        self._port = port
        self._tell = tell
        self._last: tuple[bool, ...] | None = None
        self._next: IDelayedCall | None = None

    def start(self) -> None:
        """Begin; how they are then is no news."""
        self._last = self._look()
        self._wait()

    def stop(self) -> None:
        """Look no more."""
        if self._next is not None and self._next.active():
            self._next.cancel()
        self._last = None

    def _wait(self) -> None:
        if self._last is not None:
            self._next = self._reactor.callLater(_LOOK_EVERY, self._again)

    def _again(self) -> None:
        before, self._last = self._last, self._look()
        if before is not None and self._last is not None and before != self._last:
            changed = [
                f"{name.upper()} is {'on' if now else 'off'}"
                for name, was, now in zip(_LINES, before, self._last, strict=True)
                if was is not now
            ]
            self._tell(Aside(f"the line's {', '.join(changed)}"))
        self._wait()

    def _look(self) -> tuple[bool, ...] | None:
        try:
            return tuple(bool(getattr(self._port, name)) for name in _LINES)
        except OSError:
            return None
