"""The manual page that is shipped tells of the commands as they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.man_page import PAGE, man_page
from tests.surroundings import PATIENCE

ROOT = Path(__file__).parents[1]


def test_it_is_as_the_commands_are_now() -> None:
    # In a process of its own: a command keeps the options of the first help that it told, whoever had asked for it.
    told = "from tests.man_page import man_page; sys.stdout.buffer.write(man_page().encode())"
    ended = subprocess.run([sys.executable, "-c", f"import sys; {told}"], capture_output=True, check=True, cwd=ROOT)
    assert PAGE.read_bytes() == ended.stdout, "make man writes it anew"


def test_it_tells_of_each_command_and_of_what_it_takes() -> None:
    page = man_page()
    for told in (".SS poetrygui get", ".SS poetrygui protocols check", r"\-\-safe\-mode", ".SH ADDRESSES"):
        assert told in page
    assert all(line.isprintable() for line in page.splitlines())


def test_nothing_of_it_is_strange_to_man() -> None:
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("groff is not installed")
    # Not by its path, of which groff tells in whatever it is told of.
    command = [groff, "-man", "-ww", "-K", "utf8", "-T", "utf8"]
    read = subprocess.run(command, input=PAGE.read_bytes(), capture_output=True, check=True, timeout=PATIENCE)
    assert read.stderr == b""
    assert b"_POETRYGUI_COMPLETE" in read.stdout
