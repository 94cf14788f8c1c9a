"""Whom to tell of something that happens: callbacks, which are called in the order in which they came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVarTuple

from twisted.logger import Logger

Told = TypeVarTuple("Told")

_log = Logger()


class Listeners(Generic[*Told]):
    """Tells everybody who subscribed. What one of them raises is logged, and the others are told all the same."""

    __slots__ = ("_subscriptions",)

    def __init__(self) -> None:
        """Begin with nobody who listens."""
        self._subscriptions: tuple[Subscription[*Told], ...] = ()  # each connection has several of these, mostly none

    def subscribe(self, callback: Callable[[*Told], object]) -> Callable[[], None]:
        """Have ``callback`` called from now on; the call returned ends that, and may be made twice."""
        subscription = Subscription(self, callback)
        self._subscriptions += (subscription,)
        return subscription

    def unsubscribe(self, subscription: Subscription[*Told]) -> None:
        """Call one of them no more."""
        self._subscriptions = tuple(each for each in self._subscriptions if each is not subscription)

    def tell(self, *told: *Told) -> None:
        """Call everybody who listens now."""
        for each in self._subscriptions:
            try:
                each.callback(*told)
            except Exception:  # noqa: BLE001 - logged, as Twisted does with what nobody handles
                _log.failure("somebody who listens failed")


class Subscription(Generic[*Told]):
    """One that listens, until this is called: a fifth of the size of functions that know as much."""

    __slots__ = ("_listeners", "callback")

    def __init__(self, listeners: Listeners[*Told], callback: Callable[[*Told], object]) -> None:
        """Begin with both; ``listeners`` has to be told as well."""
        self.callback = callback
        self._listeners = listeners

    def __call__(self) -> None:
        """Listen no more."""
        self._listeners.unsubscribe(self)
