"""Connections to a server that plays a script, with a protocol in this process and with the same one in a host."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from twisted.internet.ssl import CertificateOptions

from poetrygui.api import PoemProtocol, can_speak
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.fetching.passwords import Passwords
from poetrygui.core.guard.kept_running import KeptRunning
from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Delivered, Event, Received, Sent
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import PluginError
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.live.file_hosts import RUNNER
from poetrygui.hosts.live.hosted_class import hosted
from poetrygui.hosts.warm import CAN_FORK, WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol, load_pinned
from tests.conftest import WaitFor
from tests.core.poems.recorded_poem import INFO
from tests.core.scripted_server import Script, Session, listen
from tests.hosts.live.together import Together
from tests.surroundings import PATIENCE


@frozen
class Fetched:
    """How a connection ended, its rows, what the server got, and what is recorded of it but for the times.

    And the details of the end.
    """

    ended: tuple[Any, ...]
    rows: bytes
    said: bytes
    records: list[Any]
    details: str = ""


FetchBoth = Callable[..., Fetched]
Seen = Callable[[], int]
"""How many bytes have come."""


@pytest.fixture
def warm(reactor: Any) -> Iterator[WarmProcess]:
    if not CAN_FORK:
        pytest.skip("this system has no fork")
    process = WarmProcess(reactor, [RUNNER])
    yield process
    process.close()


@pytest.fixture
def fetched(lasting_warm: WarmProcess, reactor: Any, wait_for: WaitFor, tmp_path: Path) -> Iterator[FetchBoth]:
    """Yield a function that fetches what a server's script sends, by a protocol's source."""

    def fetch(
        source: str,
        script: Callable[[Seen], Script],
        *,
        in_host: bool,
        limit: float = 30.0,
        tls: CertificateOptions | None = None,
        passwords: Passwords | None = None,
        address: Callable[[str], str] = str,
        on_lines: Callable[[bytes], object] = bool,
        **options: Any,
    ) -> Fetched:
        path = tmp_path / "own.py"
        path.write_text(source, "utf-8")
        pinned = PinnedProtocol("own", str(path), hashlib.sha256(path.read_bytes()).hexdigest())
        sizes: list[int] = []
        server = listen(reactor, script(lambda: sum(sizes)), tls=tls)
        protocol = _class_of(reactor, pinned, lasting_warm, limit, on_lines) if in_host else load_pinned(pinned)
        folder = tmp_path / f"{len([*tmp_path.iterdir()])}"
        store = PoemStore(folder, info=INFO)
        asked = Server("a server", address(server.address), **options)
        seen: Any = {"on_chunk": lambda _, chunk: sizes.append(len(chunk))}
        running = Fetch(reactor, asked, protocol, store, wire=store, passwords=passwords, **seen)
        running.start()
        ended = wait_for(running.done)
        wait_for(server.close())
        store.close()
        return _read(folder, ended, server.sessions)

    kept = KeptRunning(reactor)
    yield fetch
    wait_for(lasting_warm.all_ended(PATIENCE))
    kept.close()


@pytest.fixture(scope="session")
def lasting_warm(session_reactor: Any) -> Iterator[WarmProcess]:
    """One for many tests: to import all that takes longer than most of them."""
    if not CAN_FORK:
        pytest.skip("this system has no fork")
    process = WarmProcess(session_reactor, [RUNNER])
    yield process
    process.close()


@pytest.fixture
def together(
    lasting_warm: WarmProcess,
    reactor: Any,
    wait_for: WaitFor,
    wait_until: Callable[[Callable[[], bool]], None],
    tmp_path: Path,
) -> Iterator[Together]:
    """Yield what starts several connections of one file."""
    kept = KeptRunning(reactor)
    made = Together(reactor, tmp_path, lasting_warm, wait_for, wait_until)
    yield made
    made.close()
    wait_for(lasting_warm.all_ended(PATIENCE))
    kept.close()


def _class_of(
    reactor: Any, pinned: PinnedProtocol, warm: WarmProcess, limit: float, on_lines: Callable[[bytes], object]
) -> type[PoemProtocol]:
    try:
        speaks = can_speak(load_pinned(pinned))
    except PluginError:
        speaks = False
    refusal = (lambda _: "") if speaks else None
    allowed = Allowed(read=(pinned.path,))
    return hosted(reactor, pinned, warm, allowed, on_lines=on_lines, limit=limit, refusal=refusal)


def _read(folder: Path, ended: Ended, sessions: list[Session]) -> Fetched:
    poem = StoredPoem.existing(folder)
    recording = poem.recording
    records = [] if recording is None else _records(recording)
    rows = poem.read(0, poem.size)
    poem.close()
    told = (ended.outcome, ended.reason, ended.bytes, ended.frames, ended.received, ended.undelivered)
    return Fetched(told, rows, b"".join(each.received for each in sessions), records, ended.details)


def _records(recording: Recording) -> list[Any]:
    found: list[Any] = []
    for each in recording.records():
        if isinstance(each, Received):
            found.append(("received", each.size, each.frames, each.rows))
        elif isinstance(each, Delivered):
            found.append(("delivered", each.frames, each.rows))
        elif isinstance(each, Sent):
            found.append(("sent", each.data))
        elif isinstance(each, Event):
            found.append((each.kind, each.text.rpartition(":")[0]))  # without a port
    return found
