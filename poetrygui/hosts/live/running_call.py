"""Which connection's call a host is making: told by memory that both see, and that is there when the host has gone."""

from __future__ import annotations

import contextlib
import mmap
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

NOBODYS = 0
"""What is told where no connection's call is being made, or nobody knows."""
SIZE = mmap.PAGESIZE

_WHOSE: ContextVar[int] = ContextVar("the number of the connection of whose call this is a part", default=NOBODYS)


class RunningCall:
    """The number of the connection whose call is being made."""

    def __init__(self, descriptor: int | None) -> None:
        """Map what ``descriptor`` leads to, which may be closed afterwards; without one, the other side hears nothing.

        Nothing is believed of what a host has written there: it is a number, and may be that of no connection.
        """
        self._page = None if descriptor is None else mmap.mmap(descriptor, SIZE)
        self._numbers = memoryview(bytearray(8) if self._page is None else self._page).cast("Q")

    @property
    def number(self) -> int:
        """That number, as it is now or, where the host has ended, as it was then."""
        return self._numbers[0]

    def call(self, number: int, function: Callable[..., object], *arguments: Any, **named: Any) -> object:
        """Return what a ``function`` returns that is called for the connection of this ``number``.

        It gets the ``arguments``, and those that are ``named``.
        """
        before, self._numbers[0] = self._numbers[0], number
        whose = _WHOSE.set(number)
        try:
            return function(*arguments, **named)
        finally:
            _WHOSE.reset(whose)
            self._numbers[0] = before

    def close(self) -> None:
        """Give the memory back."""
        self._numbers.release()
        if self._page is not None:
            with contextlib.suppress(BufferError):
                self._page.close()


def whose_call() -> int:
    """Return the number of the connection in whose call this is asked, or in what that has begun."""
    return _WHOSE.get()
