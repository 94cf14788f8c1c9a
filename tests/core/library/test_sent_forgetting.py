"""What was sent on the connection of a shown poem is forgotten, and the poem is there as it is then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.library.sent_forgetting import forget_sent
from poetrygui.core.outcomes import Ended, Receiving, WhatIsKept
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import RecordingError
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.conftest import Serve
from tests.core.scripted_server import Session

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def library(reactor: Any, wait_for: WaitFor, tmp_path: Path) -> Iterator[Library]:
    library = Library(
        reactor, tmp_path / "poems", tmp_path / "closed", lambda server: shipped_protocol(server.protocol)
    )
    yield library
    wait_for(library.shut_down())


def started(library: Library, server: Server) -> KeptPoem:
    begun: list[KeptPoem] = []
    stop = library.started.subscribe(begun.append)
    library.start([server])
    stop()
    return begun[0]


async def answers(session: Session) -> None:
    session.send(b"one\n")
    await session.heard(9)
    session.send(b"two\n")
    session.close()


def test_the_poem_is_there_without_what_was_sent(
    library: Library, serve: Serve, wait_until: Until, wait_for: WaitFor
) -> None:
    poem = started(library, Server("a server", serve(answers).address, "lines", send="password"))
    wait_until(lambda: isinstance(poem.state, Ended))
    before, loaded, done = poem.store, [], []  # type: ignore[var-annotated]
    poem.loaded.subscribe(lambda: loaded.append(poem.store))
    forget_sent(library, poem, done.append)
    wait_until(lambda: bool(done))
    assert done == [9]
    assert loaded == [poem.store] != [before]
    assert poem.store is not None
    assert (poem.store.read(0, 99), poem.store.frame_count) == (b"one\ntwo\n", 2)
    assert poem.info.kept is WhatIsKept.ARRIVALS
    forget_sent(library, poem, done.append)
    wait_until(lambda: len(done) == 2)
    assert (done[1], len(loaded)) == (0, 1), "there was nothing more"
    poem.store.close()
    wait_for(library.shut_down())
    info = read_info(poem.directory)
    assert info is not None
    assert (info.kept, info.ended is not None) == (WhatIsKept.ARRIVALS, True)
    assert b"password" not in b"".join(file.read_bytes() for file in poem.directory.iterdir())


def test_of_one_that_runs_nothing_is_forgotten(library: Library, serve: Serve, wait_until: Until) -> None:
    async def holds(session: Session) -> None:
        session.send(b"one\n")

    poem = started(library, Server("a server", serve(holds).address, "lines", send="password"))
    wait_until(lambda: isinstance(poem.state, Receiving))
    with pytest.raises(RecordingError, match="stop it first"):
        forget_sent(library, poem, lambda _: None)


def test_why_it_cannot_be_is_told(library: Library, serve: Serve, wait_until: Until) -> None:
    poem = started(library, Server("a server", serve(answers).address, "lines", send="password"))
    wait_until(lambda: isinstance(poem.state, Ended))
    log = poem.directory / "log.000"
    log.write_bytes(b"\x7f" * 10_000)
    done: list[int | Exception] = []
    before = poem.store
    forget_sent(library, poem, done.append)
    wait_until(lambda: bool(done))
    assert isinstance(done[0], RecordingError)
    assert (poem.store, poem.info.kept) == (before, WhatIsKept.EVERYTHING)
