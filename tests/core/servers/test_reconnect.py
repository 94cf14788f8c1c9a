"""What a server says of going on by itself is kept with it, and within bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.servers.reconnect import MOST_ATTEMPTS, GoesOn, Reconnect
from poetrygui.core.servers.server_book import Server, ServerBook


@pytest.mark.parametrize("how", Reconnect)
def test_it_is_kept_with_the_server(tmp_path: Path, how: Reconnect) -> None:
    server = Server("a server", "127.0.0.1:1", reconnect=how, reconnect_limit=7, resumes=True)
    ServerBook(tmp_path / "servers.json").add(server)
    assert ServerBook(tmp_path / "servers.json").servers == (server,)


@pytest.mark.parametrize("wanted, limit", [(None, None), (1, 1), (0, 1), (-3, 1), (10**9, MOST_ATTEMPTS)])
def test_a_limit_is_within_bounds(wanted: int | None, limit: int | None) -> None:
    assert GoesOn(reconnect_limit=wanted).reconnect_limit == limit


def test_at_first_a_server_is_left_alone() -> None:
    assert (GoesOn().reconnect, GoesOn().resumes) == (Reconnect.OFF, False)
