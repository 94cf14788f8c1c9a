"""The program on a machine that lacks what a desktop has: it does what it can, and says in a line what to install."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.surroundings import PATIENCE, only_fonts_of

ROOT = Path(__file__).parents[2]
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt needs other things elsewhere")


def picture_of_window(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Open the window without a display, and have it take a picture of itself."""
    command = ["--profile", str(folder / "profile"), "--screenshot", str(folder / "window.png")]
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "poetrygui", *command],
        env=kept | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"} | variables,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@on_linux
def test_without_a_font_the_window_opens_and_a_line_says_why_there_are_boxes(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    done = picture_of_window(tmp_path, FONTCONFIG_FILE=str(only_fonts_of(tmp_path / "fonts", tmp_path)))
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "There is no font, so every character is drawn as a box: install one"
        " (Debian, Ubuntu: sudo apt install fonts-dejavu-core)."
    ]
    assert (tmp_path / "window.png").exists()


@pytest.mark.parametrize("locale", ["C", "POSIX", "tlh_KX.ISO-8859-1"])
def test_whatever_the_locale_the_window_opens_without_a_word(tmp_path: Path, locale: str) -> None:
    done = picture_of_window(tmp_path, LC_ALL=locale)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
