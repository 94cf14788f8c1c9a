"""The reactor, in every role that a program gives it: both kinds, each scenario in its own process."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.surroundings import PATIENCE, utf8_locale

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).with_name("reactor_scenarios")
REACTORS = ["native", "qt-reactor"]


def scenarios_of(path: Path, reactor: str) -> list[str]:
    """Return a file's scenarios for a reactor; this process must not import them, nor a reactor."""
    marks = {"scenario", "native_scenario"} if reactor == "native" else {"scenario"}
    return [
        node.name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(mark, ast.Name) and mark.id in marks for mark in node.decorator_list)
    ]


SCENARIOS = [
    pytest.param(f"tests.gui.reactor_scenarios.{path.stem}", name, reactor, id=f"{name}-{reactor}")
    for path in sorted(FOLDER.glob("*.py"))
    for reactor in REACTORS
    for name in scenarios_of(path, reactor)
]


def run_python(arguments: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **utf8_locale(), **variables}
    environment["PYTHONPATH"] = str(ROOT)
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def check(arguments: list[str], scenario: str, **variables: str) -> None:
    done = run_python(["-m", *arguments, scenario], **variables)
    # What Qt or Twisted complains of goes to standard error.
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{scenario}\n", "")


@pytest.mark.parametrize("module,scenario,reactor", SCENARIOS)
def test_scenario(module: str, scenario: str, reactor: str) -> None:
    check([module], scenario, POETRYGUI_REACTOR=reactor)


@pytest.mark.skipif(sys.platform != "linux", reason="the stand-in for kqueue is made of epoll")
@pytest.mark.parametrize("name", ["calls", "nesting", "fairness"])
def test_kqueue(name: str) -> None:
    fake = "tests.gui.reactor_scenarios.fake_kqueue"
    for scenario in scenarios_of(FOLDER / f"{name}.py", "native"):
        check([fake, f"tests.gui.reactor_scenarios.{name}"], scenario, POETRYGUI_REACTOR="native")


@pytest.mark.parametrize("reactor", REACTORS)
@pytest.mark.parametrize("name", ["nesting", "fairness"])
def test_without_glib(name: str, reactor: str) -> None:
    """Where there is no GLib, Qt has another event dispatcher, with its own order of things."""
    for scenario in scenarios_of(FOLDER / f"{name}.py", reactor):
        check([f"tests.gui.reactor_scenarios.{name}"], scenario, POETRYGUI_REACTOR=reactor, QT_NO_GLIB="1")


def test_unknown_reactor_is_named() -> None:
    program = "from poetrygui import qtreactor; qtreactor.install()"
    done = run_python(["-c", program], POETRYGUI_REACTOR="select")
    assert done.returncode == 1
    assert done.stderr.endswith(
        "ValueError: POETRYGUI_REACTOR is 'select': set it to 'native' or 'qt-reactor', or unset it\n"
    )


def test_import_of_the_package_installs_nothing() -> None:
    program = "import sys, poetrygui.qtreactor; print('twisted.internet.reactor' in sys.modules)"
    done = run_python(["-c", program])
    assert (done.stdout, done.stderr) == ("False\n", "")
