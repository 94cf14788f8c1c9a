"""What becomes of the frames that a connection delivers."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Protocol as StructuralType

from poetrygui.api import FrameSink

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def is_full(error: OSError | None) -> bool:
    """Tell whether writing failed for want of room, so that it may succeed later."""
    return error is not None and error.errno in _FULL


class PoemKeeper(FrameSink, StructuralType):
    """Takes a poem's frames, and tells what is safely where it belongs: on disk, or at whoever reads it."""

    on_error: Callable[[OSError], None]
    """Called when writing fails."""

    @property
    def error(self) -> OSError | None:
        """Why writing failed; what came before it is kept."""

    @property
    def where(self) -> str:
        """The place, for a sentence."""

    @property
    def exact_size(self) -> int:
        """Bytes of frames written."""

    @property
    def frame_count(self) -> int:
        """Whole frames written."""

    @property
    def disk_is_full(self) -> bool:
        """Whether writing stopped for want of room."""

    def flush(self) -> None:
        """Have what was taken written."""

    def when_written(self, callback: Callable[[], None]) -> None:
        """Call back when everything flushed is written, or writing has failed."""

    def retry(self) -> None:
        """Try to write again after an error."""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called when more was written; the call returned ends that."""

    def close_writing(self) -> None:
        """Take notice that nothing more will come."""
