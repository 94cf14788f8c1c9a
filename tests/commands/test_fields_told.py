"""Fields beside frames in JSON lines: as they are told, and what keeps them from being told."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from poetrygui.commands.fields_told import FieldsTold, check_fields, fields_of_recording
from poetrygui.errors import PluginError, RecordingError
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry, shipped_protocol
from tests.commands.running import run
from tests.commands.senders import sending
from tests.recordings.framed_folder import record_lines

LINES = b'{"a": 1}\n[2]\n{"b": {"c": "\xc3\xa9"}}\n'
FIELDS = [{"a": 1}, {"value": [2]}, {"b": {"c": "é"}}]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    poems = tmp_path / "profile" / "poems"
    poems.mkdir(parents=True)
    record_lines(poems / "20260101-000000-000000-aaaa1111", [LINES], protocol="jsonl")
    record_lines(poems / "20260101-000000-000000-bbbb2222", [LINES])
    return tmp_path / "profile"


def test_what_is_wrong_with_the_first_frame_is_said_once() -> None:
    said: list[str] = []
    told = FieldsTold(shipped_protocol("jsonl"), said.append)
    assert [told(frame) for frame in (b'{"a": 1}', b"{", b"}", b"2")] == [{"a": 1}, None, None, {"value": 2}]
    assert len(said) == 1
    assert said[0].startswith("Some frames have no fields: the protocol's fields raised JSONDecodeError")


def test_a_protocol_without_fields_is_named() -> None:
    with pytest.raises(click.UsageError, match="the protocol raw tells no fields"):
        check_fields(shipped_protocol("raw"), "raw")


def test_a_recording_is_asked_by_the_protocol_of_its_name(profile: Path, tmp_path: Path) -> None:
    registry = ProtocolRegistry(shipped_protocols())
    folders = sorted((profile / "poems").iterdir())
    assert fields_of_recording(registry, folders[0], print)(b"[2]") == {"value": [2]}
    with pytest.raises(click.UsageError, match="lines tells no fields"):
        fields_of_recording(registry, folders[1], print)
    record_lines(tmp_path / "other", [LINES], protocol="nobodys")
    with pytest.raises(PluginError, match="nobodys"):
        fields_of_recording(registry, tmp_path / "other", print)
    (tmp_path / "none").mkdir()
    with pytest.raises(RecordingError, match="never framed"):
        fields_of_recording(registry, tmp_path / "none", print)


def test_get_tells_them_where_it_is_asked_to() -> None:
    with sending(LINES) as address:
        got = run("get", address, "--protocol", "jsonl", "--jsonl", "--fields")
    frames = [each for each in map(json.loads, got.stdout.splitlines()) if each["event"] == "frame"]
    assert [each["fields"] for each in frames] == FIELDS
    for arguments, sentence in ((["--fields"], b"say --jsonl, too"), (["--jsonl", "--fields"], b"raw tells no fields")):
        refused = run("get", "1", *arguments)
        assert (refused.returncode, refused.stdout) == (2, b"")
        assert sentence in refused.stderr


def test_and_so_does_an_export_of_frames(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "frames.jsonl"
    exported = run("recordings", "export", "aaaa1111", file, "--frames", "--fields", "--profile", profile)
    assert (exported.returncode, exported.stderr) == (0, b"")
    *frames, _end = map(json.loads, file.read_text("utf-8").splitlines())
    assert [each["fields"] for each in frames] == FIELDS
    refused = run("recordings", "export", "aaaa1111", tmp_path / "x.jsonl", "--fields", "--profile", profile)
    assert (refused.returncode, b"say --frames, too" in refused.stderr) == (2, True)
