"""A poem that is passed on as it arrives, and not kept: to a pipe, or straight into the file where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from poetrygui.core.keeper import is_full
from poetrygui.core.rows import RowComposer


class PassedPoem:
    """Passes on the rows of a poem, or with ``exact`` the frames' bytes with nothing between them.

    ``write`` may block, which is how a slow reader slows the server down, and may raise OSError.
    """

    # Declared here, because mypy takes one that is declared in __init__ for a method until it has seen that.
    on_error: Callable[[OSError], None]

    def __init__(self, write: Callable[[bytes], object], *, exact: bool, where: str) -> None:
        """Pass everything to ``write``; ``where`` names the place in a sentence."""
        self.error: OSError | None = None
        self.on_error = _ignore
        self.where = where
        self.exact_size = 0
        self.frame_count = 0
        self._write = write
        self._exact: list[bytes] | None = [] if exact else None
        self._composer = RowComposer()
        self._subscribers: list[Callable[[], None]] = []

    @property
    def disk_is_full(self) -> bool:
        """Whether writing stopped for want of room."""
        return is_full(self.error)

    def frame(self, data: bytes) -> None:
        """Take a whole frame, or the last piece of one."""
        self._composer.frame(data)
        if self._exact is not None:
            self._exact.append(data)

    def part(self, data: bytes) -> None:
        """Take a piece of a frame."""
        self._composer.part(data)
        if self._exact is not None:
            self._exact.append(data)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Take many frames."""
        self._composer.frames(frames)
        if self._exact is not None:
            self._exact.extend(frames)

    def fail(self, reason: str) -> None:
        """Nothing to do: the outcome tells."""

    def remark(self, text: str) -> None:
        """Nothing to do: the outcome tells."""

    def flush(self) -> None:
        """Write what was taken."""
        rows, _borders = self._composer.take()
        pieces = rows
        if self._exact is not None:
            pieces, self._exact = self._exact, []
        if self.error is not None:
            return
        try:
            if pieces:
                self._write(b"".join(pieces))
        except OSError as error:
            self.error = error
            self.on_error(error)
            return
        self.exact_size = self._composer.exact_size
        self.frame_count = self._composer.frame_count
        for callback in tuple(self._subscribers):
            callback()

    def when_written(self, callback: Callable[[], None]) -> None:
        """Call back at once: writing never waits."""
        callback()

    def retry(self) -> None:
        """Nothing is kept that could be written again."""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called when more was passed on; the call returned ends that."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def close_writing(self) -> None:
        """Nothing to give back: who opened it closes it."""


def _ignore(_: object) -> None:
    pass
