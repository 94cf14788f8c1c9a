"""Fields beside frames in JSON lines: as they are told, and what keeps them from being told."""

from __future__ import annotations

import json

import click
import pytest

from poetrygui.commands.fields_told import FieldsTold, check_fields
from poetrygui.plugins.registry import shipped_protocol
from tests.commands.running import run
from tests.commands.senders import sending

LINES = b'{"a": 1}\n[2]\n{"b": {"c": "\xc3\xa9"}}\n'
FIELDS = [{"a": 1}, {"value": [2]}, {"b": {"c": "é"}}]


def test_what_is_wrong_with_the_first_frame_is_said_once() -> None:
    said: list[str] = []
    told = FieldsTold(shipped_protocol("jsonl"), said.append)
    assert [told(frame) for frame in (b'{"a": 1}', b"{", b"}", b"2")] == [{"a": 1}, None, None, {"value": 2}]
    assert len(said) == 1
    assert said[0].startswith("Some frames have no fields: the protocol's fields raised JSONDecodeError")


def test_a_protocol_without_fields_is_named() -> None:
    with pytest.raises(click.UsageError, match="the protocol raw tells no fields"):
        check_fields(shipped_protocol("raw"), "raw")


def test_get_tells_them_where_it_is_asked_to() -> None:
    with sending(LINES) as address:
        got = run("get", address, "--protocol", "jsonl", "--jsonl", "--fields")
    frames = [each for each in map(json.loads, got.stdout.splitlines()) if each["event"] == "frame"]
    assert [each["fields"] for each in frames] == FIELDS
    for arguments, sentence in ((["--fields"], b"say --jsonl, too"), (["--jsonl", "--fields"], b"raw tells no fields")):
        refused = run("get", "1", *arguments)
        assert (refused.returncode, refused.stdout) == (2, b"")
        assert sentence in refused.stderr
