"""What was typed or agreed to is remembered; what came from elsewhere is not, whatever it says of itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from poetrygui.core.servers.agreed_acts import AgreedActs
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.errors import SaveError

LISTS, REMOVES = Server("lists", "command:ls"), Server("removes", "command:rm -rf x")
PLAIN = Server("plain", "host:1")


def test_it_is_remembered_by_what_is_done_and_not_by_who_does_it(tmp_path: Path) -> None:
    acts = AgreedActs(tmp_path / "agreed.json")
    assert acts.unknown([PLAIN, LISTS, REMOVES]) == {LISTS.id: ("run ls",), REMOVES.id: ("run rm -rf x",)}
    acts.typed(None, LISTS)
    for each in (acts, AgreedActs(tmp_path / "agreed.json")):
        assert each.unknown([PLAIN, LISTS, REMOVES, Server("again", "command:ls")]) == {REMOVES.id: ("run rm -rf x",)}
    assert "ls" not in (tmp_path / "agreed.json").read_text()
    other = AgreedActs(tmp_path / "agreed.json")
    other.agree(["run rm -rf x"])
    for each in (acts, AgreedActs(tmp_path / "agreed.json")):
        assert each.unknown([LISTS, REMOVES]) == {}


def test_what_stood_there_is_not_agreed_to_because_something_else_was_changed(tmp_path: Path) -> None:
    acts = AgreedActs(tmp_path / "agreed.json")
    acts.typed(REMOVES, Server("renamed", REMOVES.address))
    assert acts.unknown([REMOVES]) == {REMOVES.id: ("run rm -rf x",)}
    sends = Server("sends", REMOVES.address, conversation=(Turn(Does.SEND_FILE, "/a"),))
    acts.typed(REMOVES, sends)
    assert acts.unknown([sends]) == {sends.id: ("run rm -rf x",)}


def test_a_profile_from_elsewhere_has_agreed_to_nothing(tmp_path: Path) -> None:
    AgreedActs(tmp_path / "theirs" / "agreed.json").typed(None, REMOVES)
    shutil.move(tmp_path / "theirs", tmp_path / "mine")
    assert AgreedActs(tmp_path / "mine" / "agreed.json").unknown([REMOVES])


@pytest.mark.parametrize("content", [b"", b"{", b'{"version": 1, "acts": 5}', b'{"version": 99, "acts": []}', b"\xff"])
def test_what_is_damaged_is_set_aside_and_agrees_to_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "agreed.json"
    path.write_bytes(content)
    acts = AgreedActs(path)
    assert acts.unknown([REMOVES])
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [content]
    acts.typed(None, REMOVES)
    assert (AgreedActs(path).unknown([REMOVES]), len(list(tmp_path.iterdir()))) == ({}, 2)


def test_where_it_cannot_be_kept_it_is_for_now(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    acts = AgreedActs(tmp_path / "file" / "agreed.json")
    with pytest.raises(SaveError):
        acts.agree(["run rm -rf x"])
    assert acts.unknown([REMOVES]) == {}


def test_without_a_file_it_is_for_now() -> None:
    acts = AgreedActs()
    acts.typed(None, LISTS)
    assert acts.unknown([LISTS, REMOVES]) == {REMOVES.id: ("run rm -rf x",)}
