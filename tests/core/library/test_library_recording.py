"""A library records what its servers send: beside the poem lies what came, when, and what framed it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui import plugins
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended, Outcome, WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Event
from poetrygui.core.servers.server_book import SMALLEST_LIMIT, Server
from poetrygui.paths import shipped_protocols
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.conftest import Serve
from tests.core.scripted_server import Script, sends

Fetched = Callable[..., KeptPoem]


@pytest.fixture
def library(reactor: Any, wait_for: WaitFor, tmp_path: Path) -> Iterator[Library]:
    library = Library(
        reactor,
        tmp_path / "poems",
        tmp_path / "closed",
        lambda server: plugins.configured(shipped_protocol(server.protocol), dict(server.options)),
        plugins.running_bytes,
    )
    yield library
    wait_for(library.shut_down())


@pytest.fixture
def fetched(library: Library, serve: Serve, wait_until: Callable[[Callable[[], bool]], None]) -> Fetched:
    """Return a function that has the library fetch what a script serves, and waits for the end."""

    def fetch(script: Script, protocol: str = "lines", **server: Any) -> KeptPoem:
        begun: list[KeptPoem] = []
        library.started.subscribe(begun.append)
        library.start([Server("a server", serve(script).address, protocol, **server)])
        wait_until(lambda: bool(begun) and isinstance(begun[0].state, Ended))
        return begun[0]

    return fetch


def test_a_poem_has_its_recording_and_what_framed_it(library: Library, fetched: Fetched, wait_for: WaitFor) -> None:
    poem = fetched(sends(b"one|two|"), "delimited", options={"delimiter": "|"})
    wait_for(library.shut_down())
    recording = Recording.existing(poem.directory)
    assert recording.wire(0, 99) == b"one|two|"
    source = (shipped_protocols() / "delimited.py").read_bytes()
    assert (poem.directory / "protocol.py").read_bytes() == source
    info = read_info(poem.directory)
    assert info is not None
    assert info.digest == hashlib.sha256(source).hexdigest()
    assert info.options == (("delimiter", "|"),)
    assert info.peer.startswith("127.0.0.1:")
    assert info.kept is WhatIsKept.EVERYTHING
    assert info.ended is not None
    assert (info.ended.outcome, info.ended.frames) == (Outcome.COMPLETE, 2)
    assert {path.stat().st_mode & 0o777 for path in poem.directory.iterdir()} == {0o600}


def test_bytes_of_which_nothing_was_made_are_kept(library: Library, fetched: Fetched, wait_for: WaitFor) -> None:
    poem = fetched(sends(b"no netstring"), "netstring")
    wait_for(library.shut_down())
    assert Recording.existing(poem.directory).wire(0, 99) == b"no netstring"


def test_where_nothing_came_nothing_stays(library: Library, fetched: Fetched, wait_for: WaitFor) -> None:
    poem = fetched(sends(b""))
    wait_for(library.shut_down())
    assert not poem.directory.exists()


def test_an_earlier_poem_has_its_frames_and_lines(library: Library, fetched: Fetched, wait_for: WaitFor) -> None:
    poem = fetched(sends(b"one\r\ntwo\r\n"))
    wait_for(library.shut_down())
    again = StoredPoem.existing(poem.directory)
    assert (again.frame_count, again.line_count, again.exact_size) == (2, 2, 6)
    assert not (poem.directory / "rows.000").exists()
    assert again.read(4, 8) == b"two\n"
    again.close()


def test_what_is_kept_is_a_setting_of_the_server(library: Library, fetched: Fetched, wait_for: WaitFor) -> None:
    """As the server is told, so is it recorded: what is sent is in no file where it is not to be."""
    script = sends(b"one\ntwo\n")
    arrivals = fetched(script, send="a password", recording=WhatIsKept.ARRIVALS)
    nothing = fetched(script, send="a password", recording=WhatIsKept.NOTHING)
    wait_for(library.shut_down())
    recording = Recording.existing(arrivals.directory)
    assert (recording.wire(0, 99), recording.info.kept) == (b"one\ntwo\n", WhatIsKept.ARRIVALS)
    events = [each for each in recording.records() if isinstance(each, Event)]
    assert [each.text for each in events if each.kind is EventKind.SENT_NOT_KEPT] == ["11 bytes"]
    assert sorted(path.name for path in nothing.directory.iterdir()) == [
        "borders.000",
        "poem.json",
        "protocol.py",
        "rows.000",
    ]
    info = read_info(nothing.directory)
    assert info is not None
    assert (info.kept, info.clock) == (WhatIsKept.NOTHING, 0.0)
    for poem in (arrivals, nothing):
        assert poem.store is not None
        assert poem.store.read(0, 99) == b"one\ntwo\n"
        for file in poem.directory.iterdir():
            assert b"password" not in file.read_bytes(), file


def test_another_setting_counts_for_the_next_connection(library: Library, fetched: Fetched) -> None:
    first, second = (fetched(sends(b"one\n"), recording=kept) for kept in (WhatIsKept.EVERYTHING, WhatIsKept.NOTHING))
    assert first.store is not None
    assert first.store.recording is not None
    assert second.store is not None
    assert second.store.recording is None


def test_of_what_is_longer_than_the_limit_the_newest_is_kept(
    library: Library, fetched: Fetched, wait_for: WaitFor
) -> None:
    lines = b"".join(b"%07d\n" % number for number in range(2_500_000))
    library.kept.recording_limit = 10**9
    limited = fetched(sends(lines), recording_limit=SMALLEST_LIMIT)
    wait_for(library.shut_down())
    poem = StoredPoem.existing(limited.directory)
    assert poem.recording is not None
    assert sum(path.stat().st_size for path in limited.directory.iterdir()) <= SMALLEST_LIMIT + 64 * 1024
    assert len(lines) - SMALLEST_LIMIT < poem.start < len(lines)
    assert (poem.size, poem.frame_count, poem.line_count) == (len(lines), 2_500_000, 2_500_000)
    assert b"".join(poem.row_pieces()) == lines[poem.start :]
    assert poem.recording.info.ended is not None
    assert poem.recording.info.ended.frames == 2_500_000
    dropped = [each for each in poem.recording.records() if isinstance(each, Event) and each.kind is EventKind.DROPPED]
    assert dropped[-1].text == f"all before byte {poem.dropped.wire:,}"
    poem.close()
