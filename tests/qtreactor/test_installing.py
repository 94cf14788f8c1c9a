"""The package of the reactor: which one is installed, and that nothing is by its import alone."""

from __future__ import annotations

from tests.qtreactor.scenarios import FOLDER, run_python


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


def test_each_file_of_scenarios_is_played() -> None:
    played = {"calls", "nesting", "fairness", "starting", "stopping", "garbage"}
    assert {path.stem for path in FOLDER.glob("*.py")} == played | {"fake_kqueue", "support"}
