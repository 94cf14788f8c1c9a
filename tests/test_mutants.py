"""The kept list of mutants is true of the files that it names, and the trials tell apart what becomes of one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.kept import KEPT
from tests.mutants.lists.sampled import EQUAL, ROOMS
from tests.mutants.mutant import ROOT, GoneError, Mutant
from tests.mutants.sample import Sample, difference, is_a_fault
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
    for mutant in [*KEPT, *EQUAL]:
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


def test_the_rooms_that_are_sampled_and_their_tests_are_there() -> None:
    paths = [*ROOMS, *(test for tests in ROOMS.values() for test in tests)]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_what_a_mutant_replaces_are_the_lines_that_differ_and_enough_before_them_to_find_them_once() -> None:
    lines = ["a = 1\n", "if a:\n", "    b = 2\n", "else:\n", "    b = 2\n", "c = 3\n"]
    source = "".join(lines)
    assert difference(source, source.replace("c = 3", "c = 4")) == ("c = 3\n", "c = 4\n")
    second = "".join([*lines[:4], "    b = 3\n", *lines[5:]])
    assert difference(source, second) == ("else:\n    b = 2\n", "else:\n    b = 3\n")
    assert difference(source, "".join(lines[1:])) == ("a = 1\n", "")
    for changed in (second, "".join(lines[:4] + lines[5:])):
        assert Mutant("", *difference(source, changed), []).applied_to(source) == changed


def test_a_change_of_annotations_alone_is_no_fault() -> None:
    source = "a: int | None = 1\ndef b(c: int | str) -> int | str:\n    return c\n"
    assert not is_a_fault(source, source.replace("|", "+"))
    assert not is_a_fault(source, source.replace("c\n", "c +\n"))
    assert is_a_fault(source, source.replace("= 1", "= 2"))
    assert is_a_fault(source, source.replace("return c", "return not c"))


def test_a_sample_is_of_one_mutant_a_place_and_stays_where_a_file_changes_elsewhere(tree: Path) -> None:
    pytest.importorskip("cosmic_ray", reason="make mutants installs it")
    (tree / "clamping.py").write_text(f"{SOURCE}\n\ndef more(value: int | str):\n    return value + 1 < 9\n", "utf-8")
    rooms = {"clamping.py": ["tests/test_clamping.py"]}

    def drawn(count: int, seed: int = 1) -> set[tuple[str, str]]:
        return {(mutant.text, mutant.replacement) for mutant in Sample(tree, rooms, []).drawn(count, seed)}

    every = drawn(100)
    assert len(every) == 6  # 0, 9, +, 1, <, 9
    few = drawn(3)
    assert len(few) == 3
    assert few <= every
    assert any(drawn(3, seed) != few for seed in range(2, 12))
    source = (tree / "clamping.py").read_text("utf-8")
    (tree / "clamping.py").write_text(f"# Kept within bounds.\n{source}", "utf-8")
    assert drawn(3) == few
    text, replacement = min(few)
    named = Sample(tree, rooms, [of(text, replacement, "nobody looks")]).drawn(100, 1)
    assert [mutant.text for mutant in named if mutant.equal] == [text]
    assert Sample(tree, rooms, []).drawn(100, 1, ["other"]) == []


def test_the_script_refuses_a_path_that_the_list_does_not_have() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "mutants" / "run.py", "--only=kept", "core/nothing"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "no file of the list has core/nothing in its path" in done.stderr
