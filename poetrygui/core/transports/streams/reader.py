"""What reads a descriptor for a transport, and what it calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol as StructuralType

from attrs import frozen


@frozen
class Ears:
    """What a reader calls: ``size`` for how many bytes to read at most, then ``came`` or, once, ``ended``.

    ``ended`` is given the error that reading met, or None at the end of what there is.
    """

    size: Callable[[], int]
    came: Callable[[bytes], None]
    ended: Callable[[OSError | None], None]


class Reader(StructuralType):
    """Reads while it is started, and calls its ears from the reactor's turns alone."""

    def start(self) -> None:
        """Read from now on; once more is no error."""

    def stop(self) -> None:
        """Read nothing until it is started again; what comes meanwhile waits where it is."""

    def close(self) -> None:
        """Read nothing more, and give the descriptor back; once more is no error."""
