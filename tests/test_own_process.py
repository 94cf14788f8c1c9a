"""Processes of the program's own are runs of itself, in a checkout and out of a stand-alone program."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from poetrygui.core.reading import find_worker
from poetrygui.own_process import another_run, leashed_run, leave_bundle, own_process, own_script, run_if_own
from tests.surroundings import PATIENCE

ASKED = b'{"pattern": "o", "ignore_case": false}\n' + find_worker.QUESTION.pack(b"count", 0, 7, 7) + b"one two"


def answer_of(command: list[str]) -> bytes:
    return subprocess.run(command, input=ASKED, capture_output=True, timeout=PATIENCE, check=True).stdout


def test_what_looks_for_expressions_is_the_same_as_a_script_and_as_a_run() -> None:
    by_script = answer_of(own_script("find", find_worker.__file__))
    assert by_script == find_worker.LENGTH.pack(2) + find_worker.numbers(2).pack(2, 7)
    assert answer_of(own_process("find")) == by_script


def test_one_that_is_leashed_goes_on_and_ends_with_its_standard_input() -> None:
    waits = leashed_run("serve", "--listen", "tcp:0:interface=127.0.0.1", __file__)
    with subprocess.Popen(waits, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline().startswith(b"Serving ")
        process.stdin.close()
        assert process.wait(PATIENCE) == 0


def test_a_stand_alone_program_runs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert another_run("get") == [sys.executable, "-P", "-m", "poetrygui", "get"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert another_run("get") == [sys.executable, "get"]
    assert own_script("find", "/no/script.py") == [sys.executable, "own-process", "find"]


def test_programs_that_a_stand_alone_one_starts_find_what_is_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    of_bundle = {"_PYI_ARCHIVE_FILE": "/x", "LD_LIBRARY_PATH": "/bundle", "QT_PLUGIN_PATH": "/bundle/plugins"}
    for name, value in of_bundle.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/users/own")
    leave_bundle()
    assert of_bundle.items() <= os.environ.items()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    leave_bundle()
    assert os.environ["LD_LIBRARY_PATH"] == "/users/own"
    assert not {"_PYI_ARCHIVE_FILE", "LD_LIBRARY_PATH_ORIG", "QT_PLUGIN_PATH"} & os.environ.keys()
    leave_bundle()
    assert "LD_LIBRARY_PATH" not in os.environ


@pytest.mark.parametrize("words", [[], ["get"], ["get", "own-process"]])
def test_what_a_user_asks_for_is_none(words: list[str]) -> None:
    arguments = ["poetrygui", *words]
    assert not run_if_own(arguments)
    assert arguments == ["poetrygui", *words]
