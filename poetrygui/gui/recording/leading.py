"""Leading: where one of several parts goes, the others go, once and not back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

_Shown = TypeVar("_Shown")


class Leading(Generic[_Shown]):
    """Gives what is looked at to whoever leads, and nothing while somebody does."""

    def __init__(self, shown: Callable[[], _Shown | None], problem: Callable[[str], object]) -> None:
        """Ask ``shown`` for what is looked at; ``problem`` hears what cannot be read."""
        self.is_on = False
        """Whether somebody leads."""
        self._shown = shown
        self._problem = problem

    @contextmanager
    def __call__(self) -> Iterator[_Shown | None]:
        """Lead, and say what cannot be read."""
        if self.is_on or self._shown() is None:
            yield None
            return
        self.is_on = True
        try:
            yield self._shown()
        except OSError as error:
            self._problem(f"The recording cannot be read from disk: {error.strerror or error}.")
        finally:
            self.is_on = False
