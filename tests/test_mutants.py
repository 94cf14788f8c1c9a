"""The kept list of mutants is true of the files that it names, and the trials tell apart what becomes of one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.kept import KEPT
from tests.mutants.mutant import ROOT, GoneError, Mutant
from tests.mutants.trials import FailingTestsError, Fate, Trials

SOURCE = "def clamp(value):\n    return max(0, min(value, 9))\n"
TESTS = """
from clamping import clamp

def test_large():
    assert clamp(12) == 9
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "clamping.py").write_text(SOURCE, "utf-8")
    (tmp_path / "test_clamping.py").write_text(TESTS, "utf-8")
    return tmp_path


def of(text: str, replacement: str, equal: str = "") -> Mutant:
    return Mutant("clamping.py", text, replacement, ["test_clamping.py"], equal)


def test_every_mutant_of_the_list_replaces_what_is_there_once() -> None:
    gone = []
    for mutant in KEPT:
        try:
            mutant.applied_to((ROOT / mutant.path).read_text("utf-8"))
        except (OSError, GoneError) as error:
            gone.append(f"{mutant}: {error}")
    assert gone == []


def test_every_mutant_of_the_list_is_there_once_and_has_tests() -> None:
    assert len({(mutant.path, mutant.text, mutant.replacement) for mutant in KEPT}) == len(KEPT)
    assert [mutant for mutant in KEPT if mutant.text == mutant.replacement] == []
    named = {test for mutant in KEPT for test in mutant.tests}
    assert [test for test in sorted(named) if not (ROOT / test).is_file()] == []
    assert [mutant for mutant in KEPT if not mutant.tests] == []


@pytest.mark.slow
def test_each_fate_is_told(tree: Path) -> None:
    fates = {
        of("min(value, 9)", "min(value, 10)"): Fate.KILLED,
        of("max(0,", "max(1,"): Fate.LIVED,
        of("max(0,", "max(-0,", "minus nothing is nothing"): Fate.EQUAL,
        of(", 9)", ", 8)", "nobody looks"): Fate.SEEN,
        of("maximum", "minimum"): Fate.GONE,
        of("return max", "return return max"): Fate.KILLED,
        Mutant("missing.py", "a", "b", ["test_clamping.py"]): Fate.GONE,
    }
    trials = list(Trials(tree).run(list(fates)))
    assert [(trial.mutant, trial.fate) for trial in trials] == list(fates.items())
    assert "(test_clamping.py::test_large)" in str(trials[0])
    assert "(minus nothing is nothing)" in str(trials[2])
    assert "(found 0 times, and not once)" in str(trials[4])
    assert (tree / "clamping.py").read_text("utf-8") == SOURCE


def test_tests_that_fail_without_a_mutant_tell_nothing_and_are_named(tree: Path) -> None:
    (tree / "test_clamping.py").write_text(TESTS.replace("9", "8"), "utf-8")
    with pytest.raises(FailingTestsError, match=r"test_clamping\.py fail without any mutant"):
        list(Trials(tree, jobs=1).run([of("max(0,", "max(1,")]))


def test_a_mutant_that_makes_the_tests_wait_for_ever_is_seen(tree: Path) -> None:
    endless = of("    return max", "    while value: pass\n    return max")
    (trial,) = Trials(tree, jobs=1, at_least=0.01, times_as_long=3).run([endless])
    assert (trial.fate, trial.details) == (Fate.KILLED, "no test came to its end")


def test_the_script_refuses_a_path_that_the_list_does_not_have() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "mutants" / "run.py", "core/nothing"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "no file of the list has core/nothing in its path" in done.stderr
