"""What comes with the program: known by what its files say of themselves, and run when it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.paths import shipped_protocols
from poetrygui.plugins.protocol_state import Broken, Shipped
from poetrygui.plugins.shipped import ShippedProtocols
from tests.plugins.files import good, mark

RUN = "import pathlib\npathlib.Path(__file__).with_suffix('.run').touch()\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file that leaves another one when it is run."""
    (tmp_path / "one.py").write_text(RUN + good())
    return tmp_path


@pytest.fixture
def protocols(folder: Path) -> ShippedProtocols:
    return ShippedProtocols(folder)


def was_run(folder: Path) -> bool:
    """Tell whether the file was run since this was asked last."""
    try:
        (folder / "one.run").unlink()
    except FileNotFoundError:
        return False
    return True


def test_it_is_listed_without_being_run(folder: Path, protocols: ShippedProtocols) -> None:
    for _ in range(2):
        (entry,) = protocols.entries()
        assert (entry.name, entry.title, entry.origin, entry.state) == ("one", "A title", "Poetry GUI", Shipped())
        assert entry.is_usable
    assert not was_run(folder)
    (run,) = protocols.run(folder / "one.py")
    assert was_run(folder)
    assert mark(run) == "first"
    assert protocols.entries() == protocols.run(folder / "one.py") == [run]
    assert protocols.alone("one") is run.protocol
    assert not was_run(folder)


def test_one_that_was_run_is_run_again_when_it_has_changed(folder: Path, protocols: ShippedProtocols) -> None:
    for text in ("secnd", "third"):
        (folder / "one.py").write_text(RUN + good(text))
        assert protocols.entries()[0].protocol is None
    assert not was_run(folder)
    assert mark(protocols.run(folder / "one.py")[0]) == "third"
    (folder / "one.py").write_text(RUN + good("again"))
    assert mark(protocols.entries()[0]) == "again"


@pytest.mark.parametrize(
    "source, problem",
    [
        (good().replace("API = 1", "API = 2"), "one.py is written for API 2; this program has API 1."),
        ("NEEDS = 3\n" + good(), "It cannot be told what one.py asks for with NEEDS: "),
        ("(", "line 1 of one.py: '(' was never closed"),
        ("# coding: latin-1\n", "one.py says that it is written in latin-1: save it as UTF-8."),
    ],
)
def test_what_a_file_says_of_itself_can_be_reason_enough(folder: Path, source: str, problem: str) -> None:
    (folder / "one.py").write_text(source)
    protocols = ShippedProtocols(folder)
    (entry,) = protocols.entries()
    assert not entry.is_usable
    assert entry.problem.startswith(problem)
    assert protocols.run(folder / "one.py") == [entry]


def test_what_fails_as_it_runs_is_broken_from_then_on(folder: Path) -> None:
    (folder / "one.py").write_text("import no_such_module\n" + good())
    protocols = ShippedProtocols(folder)
    assert protocols.entries()[0].is_usable
    (entry,) = protocols.run(folder / "one.py")
    assert isinstance(entry.state, Broken)
    assert entry.problem == "line 1 of one.py: ModuleNotFoundError: No module named 'no_such_module'"
    assert protocols.entries() == [entry]


def test_a_file_with_several_is_one_until_it_is_run(folder: Path, protocols: ShippedProtocols) -> None:
    (folder / "one.py").write_text(good() + "class Other(PoemProtocol):\n    def dataReceived(self, data): pass\n")
    assert [entry.name for entry in protocols.entries()] == ["one"]
    assert protocols.alone("one") is None
    assert [entry.name for entry in protocols.entries()] == ["one:Own", "one:Other"]


def test_what_cannot_be_read_is_listed_with_the_reason(folder: Path, protocols: ShippedProtocols) -> None:
    (folder / "two.py").mkdir()
    assert [(entry.name, entry.is_usable) for entry in protocols.entries()] == [("one", True), ("two", False)]
    assert "put a Python file there" in protocols.entries()[1].problem
    assert protocols.alone("three") is None
    assert ShippedProtocols(folder / "gone").entries() == []


def test_what_really_comes_with_the_program_is_the_same_before_and_after_it_is_run() -> None:
    protocols = ShippedProtocols(shipped_protocols())
    before = {entry.name: entry for entry in protocols.entries()}
    after = {now.name: now for entry in before.values() for now in protocols.run(entry.path)}
    # Each has one protocol, and none has something wrong with it: the list tells no less before they are run.
    assert {name: (entry.title, entry.state.word, entry.needs) for name, entry in before.items()} == {
        name: (entry.title, entry.state.word, entry.needs) for name, entry in after.items()
    }
    assert all(entry.protocol is not None for entry in after.values())
