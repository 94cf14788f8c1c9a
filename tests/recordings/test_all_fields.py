"""All frames of a recording are taken apart in their order, and told in that order again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from poetrygui.errors import PluginError
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.all_fields import AllFields
from poetrygui.recordings.jobs import JOBS
from tests.recordings.framed_folder import record_lines


def told(folder: Path, name: str = "jsonl") -> list[Any]:
    pinned = pin(ProtocolRegistry(shipped_protocols()), name, {})
    return [each for each in JOBS["all_fields"]({"recording": str(folder), "protocol": pinned.as_json()}) if each]


def test_each_whole_frame_has_what_its_protocol_tells_in_messages_that_are_short_enough(tmp_path: Path) -> None:
    values = [{"a": number, "b": "x" * 1500} for number in range(100)]
    lines = [json.dumps(value) for value in values]
    wire = "\n".join([*lines[:50], "{", *lines[50:], "[1]", ""]).encode()
    messages = told(record_lines(tmp_path / "recording", [wire[:90_000], wire[90_000:]], protocol="jsonl"))
    assert len(messages) > 3
    assert all(len(json.dumps(each)) < 64 * 1024 for each in messages)
    heard = AllFields()
    for message in messages:
        heard.hear(message)
    # Of the one that came in two chunks nothing is told.
    found = [heard(b"") for _ in range(102)]
    assert [each for each in found if each is not None] == [*values, {"value": [1]}][: len(found) - found.count(None)]
    assert found.index(None) == 50
    assert "JSONDecodeError" in heard.note
    assert heard(b"") is None
    heard.close()


def test_what_a_host_says_is_looked_at(tmp_path: Path) -> None:
    heard = AllFields()
    heard.hear({"fields": ["no", {"a": [1, None]}, 7, None]})
    heard.hear({"fields": 3})
    heard.hear(b"bytes")
    assert [heard(b"") for _ in range(5)] == [None, {"a": [1, None]}, None, None, None]
    heard.close()


def test_one_that_tells_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="the protocol lines tells no fields"):
        told(record_lines(tmp_path / "recording", [b"a\n"]), "lines")
