"""Several connections of one file at a time, each to a server of its own that plays a script."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from attrs import define, evolve, field
from twisted.internet.ssl import CertificateOptions

from poetrygui.api import PoemProtocol, can_speak
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.outcomes import Ended, WhatIsKept
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.live.hosted_class import hosted
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedFile, PinnedProtocol
from tests.conftest import WaitFor
from tests.core.poems.recorded_poem import INFO
from tests.core.scripted_server import Script, ScriptedServer, listen


@define(eq=False)
class Running:
    """A connection: how many bytes came, how it ended, and what is kept of it."""

    server: ScriptedServer
    store: PoemStore
    sizes: list[int] = field(factory=list)
    ends: list[Ended] = field(factory=list)
    fetch: Any = None

    @property
    def seen(self) -> int:
        """Bytes that came."""
        return sum(self.sizes)

    @property
    def end(self) -> Ended:
        """How it ended."""
        (ended,) = self.ends
        return ended

    @property
    def rows(self) -> bytes:
        """Its rows."""
        return self.store.read(0, self.store.size)

    @property
    def said(self) -> bytes:
        """What its server got."""
        return b"".join(each.received for each in self.server.sessions)

    @property
    def recording(self) -> Recording:
        """What is recorded."""
        assert self.store.recording is not None
        return self.store.recording


class Together:
    """Starts connections with the protocol of one file."""

    def __init__(self, reactor: Any, folder: Path, warm: WarmProcess, wait_for: WaitFor, wait_until: Any) -> None:
        self.lines: list[bytes] = []
        """What hosts printed."""
        self.limit = 30.0
        self._reactor = reactor
        self._folder = folder
        self._warm = warm
        self._wait_for = wait_for
        self._wait_until = wait_until
        self._running: list[Running] = []
        self._here: PinnedFile | None = None

    def pinned(self, source: str, **options: str) -> PinnedProtocol:
        """Return the protocol of the file, once it has this source."""
        path = self._folder / "own.py"
        # Only where it is new: a host that begins meanwhile, a second one say, reads this very file as well.
        if not path.exists() or path.read_text("utf-8") != source:
            path.write_text(source, "utf-8")
        return PinnedProtocol("own", str(path), hashlib.sha256(path.read_bytes()).hexdigest(), options=options)

    def start(
        self,
        source: str,
        script: Callable[[Running], Script],
        *,
        in_host: bool = True,
        is_recorded: bool = True,
        tls: CertificateOptions | None = None,
        protocol: type[PoemProtocol] | None = None,
        transport_options: Mapping[str, str] = {},
        **options: str,
    ) -> Running:
        """Begin a connection to a server that plays what ``script`` makes."""
        pinned = self.pinned(source, **options)
        made: list[Running] = []

        async def play(session: Any) -> None:
            await script(made[0])(session)

        server = listen(self._reactor, play, tls=tls)
        info = INFO if is_recorded else evolve(INFO, kept=WhatIsKept.NOTHING)
        running = Running(server, PoemStore(self._folder / f"poem {len(self._running)}", info=info))
        made.append(running)
        self._running.append(running)
        asked = Server("a server", server.address, transport_options=dict(transport_options))
        chosen = protocol or (self.class_of(pinned) if in_host else self._loaded(pinned))
        seen: Any = {"on_chunk": lambda _, chunk: running.sizes.append(len(chunk))}
        running.fetch = Fetch(self._reactor, asked, chosen, running.store, wire=running.store, **seen)
        running.fetch.done.addCallback(running.ends.append)
        running.fetch.start()
        return running

    def class_of(self, pinned: PinnedProtocol) -> type[PoemProtocol]:
        """Return what stands for the protocol in hosts."""
        speaks = can_speak(self._loaded(pinned))
        refusal = (lambda _: "") if speaks else None
        allowed = Allowed(read=(pinned.path,))
        more: Any = {"on_lines": self.lines.append, "limit": self.limit, "refusal": refusal}
        return hosted(self._reactor, pinned, self._warm, allowed, **more)

    def end(self, *running: Running) -> None:
        """Wait for the ends of these, or of all."""
        self._wait_until(lambda: all(each.ends for each in running or self._running))

    def close(self) -> None:
        """End what runs, and all servers."""
        for each in self._running:
            if each.fetch is not None:
                each.fetch.stop()
        self._wait_until(lambda: all(each.ends for each in self._running if each.fetch is not None))
        for each in self._running:
            self._wait_for(each.server.close())
            each.store.close()

    def _loaded(self, pinned: PinnedProtocol) -> type[PoemProtocol]:
        # In one process, a file is loaded once.
        self._here = self._here or PinnedFile(pinned)
        return self._here.configured(pinned)
