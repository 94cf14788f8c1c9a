"""Whom to tell of something that happens: callbacks, which are called in the order in which they came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVarTuple

from twisted.logger import Logger

Told = TypeVarTuple("Told")

_log = Logger()


class Listeners(Generic[*Told]):
    """Tells everybody who subscribed. What one of them raises is logged, and the others are told all the same."""

    def __init__(self) -> None:
        """Begin with nobody who listens."""
        self._callbacks: dict[object, Callable[[*Told], object]] = {}

    def subscribe(self, callback: Callable[[*Told], object]) -> Callable[[], None]:
        """Have ``callback`` called from now on; the call returned ends that, and may be made twice."""
        key = object()  # a callback may listen twice
        self._callbacks[key] = callback

        def unsubscribe() -> None:
            self._callbacks.pop(key, None)

        return unsubscribe

    def tell(self, *told: *Told) -> None:
        """Call everybody who listens now."""
        for callback in tuple(self._callbacks.values()):
            try:
                callback(*told)
            except Exception:  # noqa: BLE001 - logged, as Twisted does with what nobody handles
                _log.failure("somebody who listens failed")
