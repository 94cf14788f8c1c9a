"""Where a recording's frames lie on the wire, in an export: by the protocol that framed it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.running import run
from tests.recordings.framed_folder import record_netstrings
from tests.recordings.recorded_folder import record


def test_an_export_tells_of_each_frame_where_it_lies(tmp_path: Path) -> None:
    folder = record_netstrings(tmp_path / "recording", [b"3:one,3:tw", b"o,5:three,"])
    exported = tmp_path / "feed.jsonl"
    ended = run("recordings", "export", folder, exported, "--frames", "--wire", "--profile", tmp_path / "profile")
    assert (ended.returncode, ended.stderr) == (0, b"")
    told = [json.loads(line) for line in exported.read_text().splitlines()]
    assert [(each["text"], each["wire"]) for each in told if each["event"] == "frame"] == [
        ("one", [0, 6]),
        ("two", [6, 12]),
        ("three", [12, 20]),
    ]


def test_a_text_tells_it_beside_each_frame(tmp_path: Path) -> None:
    folder = record_netstrings(tmp_path / "recording", [b"3:one,3:tw", b"o,5:three,4:fou"])
    exported = tmp_path / "feed.txt"
    ended = run("recordings", "export", folder, exported, "--frames", "--wire", "--profile", tmp_path / "profile")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert exported.read_text() == "0.001000 s    0-6  one\n0.002000 s   6-12  two\n0.002000 s  12-20  three\n"


def test_what_cannot_be_found_is_said(tmp_path: Path) -> None:
    never = record(tmp_path / "never", [b"3:one,"], protocol="")
    ended = run("recordings", "export", never, tmp_path / "a.jsonl", "--frames", "--wire", "--profile", tmp_path / "p")
    assert (ended.returncode, ended.stderr.decode().splitlines()[-1]) == (
        2,
        f"poetrygui: {never} was never framed: leave --wire out.",
    )
    ended = run("recordings", "export", never, tmp_path / "a.jsonl", "--wire", "--profile", tmp_path / "p")
    assert b"What --wire tells stands beside frames: say --frames, too." in ended.stderr
