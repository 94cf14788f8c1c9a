"""A program that is a fork is like one that Python starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import Program, start_program
from tests.surroundings import PATIENCE

TELLS = """
import atexit, os, sys
atexit.register(lambda: print("at the end", flush=True))
print(sys.argv[1:], os.environ["OF_THE_TEST"], os.getcwd() == sys.argv[1], oct(os.umask(0)), __name__)
print("to standard error", file=sys.stderr, flush=True)
print(sys.stdin.read(), os.getsid(0) == os.getpid(), [*sorted(map(int, os.listdir("/dev/fd")))[:-1]])
sys.exit(7)
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="the platform has no descriptor of a process")


def start(path: Path, source: str, *arguments: str) -> Program:
    path.write_text(source, "utf-8")
    environment = {**os.environ, "OF_THE_TEST": "42"}
    program = start_program([str(path), *arguments], ("json",), environment, new_session=True)
    assert isinstance(program, Program)
    return program


def test_it_is_like_one_that_python_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with start(tmp_path / "tells.py", TELLS, str(tmp_path)) as program:
        told = program.communicate(timeout=PATIENCE)
    like = subprocess.run(
        [sys.executable, "tells.py", str(tmp_path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "OF_THE_TEST": "42"},
        start_new_session=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (program.returncode, *told) == (like.returncode, like.stdout, like.stderr)
    assert like.returncode == 7


def test_a_signal_ends_it(tmp_path: Path) -> None:
    with start(tmp_path / "waits.py", "import time\nprint('begun', flush=True)\ntime.sleep(1e6)") as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"begun\n"
        assert program.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(0)
        program.terminate()
        assert program.wait(PATIENCE) == -signal.SIGTERM
    program.kill()


def test_a_test_that_fails_does_not_wait_for_it(tmp_path: Path) -> None:
    source = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(1e6)"
    program = start(tmp_path / "waits.py", source)
    with pytest.raises(subprocess.TimeoutExpired), program:
        program.wait(0)
    assert program.returncode == -signal.SIGKILL


def test_what_python_looks_at_as_it_starts_is_as_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tells.py"
    path.write_text("import sys; print(sys.flags.utf8_mode)")
    for mode in "10":
        with start_program([str(path)], ("json",), {**os.environ, "PYTHONUTF8": mode}) as program:
            assert program.communicate(timeout=PATIENCE) == (f"{mode}\n".encode(), b"")
