"""Lists of servers that earlier versions of the program wrote are read, and saved as this one writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.servers.server_book import SMALLEST_LIMIT, ServerBook

SAVED_BY_1 = {
    "name": "Nîmes",
    "address": "tls:poems.example:443",
    "protocol": "netstring",
    "connect_timeout": 5.5,
    "idle_timeout": 60.0,
    "tls_verify": "ca-file",
    "ca_file": "/ca.pem",
    "send": "hello",
    "options": {"delimiter": "x"},
    "id": "1",
}


def book_of_1(tmp_path: Path, **changes: Any) -> ServerBook:
    """Return the book on a file that version 1 would have written."""
    path = tmp_path / "servers.json"
    path.write_text(json.dumps({"version": 1, "servers": [SAVED_BY_1 | changes]}), "utf-8")
    return ServerBook(path)


@pytest.mark.parametrize(
    "changes, options",
    [
        ({}, {"verify": "ca-file", "ca_file": "/ca.pem"}),
        ({"address": " tls:host=[::1]:port=443 "}, {"verify": "ca-file", "ca_file": "/ca.pem"}),
        ({"tls_verify": "insecure"}, {"verify": "insecure"}),
        ({"tls_verify": "system"}, {}),
        # These settings had no effect on what is not encrypted, and on what Twisted reads.
        ({"address": "poems.example:443"}, {}),
        ({"address": "tls:poems.example:443:timeout=5"}, {}),
    ],
)
def test_what_was_set_for_tls_is_kept_as_options_of_the_transport(
    tmp_path: Path, changes: dict[str, str], options: dict[str, str]
) -> None:
    book = book_of_1(tmp_path, **changes)
    assert book.problem is None
    (server,) = book.servers
    assert dict(server.transport_options) == options
    assert (server.name, server.protocol, server.connect_timeout, server.idle_timeout) == (
        "Nîmes",
        "netstring",
        5.5,
        60,
    )
    assert (server.send, dict(server.options), server.id) == ("hello", {"delimiter": "x"}, "1")
    book.replace(server)
    again = json.loads((tmp_path / "servers.json").read_bytes())
    assert again["version"] == 6
    assert again["servers"][0]["transport_options"] == options
    assert "tls_verify" not in again["servers"][0]
    assert ServerBook(tmp_path / "servers.json").servers == (server,)


def test_the_oldest_files_have_no_settings_at_all(tmp_path: Path) -> None:
    path = tmp_path / "servers.json"
    path.write_text(json.dumps({"version": 1, "servers": [{"name": "a", "address": "tls:a:1"}]}), "utf-8")
    (server,) = ServerBook(path).servers
    assert (server.address, server.transport_options, server.options) == ("tls:a:1", (), ())


@pytest.mark.parametrize(
    "changes",
    [{"tls_verify": "maybe"}, {"tls_verify": None}, {"ca_file": 1}, {"address": None}, {"colour": "blue"}],
)
def test_a_damaged_one_is_set_aside(tmp_path: Path, changes: dict[str, Any]) -> None:
    book = book_of_1(tmp_path, **changes)
    assert book.servers == ()
    assert book.problem is not None
    assert "damaged" in book.problem


def test_everything_was_kept_by_those_that_could_not_be_told_otherwise(tmp_path: Path) -> None:
    """Both as version 1 has them, and as version 2, which had options of the transport."""
    saved_by_2 = {name: value for name, value in SAVED_BY_1.items() if name not in ("tls_verify", "ca_file")}
    path = tmp_path / "servers.json"
    path.write_text(json.dumps({"version": 2, "servers": [saved_by_2 | {"transport_options": {}}]}), "utf-8")
    book = ServerBook(path)
    assert book.problem is None
    assert [server.recording for server in book.servers] == [WhatIsKept.EVERYTHING]
    book.replace(book.servers[0])
    saved = json.loads(path.read_bytes())
    assert (saved["version"], saved["servers"][0]["recording"]) == (6, "everything")
    path.unlink()
    assert [server.recording for server in book_of_1(tmp_path).servers] == [WhatIsKept.EVERYTHING]


def test_none_had_a_limit_of_its_own_before_there_were_any(tmp_path: Path) -> None:
    saved_by_3 = {name: value for name, value in SAVED_BY_1.items() if name not in ("tls_verify", "ca_file")}
    saved_by_3 |= {"transport_options": {}, "recording": "arrivals"}
    path = tmp_path / "servers.json"
    path.write_text(json.dumps({"version": 3, "servers": [saved_by_3]}), "utf-8")
    (server,) = ServerBook(path).servers
    assert (server.recording, server.recording_limit) == (WhatIsKept.ARRIVALS, None)
    book = ServerBook(path)
    book.replace(evolve(server, recording_limit=1))
    (server,) = ServerBook(path).servers
    assert server.recording_limit == SMALLEST_LIMIT
