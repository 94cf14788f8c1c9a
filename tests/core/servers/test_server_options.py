"""A server keeps the options of its protocol."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.servers.server_book import Server, ServerBook


def test_options_are_values_in_an_order_of_their_own() -> None:
    one = Server("a", "1", options={"size": "4", "delimiter": r"\n"}, id="x")
    other = Server("a", "1", options=(("delimiter", r"\n"), ("size", "4")), id="x")
    assert one == other
    assert hash(one) == hash(other)
    assert dict(one.options) == {"size": "4", "delimiter": r"\n"}
    assert one != Server("a", "1", options={"size": "5", "delimiter": r"\n"}, id="x")


def test_options_are_saved_and_an_older_file_has_none(tmp_path: Path) -> None:
    path = tmp_path / "servers.json"
    server = Server("a", "1", protocol="fixed", options={"size": "4"})
    ServerBook(path).add(server)
    assert ServerBook(path).servers == (server,)
    content = json.loads(path.read_text("utf-8"))
    assert content["servers"][0].pop("options") == {"size": "4"}
    path.write_text(json.dumps(content), "utf-8")
    book = ServerBook(path)
    assert book.problem is None
    assert book.servers[0].options == ()


@pytest.mark.parametrize("damage", [None, 1, "size=4", ["size"], [["size", "4"]], {"size": 4}, {"size": None}])
def test_damaged_options_are_set_aside(tmp_path: Path, damage: Any) -> None:
    path = tmp_path / "servers.json"
    ServerBook(path).add(Server("a", "1"))
    content = json.loads(path.read_text("utf-8"))
    content["servers"][0]["options"] = damage
    path.write_text(json.dumps(content), "utf-8")
    book = ServerBook(path)
    assert book.servers == ()
    assert book.problem is not None
    assert "damaged" in book.problem
