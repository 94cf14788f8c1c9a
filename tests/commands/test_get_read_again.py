"""``get`` of several servers, whose poems are on disk until their turn comes: one that is not there then is told of."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.endpoints import TCP4ServerEndpoint
from twisted.internet.protocol import Factory, Protocol
from twisted.internet.task import LoopingCall

from poetrygui.commands.get import Get
from poetrygui.commands.get_task import GetOptions
from poetrygui.commands.standard_streams import StandardStream
from poetrygui.core.files.descriptors import free_descriptors
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from tests.commands.told_lines import ToldLines
from tests.conftest import WaitFor

VERSE = b"a verse\n"
SERVERS = 2


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def address(reactor: Any, wait_for: WaitFor, folder: Path) -> Iterator[str]:
    """A server that closes its connections once what each has said is on disk, and somebody has removed it there."""

    class Says(Protocol):
        def connectionMade(self) -> None:
            assert self.transport is not None
            self.transport.write(VERSE)
            said.append(self.transport)

    said: list[Any] = []

    def look() -> None:
        written = [rows for rows in folder.glob("*/*/rows.000") if rows.stat().st_size == len(VERSE)]
        if len(written) == SERVERS:
            for rows in written:
                rows.unlink()
            looking.stop()
            for transport in said:
                transport.loseConnection()

    looking = LoopingCall(look)
    looking.clock = reactor
    looking.start(0.001)
    port = wait_for(TCP4ServerEndpoint(reactor, 0, interface="127.0.0.1").listen(Factory.forProtocol(Says)))
    yield f"127.0.0.1:{port.getHost().port}"
    wait_for(port.stopListening())
    if looking.running:
        looking.stop()


@pytest.mark.parametrize("exact", [False, True])
def test_a_poem_that_cannot_be_read_again_is_not_told_as_complete(
    reactor: Any, wait_for: WaitFor, address: str, *, exact: bool
) -> None:
    reading, writing = os.pipe()
    told: Any = ToldLines()
    out: Any = StandardStream(writing, None)
    get = Get(
        reactor,
        [Server(address, address, "lines") for _ in range(SERVERS)],
        GetOptions(shipped_protocol("lines"), exact=exact),
        out,
        told,
    )
    is_as_asked = wait_for(get.start())
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert VERSE not in pipe.read()
    assert not is_as_asked
    why = "what arrived could not all be written: no such file or directory"
    assert [line.partition(": ")[2].partition(",")[0] for line in told.lines] == ["disk-error"] * SERVERS
    assert [line.endswith(why) for line in told.lines] == [True] * SERVERS


def test_a_poem_that_was_read_once_has_no_file_open(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem")
    store.frames([b"one", b"two"])
    store.flush()
    store.close_writing()
    before = free_descriptors()
    assert b"".join(store.pieces_once(exact=True)) == b"onetwo"
    assert free_descriptors() == before
    store.discard()
