"""The fields of a recording's frames: by the protocol of its name, and in an export."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from poetrygui.commands.recorded_fields import fields_of_recording
from poetrygui.errors import PluginError, RecordingError
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry
from tests.commands.running import run
from tests.commands.test_fields_told import FIELDS, LINES
from tests.recordings.framed_folder import record_lines


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    poems = tmp_path / "profile" / "poems"
    poems.mkdir(parents=True)
    record_lines(poems / "20260101-000000-000000-aaaa1111", [LINES], protocol="jsonl")
    record_lines(poems / "20260101-000000-000000-bbbb2222", [LINES])
    return tmp_path / "profile"


def test_a_recording_is_asked_by_the_protocol_of_its_name(profile: Path, tmp_path: Path) -> None:
    registry = ProtocolRegistry(shipped_protocols())
    folders = sorted((profile / "poems").iterdir())
    assert fields_of_recording(registry, folders[0], print).tell(b"[2]") == {"value": [2]}
    with pytest.raises(click.UsageError, match="lines tells no fields"):
        fields_of_recording(registry, folders[1], print)
    record_lines(tmp_path / "other", [LINES], protocol="nobodys")
    with pytest.raises(PluginError, match="nobodys"):
        fields_of_recording(registry, tmp_path / "other", print)
    (tmp_path / "none").mkdir()
    with pytest.raises(RecordingError, match="never framed"):
        fields_of_recording(registry, tmp_path / "none", print)


def test_and_so_does_an_export_of_frames(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "frames.jsonl"
    exported = run("recordings", "export", "aaaa1111", file, "--frames", "--fields", "--profile", profile)
    assert (exported.returncode, exported.stderr) == (0, b"")
    *frames, _end = map(json.loads, file.read_text("utf-8").splitlines())
    assert [each["fields"] for each in frames] == FIELDS
    refused = run("recordings", "export", "aaaa1111", tmp_path / "x.jsonl", "--fields", "--profile", profile)
    assert (refused.returncode, b"say --frames, too" in refused.stderr) == (2, True)
