"""What ``make`` says on a machine where the program cannot be set up: one line that tells what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.surroundings import PATIENCE

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    shutil.which("make") is None or sys.platform == "win32", reason="needs make and a shell"
)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def python_that_fails(folder: Path, when: str) -> Path:
    """Write an interpreter that fails where its command line holds a text, and otherwise does nothing."""
    script = folder / "other-python"
    script.write_text(f'#!/bin/sh\ncase "$*" in *{when}*) exit 1;; *-V*) echo Python 3.9.2;; esac\n', encoding="utf-8")
    script.chmod(0o755)
    return script


def set_up(clone: Path, python: Path) -> str:
    """Return what a set-up that must fail says on standard error, without make's own last line."""
    command = ["make", "--no-print-directory", "setup", f"PYTHON={python}"]
    result = subprocess.run(command, cwd=clone, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert result.returncode != 0
    assert not (clone / ".venv").exists()
    return "\n".join(line for line in result.stderr.splitlines() if not line.startswith("make"))


def test_a_missing_python_is_named(clone: Path) -> None:
    missing = clone / "no-such-python"
    said = set_up(clone, missing)
    assert said.startswith(f"Python 3.11 or later is needed and {missing} was not found")
    assert len(said.splitlines()) == 1


def test_an_old_python_is_named_with_its_version(clone: Path) -> None:
    said = set_up(clone, python_that_fails(clone, "version_info"))
    assert "is Python 3.9.2" in said
    assert len(said.splitlines()) == 1


def test_a_python_without_its_venv_module_gets_the_package_to_install(clone: Path) -> None:
    said = set_up(clone, python_that_fails(clone, "ensurepip"))
    assert "sudo apt install python3-venv" in said
    assert len(said.splitlines()) == 1


@pytest.mark.skipif(Path(sys.prefix) != ROOT / ".venv", reason="make has not set up this environment")
def test_the_command_finds_the_checkout_from_elsewhere_and_in_any_locale(tmp_path: Path) -> None:
    (way,) = (Path(sysconfig.get_path("purelib"))).glob("*poetrygui.pth")
    assert way.read_text("ascii") == "../../../..\n"
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [str(Path(sys.executable).with_name("poetrygui")), "protocols", "--profile", str(tmp_path / "profile")]
    listed = subprocess.run(
        command, cwd=tmp_path, env=variables | {"LC_ALL": "C"}, capture_output=True, timeout=PATIENCE, check=True
    )
    assert b"netstring" in listed.stdout
