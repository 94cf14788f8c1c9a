"""Forgetting what was sent on the connection of a poem that is shown."""

from __future__ import annotations

import threading
from collections.abc import Callable

from attrs import evolve

from poetrygui.core import poems
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.errors import RecordingError


def forget_sent(library: Library, poem: KeptPoem, done: Callable[[int | Exception], None]) -> None:
    """Have the recording of ``poem``, which ``library`` keeps, tell how much was sent and not what, in a thread.

    When that is done, ``poem.loaded`` tells.

    ``done`` is given how many bytes that were, or why they could not be forgotten: a RecordingError, an OSError.
    Raises RecordingError while it runs.
    """
    if poem.is_running:
        raise RecordingError("What was sent can be forgotten once the connection has ended: stop it first.")
    shown = poem.store

    def finished(size: int, store: poems.StoredPoem | None) -> None:
        if store is not None and poem.store is shown:
            poem.stream.replace_last(store)
            poem.store, poem.info = store, evolve(poem.info, kept=WhatIsKept.ARRIVALS)
            if not poem.is_closed:
                library.kept.note(poem)
            poem.loaded.tell()
            if shown is not None:
                shown.close()
        done(size)

    def work() -> None:
        try:
            size = poems.forget_sent(poem.directory)
            store = poems.StoredPoem.existing(poem.directory) if size else None
        except Exception as error:  # noqa: BLE001 - handed on to where it is shown
            library.reactor.callFromThread(done, error)
        else:
            library.reactor.callFromThread(finished, size, store)

    # Not one of the reactor's threads: quitting waits for those, and a long log takes its time.
    threading.Thread(target=work, name="forget", daemon=True).start()
