"""The demo's servers: each in a process of its own that says where it listens, and none is left behind."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.defer import FirstError

from poetrygui import demo
from poetrygui.demo import POEMS, DemoPoem, DemoServers
from poetrygui.errors import ServeError
from poetrygui.paths import resources
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor


def test_each_poem_is_there_with_a_protocol_that_can_be_used() -> None:
    assert all((resources() / "poems" / poem.file).is_file() for poem in POEMS)
    assert all(shipped_protocol(poem.protocol) for poem in POEMS)
    assert len({poem.protocol for poem in POEMS}) == len(POEMS)


def test_each_listens_and_all_of_them_end(reactor: Any, wait_for: WaitFor) -> None:
    servers = DemoServers(reactor)
    try:
        found = wait_for(servers.start())
        assert [(server.name, server.protocol) for server in found] == [(poem.title, poem.protocol) for poem in POEMS]
        assert all(server.address.startswith("127.0.0.1:") for server in found)
        assert len({server.id for server in found}) == len(POEMS)
    finally:
        servers.end()
    servers.end()


def test_one_that_does_not_start_is_told_with_what_it_said(
    reactor: Any, wait_for: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "POEMS", (DemoPoem("A poem", "none.txt", "raw"), *POEMS[:1]))
    monkeypatch.setattr(demo, "resources", lambda: resources() / "nowhere")
    servers = DemoServers(reactor)
    with pytest.raises((FirstError, ServeError, OSError)):
        wait_for(servers.start())
    servers.end()
