"""Reading the poem of an earlier run, with what came on the connections before it, in a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from attrs import evolve

from poetrygui.core import poems
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.stream import Part

_Read: TypeAlias = "list[Part[poems.StoredPoem]]"  # not looked up: that would import it


class PoemLoading:
    """Reads each poem once; ``poem.loaded`` tells."""

    def __init__(self, reactor: Any, note: Callable[[KeptPoem], object]) -> None:
        """Read none yet; ``note`` has a poem's note written anew, where it says less than the poem."""
        self._reactor = reactor
        self._note = note
        self._running: set[KeptPoem] = set()

    def begin(self, poem: KeptPoem) -> None:
        """Read a poem, unless it was read or is being read."""
        if poem.store is not None or poem.load_problem or poem in self._running:
            return
        self._running.add(poem)
        folders = poem.stream.unread

        def read() -> None:
            try:
                result: _Read | Exception = [
                    *filter(None, map(_earlier_part, folders)),
                    Part(poem.info, poem.directory, poems.StoredPoem.existing(poem.directory)),
                ]
            except Exception as error:  # noqa: BLE001 - handed on to where it is shown
                result = error
            self._reactor.callFromThread(self._done, poem, result)

        # Not one of the reactor's threads: quitting waits for those, and a large poem takes its time.
        threading.Thread(target=read, name="index", daemon=True).start()

    def _done(self, poem: KeptPoem, result: _Read | Exception) -> None:
        self._running.discard(poem)
        if isinstance(result, Exception):
            poem.stream.problem = f"This recording cannot be read: {result}"
        else:
            poem.store = store = result[-1].store
            if len(result) > 1:
                poem.stream.take_read(result)
            ended = poem.info.ended
            if ended is not None and not ended.bytes and store.exact_size:
                poem.info = evolve(poem.info, ended=evolve(ended, bytes=store.exact_size, frames=store.frame_count))
                assert poem.info.ended is not None
                poem.take_state(poem.info.ended)
                if not poem.is_closed:
                    self._note(poem)
        poem.loaded.tell()


def _earlier_part(folder: Path) -> Part[poems.StoredPoem] | None:
    """Return what an earlier connection left; None where that cannot be read: the others can."""
    try:
        info = poems.read_info(folder)
        return None if info is None else Part(info, folder, poems.StoredPoem.existing(folder))
    except (OSError, poems.DamagedInfoError):
        return None
