"""What another program records is signed for as long as it lives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from poetrygui.core.library.recorders import Recorder, is_being_recorded
from tests.core.library.folders import lay_down

SIGNS = """
import sys
from pathlib import Path
from poetrygui.core.library.recorders import Recorder
Recorder().sign(Path(sys.argv[1]))
print("signed", flush=True)
sys.stdin.read()
"""


def locks(profile: Path) -> list[Path]:
    return [*(profile / "recorders").iterdir()]


def test_it_is_signed_until_it_has_ended(tmp_path: Path) -> None:
    one, two = (lay_down(tmp_path / "poems", name) for name in ("one", "two"))
    recorder = Recorder()
    for folder in (one, two):
        recorder.sign(folder)
    assert len(locks(tmp_path)) == 1
    assert is_being_recorded(one)
    recorder.unsign(one)
    assert (is_being_recorded(one), is_being_recorded(two)) == (False, True)
    recorder.unsign(two)
    assert (is_being_recorded(two), locks(tmp_path)) == (False, [])
    recorder.sign(one)
    assert is_being_recorded(one)
    recorder.unsign(one)
    recorder.unsign(two)


def test_what_a_program_signed_that_was_killed_is_not(tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "poems", "one")
    command = [sys.executable, "-c", SIGNS, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"signed\n"
        assert is_being_recorded(folder)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert not is_being_recorded(folder)
    assert locks(tmp_path) == []


@pytest.mark.parametrize("text", [b"", b"../../somewhere", b"f" * 33, b"f" * 32])
def test_what_is_no_signature_says_nothing(tmp_path: Path, text: bytes) -> None:
    folder = lay_down(tmp_path / "poems", "one")
    (folder / "recorder").write_bytes(text)
    assert not is_being_recorded(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_where_nothing_can_be_written_nothing_is_signed(tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "poems", "one")
    tmp_path.chmod(0o500)
    try:
        recorder = Recorder()
        recorder.sign(folder)
        assert not is_being_recorded(folder)
        recorder.unsign(folder)
    finally:
        tmp_path.chmod(0o700)
