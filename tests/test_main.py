"""The command is the same by its name and by ``python -m``, and its garbage is looked for once it runs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import poetrygui
from tests.surroundings import PATIENCE


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("start", [["-m", "poetrygui"], ["-c", "from poetrygui.__main__ import main; main()"]])
def test_it_runs_the_command_line(start: list[str]) -> None:
    told = run(*start, "--version")
    assert (told.returncode, told.stdout, told.stderr) == (0, f"poetrygui, version {poetrygui.__version__}\n", "")
    refused = run(*start, "no-such-command")
    assert refused.returncode == 2
    assert "no-such-command" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_importing_it_runs_nothing() -> None:
    told = run("-c", "import poetrygui.__main__, gc, sys; print(gc.isenabled(), 'poetrygui.cli' in sys.modules)")
    assert (told.stdout, told.stderr) == ("True False\n", "")
