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


# A cycle with an object of Qt's, and a thread that makes so much that Python would look for garbage there.
_A_CYCLE_BESIDE_A_BUSY_THREAD = """
import sys, threading
from poetrygui import app
from poetrygui.__main__ import main
create_window = app.create_window
def create(*arguments, **options):
    from PyQt6.QtCore import QTimer
    from PyQt6.QtWidgets import QListWidgetItem
    class Item(QListWidgetItem):
        def __del__(self):
            print("gone in", threading.current_thread().name)
    def leave():
        item = Item("in a cycle")
        item.itself = item
        app.commands.reactor.callInThread(work)
    def work():
        made = [[] for _ in range(200_000)]
        app.commands.reactor.callFromThread(window.close)
    window = create_window(*arguments, **options)
    QTimer.singleShot(0, leave)
    return window
app.create_window = create
main()
"""


def test_the_window_takes_its_own_picture_without_a_display(tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    result = run("--profile", str(tmp_path / "profile"), "--screenshot", str(picture))
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert picture.read_bytes().startswith(PNG)


def test_what_lies_in_a_cycle_goes_in_the_windows_own_thread(tmp_path: Path) -> None:
    # Python looks for garbage in whatever thread makes one object too many, and Qt's objects are not for that.
    done = subprocess.run(
        [sys.executable, "-c", _A_CYCLE_BESIDE_A_BUSY_THREAD, "--profile", str(tmp_path / "profile")],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=environment(QT_QPA_PLATFORM="offscreen"),
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "gone in MainThread\n", "")


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
