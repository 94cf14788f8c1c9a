"""A call with its first arguments, of which each connection has some."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class Bound(Generic[Result]):
    """Calls ``function`` with these arguments and those that follow: half the size of a partial, which has a dict."""

    __slots__ = ("_arguments", "_function")

    def __init__(self, function: Callable[..., Result], *arguments: Any) -> None:
        """Bind them; where ``function`` is a class's, the first is the instance: a bound method would be one more."""
        self._function = function
        self._arguments = arguments

    def __call__(self, *more: Any) -> Result:
        """Return what the function makes of all of them."""
        return self._function(*self._arguments, *more)
