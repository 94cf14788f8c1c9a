"""Not one byte of what lies in somebody's recording runs before it is trusted, whatever is done with the recording."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.poems.stored_poem import StoredPoem
from tests.commands.running import background, run
from tests.gui.hands import action
from tests.gui.scripted import open_window, tabs_of
from tests.recordings.framed_folder import record_netstrings

NAME = "2026-01-01T00-00-00-aaaa"
CHUNKS = [b"3:one,3:t", b"wo,"]
# It asks for all files, so that nothing but trust keeps it from writing one.
LEAVES_A_SENTINEL = """
NEEDS = "files"
from poetrygui.api import PoemProtocol
open({sentinel!r}, "w").close()
class Feed(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(data)
"""


@pytest.fixture
def sentinel(tmp_path: Path) -> Path:
    return tmp_path / "sentinel"


@pytest.fixture
def handed_on(tmp_path: Path, sentinel: Path) -> Path:
    """A file that somebody else made of a recording, with his protocol."""
    theirs = tmp_path / "theirs"
    (theirs / "poems").mkdir(parents=True)
    folder = record_netstrings(theirs / "poems" / NAME, CHUNKS)
    (folder / "protocol.py").write_text(LEAVES_A_SENTINEL.format(sentinel=str(sentinel)), "utf-8")
    file = tmp_path / "trouble.poemrec"
    assert run("recordings", "export", folder, file, "--profile", theirs).returncode == 0
    return file


@pytest.fixture
def mine(tmp_path: Path, handed_on: Path) -> Path:
    """A profile into which it was imported."""
    profile = tmp_path / "mine"
    assert run("recordings", "import", handed_on, "--profile", profile).returncode == 0
    return profile


def imported(profile: Path) -> Path:
    (folder,) = (path for path in (profile / "poems").iterdir() if (path / "protocol.py").exists())
    return folder


def test_no_command_runs_it(mine: Path, handed_on: Path, sentinel: Path, tmp_path: Path) -> None:
    folder = imported(mine)
    poem = StoredPoem.existing(folder)
    assert poem.recording is not None
    assert poem.recording.wire(0, 20) == b"".join(CHUNKS)
    poem.close()
    assert run("recordings", "list", "--profile", mine).returncode == 0
    for which in (folder, handed_on):
        guessed = run("guess", which, "--profile", mine)
        assert (guessed.returncode, guessed.stderr) == (0, b"")
        against = run("reframe", which, "--protocol", "netstring", "--profile", mine)
        assert against.returncode == 2
        assert b"nothing of it is run" in against.stderr
        assert run("reframe", which, "--protocol", "netstring", "--against", "raw", "--profile", mine).returncode == 1
    for kind in ("pcapng", "jsonl", "poemrec"):
        assert run("recordings", "export", folder, tmp_path / f"again.{kind}", "--profile", mine).returncode == 0
    with background("serve", "--recording", handed_on) as process:
        assert process.stdout is not None
        address = process.stdout.readline().decode().rpartition(" on ")[2].strip()
        assert run("get", address, "--protocol", "netstring", "--profile", mine).stdout == b"one\ntwo\n"
    assert not sentinel.exists()


def test_the_window_does_not_run_it(
    mine: Path, sentinel: Path, wait_for: Any, wait_until: Callable[[Callable[[], bool]], None]
) -> None:
    with open_window(mine, wait_for) as window:
        wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].has_recording)
        for name in ("actionShowRuler", "actionShowBytes"):
            action(window, name).trigger()
        parts = tabs_of(window)[0].parts
        wait_until(lambda: parts.ruler.isVisible() and parts.bytes_pane.isVisible())
        assert parts.ruler.model is not None
        bar = parts.ruler.model.frame_at(0)
        assert bar is not None
        assert not bar.exact
    assert not sentinel.exists()


def test_once_trusted_it_runs(mine: Path, sentinel: Path) -> None:
    folder = imported(mine)
    trusted = run("protocols", "trust", folder / "protocol.py", "--profile", mine)
    assert trusted.returncode == 0, trusted.stderr
    assert run("reframe", folder, "--protocol", "netstring", "--profile", mine).returncode == 1
    assert sentinel.exists()
