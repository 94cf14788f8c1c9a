"""``poetrygui guess``, as it is run, on a recording and on a server."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.running import run, serving
from tests.recordings.recorded_folder import record

POEM = Path(__file__).parents[2] / "resources" / "poems" / "tyger.txt"


def test_it_knows_a_recording(tmp_path: Path) -> None:
    recording = record(tmp_path / "recording", [b"3:one,4:two", b"\n,5:three,"])
    ended = run("guess", recording, "--profile", tmp_path / "profile")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode().splitlines()[0] == "netstring: 3 frames in 21 bytes"
    assert ended.stdout.decode().splitlines()[1] == "  one"


def test_it_listens_to_a_server(tmp_path: Path) -> None:
    with serving(POEM, "--protocol", "netstring", "--profile", str(tmp_path / "served")) as (address,):
        ended = run("guess", address, "--jsonl", "--seconds", "20", "--profile", tmp_path / "profile")
    assert (ended.returncode, ended.stderr) == (0, b"")
    best = json.loads(ended.stdout.splitlines()[0])
    assert (best["name"], best["frames"], best["first"][0]) == ("netstring", 32, "The Tyger")


def test_bytes_of_no_framing_are_status_1(tmp_path: Path) -> None:
    recording = record(tmp_path / "recording", [bytes(range(220, 256)) * 32])
    ended = run("guess", recording, "--profile", tmp_path / "profile")
    assert ended.returncode == 1
    assert ended.stdout.startswith(b"raw: 1 frame in 1,152 bytes")


def test_a_server_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    ended = run("guess", "127.0.0.1:1", "--profile", tmp_path / "profile")
    assert ended.returncode == 2
    assert ended.stderr == b"poetrygui: 127.0.0.1:1 cannot be listened to: nobody listens at this address.\n"


def test_what_is_neither_is_one_line(tmp_path: Path) -> None:
    ended = run("guess", "no such thing", "--profile", tmp_path / "profile")
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"poetrygui: ")
    assert ended.stderr.count(b"\n") == 1


def test_the_way_to_a_server_has_options(tmp_path: Path) -> None:
    ended = run("guess", "127.0.0.1:1", "--transport-option", "bogus=1", "--profile", tmp_path / "profile")
    assert ended.returncode == 2
    assert b"bogus" in ended.stderr
    recording = record(tmp_path / "recording", [b"3:one,"])
    ended = run("guess", recording, "--transport-option", "verify=insecure", "--profile", tmp_path / "profile")
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].endswith(b"--transport-option is for an address, and this is a recording.")
