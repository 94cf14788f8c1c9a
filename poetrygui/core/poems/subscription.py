"""One who hears that more of a poem can be read."""

from __future__ import annotations

from collections.abc import Callable


class Subscription:
    """Ends it when it is called, which may be done twice: a fourth of the size of a function that knows as much."""

    __slots__ = ("_callback", "_callbacks")

    def __init__(self, callbacks: list[Callable[[], None]], callback: Callable[[], None]) -> None:
        """Begin: ``callback`` is one of those ``callbacks`` from now on, which are called."""
        callbacks.append(callback)
        self._callbacks = callbacks
        self._callback = callback

    def __call__(self) -> None:
        """Have it called no more."""
        if self._callback in self._callbacks:
            self._callbacks.remove(self._callback)
