"""Scenarios of a reactor, each in a process of its own."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.programs import start_program
from tests.surroundings import PATIENCE, utf8_locale

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "gui" / "reactor_scenarios"
NATIVE, FALLBACK = "native", "qt-reactor"
_IMPORTED = ("twisted.internet.posixbase", "poetrygui.qtreactor", "tests.gui.reactor_scenarios.support")


def scenarios_of(name: str, reactor: str) -> list[str]:
    """Return a file's scenarios for a reactor; this process must not import them, nor a reactor."""
    marks = {"scenario", "native_scenario"} if reactor == "native" else {"scenario"}
    return [
        node.name
        for node in ast.parse((FOLDER / f"{name}.py").read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(mark, ast.Name) and mark.id in marks for mark in node.decorator_list)
    ]


def each_of(names: Iterable[str], reactor: str) -> list[Any]:
    """Return the scenarios of these files for a reactor, as a test takes them."""
    return [
        pytest.param(name, scenario, id=f"{scenario}-{reactor}")
        for name in names
        for scenario in scenarios_of(name, reactor)
    ]


def environment_with(**variables: str) -> dict[str, str]:
    offscreen = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **utf8_locale(), **variables}
    return {**offscreen, "PYTHONPATH": str(ROOT)}


def run_python(arguments: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment_with(**variables),
        timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def check(arguments: list[str], scenario: str, **variables: str) -> None:
    with start_program(["-m", *arguments, scenario], _IMPORTED, environment_with(**variables)) as program:
        out, error = program.communicate(timeout=PATIENCE)
    # What Qt or Twisted complains of goes to standard error.
    assert (program.returncode, out.decode(), error.decode()) == (0, f"{scenario}\n", "")


def play(name: str, scenario: str, reactor: str, **variables: str) -> None:
    """Play a scenario of a file with a reactor."""
    check([f"tests.gui.reactor_scenarios.{name}"], scenario, POETRYGUI_REACTOR=reactor, **variables)
