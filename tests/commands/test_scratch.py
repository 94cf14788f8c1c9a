"""Temporary folders: gone with the command, or at the next one, and nobody else's is touched."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

from poetrygui.commands.scratch import Scratch, remove_left_behind
from tests.commands.running import COMMAND, run
from tests.commands.senders import sending
from tests.surroundings import PATIENCE


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have temporary folders made in one of the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_goes_when_it_is_removed_and_not_while_it_is_in_use(folder: Path) -> None:
    scratch = Scratch()
    assert list(folder.iterdir()) == []
    (scratch.folder / "1").mkdir()
    remove_left_behind()
    assert (scratch.folder / "1").is_dir()
    assert scratch.folder.stat().st_mode & 0o777 == 0o700
    scratch.remove()
    assert list(folder.iterdir()) == []


def test_what_is_not_ours_stays(folder: Path) -> None:
    (folder / "poetrygui-get-file").write_bytes(b"")
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "lock").write_bytes(b"")
    (folder / "poetrygui-get-link").symlink_to(elsewhere)
    full = folder / "poetrygui-get-full"
    full.mkdir()
    (full / "of something").write_bytes(b"")
    (folder / "poetrygui-get-empty").mkdir()
    remove_left_behind()
    assert {path.name for path in folder.iterdir()} == {
        "elsewhere",
        "poetrygui-get-file",
        "poetrygui-get-full",
        "poetrygui-get-link",
    }
    assert (elsewhere / "lock").exists()


def test_a_folder_that_is_taken_for_left_behind_before_it_is_locked_is_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, made = tempfile.mkdtemp, []

    def make_and_lose(prefix: str) -> str:
        made.append(make(prefix=prefix))
        if len(made) == 1:
            remove_left_behind()
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", make_and_lose)
    scratch = Scratch()
    assert str(scratch.folder) == made[1]
    remove_left_behind()
    assert [str(path) for path in folder.iterdir()] == made[1:]
    scratch.remove()


@pytest.mark.parametrize("umask", ["000", "077", "777"])
def test_the_folder_of_a_command_that_was_killed_goes_at_the_next_one(folder: Path, umask: str) -> None:
    environment = {**os.environ, "TMPDIR": str(folder)}
    line = b"a line\n"
    with sending(line, then="silence") as first, sending(line, then="silence") as second:
        command = f"umask {umask}; exec {shlex.join(COMMAND)} get {first} {second}"
        process = subprocess.Popen(["sh", "-c", command], stderr=subprocess.PIPE, env=environment)
        with process:
            try:
                modes: set[int] = set()
                # Where the umask takes all, a file is there for a moment before it has its mode.
                while not modes or 0 in modes:
                    assert process.poll() is None
                    modes = {path.stat().st_mode & 0o777 for path in folder.glob("poetrygui-get-*/*/*")}
                (kept,) = folder.iterdir()
                assert kept.stat().st_mode & 0o777 == 0o700
                assert modes == {0o600}
                run("get", "1", env={"TMPDIR": str(folder)})
                assert kept.is_dir()
            finally:
                process.send_signal(signal.SIGKILL)
                process.wait(PATIENCE)
    assert kept.is_dir()
    run("get", "1", env={"TMPDIR": str(folder)})
    assert list(folder.iterdir()) == []
