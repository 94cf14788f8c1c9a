"""What is offered to ``twist`` is found by it, and serves."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from poetrygui.serve import twist_plugin
from tests.commands.running import run
from tests.surroundings import PATIENCE


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Where twist finds the plugin as it is laid out in a wheel."""
    place = tmp_path / "packages" / "twisted" / "plugins"
    place.mkdir(parents=True)
    shutil.copy(twist_plugin.__file__, place / "poetrygui_services.py")
    paths = [str(tmp_path / "packages"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def test_it_serves_until_it_is_ended(environment: dict[str, str], poem_file: Path) -> None:
    command = [sys.executable, "-m", "twisted", "--log-format=text", "poetrygui-serve", str(poem_file)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as twist:
        try:
            assert twist.stdout is not None
            line = next(line for line in iter(twist.stdout.readline, "") if "Serving " in line)
            assert run("get", line.split()[-1]).stdout == poem_file.read_bytes()
            twist.send_signal(signal.SIGTERM)
            twist.communicate(timeout=PATIENCE)
        finally:
            twist.kill()


def test_what_is_wrong_is_said_without_a_traceback(environment: dict[str, str], tmp_path: Path) -> None:
    for arguments, sentence in (([str(tmp_path / "missing")], "missing"), ([], "Name a file to serve")):
        command = [sys.executable, "-m", "twisted", "poetrygui-serve", *arguments]
        told = subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE, check=False, text=True)
        assert told.returncode != 0
        assert sentence in told.stdout + told.stderr
        assert "Traceback" not in told.stdout + told.stderr
