"""The window and the demo as programs that end by themselves: a picture, a line for each poem, an exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.surroundings import PATIENCE

ROOT = Path(__file__).parents[1]


PNG = b"\x89PNG\r\n"


def environment(**changes: str) -> dict[str, str]:
    """Return an environment without a display but for what is given."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return kept | {"PYTHONPATH": str(ROOT)} | changes


def run(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    return subprocess.run(
        [sys.executable, "-m", "poetrygui", *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=environment(**changes),
        check=False,
    )


def test_the_window_takes_its_own_picture_without_a_display(tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    result = run("--profile", str(tmp_path / "profile"), "--screenshot", str(picture))
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert picture.read_bytes().startswith(PNG)


def test_a_picture_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    result = run("--profile", str(tmp_path / "profile"), "--screenshot", str(tmp_path / "none" / "window.png"))
    assert result.returncode == 1
    assert "could not be written" in result.stderr


@pytest.mark.slow
def test_the_demo_fetches_every_poem_and_leaves_nothing_behind(tmp_path: Path) -> None:
    result = run("demo", "--profile", str(tmp_path / "profile"), "--screenshot", str(tmp_path / "demo.png"))
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["Ozymandias", "The Raven", "The Tyger"]
    assert all(" complete " in line for line in lines)
    assert {"raw", "netstring", "lines"} == {word for line in lines for word in line.split()} & {
        "raw",
        "netstring",
        "lines",
    }
    assert (tmp_path / "demo.png").read_bytes().startswith(PNG)
