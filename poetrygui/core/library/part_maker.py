"""What the connections of poems bring, and the fetches that do: made before each begins."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from poetrygui.core import connection, fetching, poems
from poetrygui.core.bound import Bound
from poetrygui.core.files.disk import Disk
from poetrygui.core.library.going_on import GoingOn
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.kept_poems import KeptPoems
from poetrygui.core.library.listeners import Listeners
from poetrygui.core.library.poem_origin import limit_of, origin
from poetrygui.core.library.stream import Part
from poetrygui.core.outcomes import State
from poetrygui.core.questions.asking import Asker, Nobody
from poetrygui.core.servers.server_book import Server


class PartMaker:
    """Makes them, to be kept by ``kept`` and written by ``disk``."""

    def __init__(self, reactor: Any, disk: Disk, kept: KeptPoems) -> None:
        """Connect by ``reactor``."""
        self.reactor = reactor
        self.asker: Asker = Nobody()
        """Asks what a way to a server has to ask."""
        self.said: Listeners[KeptPoem, str] = Listeners()
        """Told what a poem's transport says beside the bytes, such as a command on its standard error."""
        self._disk = disk
        self._kept = kept

    def first(self, server: Server) -> Part[poems.PoemStore]:
        """Return what the first connection to ``server`` is to bring; nothing is there yet."""
        return self._part(server, self._kept.new_folder())

    def next(self, server: Server, before: Path) -> Part[poems.PoemStore]:
        """Return what the next connection to ``server`` is to bring, behind what is in the folder ``before``."""
        return self._part(server, self._kept.next_folder(before))

    def fetch(
        self, poem: KeptPoem, going: GoingOn, part: Part[poems.PoemStore], on_state: Callable[[State], None]
    ) -> fetching.Fetch[poems.PoemStore]:
        """Return the fetch that brings ``part`` of ``poem`` from where ``going`` says, and tells ``on_state``."""
        said = Bound(self.said.tell, poem)
        fetch = fetching.Fetch(
            self.reactor,
            going.server,
            going.factory,
            part.store,
            disk=self._disk,
            on_state=on_state,
            on_chunk=poem.chunk_came,
            wire=connection.AsidesHeard(part.store, said),
            wait_for_room=True,
            asker=self.asker,
            endpoint=going.endpoint,
        )
        if isinstance(going.endpoint, fetching.Peer):
            going.endpoint.fetch = fetch
        elif going.endpoint is not None:
            going.endpoint.report(fetch.notices.tell, fetch.stop, said)
        return fetch

    def _part(self, server: Server, directory: Path) -> Part[poems.PoemStore]:
        info = origin(server, datetime.datetime.now().astimezone())
        limit = limit_of(server, self._kept.recording_limit)
        return Part(info, directory, poems.PoemStore(directory, self._disk, info=info, limit=limit))
