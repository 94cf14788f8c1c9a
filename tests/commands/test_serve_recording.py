"""``poetrygui serve --recording``, as it is run: a recording is fetched again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.running import background, run
from tests.recordings.recorded_folder import record


def test_a_recording_is_served_and_fetched_again(tmp_path: Path) -> None:
    recording = record(tmp_path / "recording", [b"3:one,3:t", b"wo,"])
    with background("serve", "--recording", recording, "--speed", "10") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        announced = process.stdout.readline().decode().rpartition(" on ")
        assert announced[0] == f"Serving {recording}"
        fetched = run("get", announced[2].strip(), "--protocol", "netstring", "--profile", tmp_path / "profile")
        assert (fetched.returncode, fetched.stdout) == (0, b"one\ntwo\n")
        assert process.stderr.readline().startswith(b"A reader was sent 2 chunks, ")


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ([], "Give either files or --recording."),
        (["--recording", "nowhere"], "There is no recording nowhere"),
        (["--recording", "x", "--speed", "0"], "'0' is no speed"),
        (["--recording", "x", "file"], "Give either files or --recording."),
    ],
)
def test_a_mistake_is_one_line_and_status_2(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    ended = run("serve", *arguments, "--profile", tmp_path / "profile")
    assert ended.returncode == 2
    assert sentence in ended.stderr.decode()
    assert ended.stderr.count(b"\n") == 1
