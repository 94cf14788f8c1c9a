"""A check from the command line runs where it harms nobody: a crash is a sentence, and files are not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.hosts.confinement import missing_here
from poetrygui.hosts.warm import CAN_FORK
from tests.commands.running import run

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
SOURCE = """
from pathlib import Path
from poetrygui.api import PoemProtocol, Sample
class Own(PoemProtocol):
    def dataReceived(self, data):
        BODY
        self.deliver(data)
SAMPLES = [Sample(b"a", [b"a"])]
"""


def written(folder: Path, body: str, header: str = "") -> Path:
    path = folder / "own.py"
    path.write_text(header + SOURCE.replace("BODY", body), "utf-8")
    return path


def test_a_crash_is_told_in_a_sentence(tmp_path: Path) -> None:
    got = run("protocols", "check", written(tmp_path, "import ctypes; ctypes.string_at(0)"))
    assert (got.returncode, got.stdout) == (1, b"")
    problem = "poetrygui: own.py: its process ended with SIGSEGV (line 6 of own.py, in dataReceived)"
    assert got.stderr.decode().splitlines()[-1] == problem


def test_one_that_ends_its_process_is_not_right(tmp_path: Path) -> None:
    got = run("protocols", "check", written(tmp_path, "import os; os._exit(0)"))
    assert (got.returncode, got.stdout) == (1, b"")
    problem = "poetrygui: own.py: its process ended before it was checked (line 6 of own.py, in dataReceived)"
    assert got.stderr.decode().splitlines()[-1] == problem


@pytest.mark.skipif(bool(missing_here()), reason=f"hosts are not confined here: {missing_here()}")
def test_a_file_of_its_users_is_read_only_where_that_was_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "protocols"
    folder.mkdir()
    secret = tmp_path / "secret"
    secret.write_text("secret")
    body = f"Path({str(secret)!r}).read_text()"
    got = run("protocols", "check", written(folder, body))
    assert got.returncode == 1
    assert "PermissionError" in got.stdout.decode()
    got = run("protocols", "check", written(folder, body, 'NEEDS = "files"\n'))
    assert "ok     samples" in got.stdout.decode()
