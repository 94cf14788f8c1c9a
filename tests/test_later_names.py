"""What a module takes in vain from another one is there when it is used, and that other one is read no sooner."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from poetrygui.later_names import LaterNames

_ROOM = "room_of_names"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package in which the module ``taker`` takes names of the module ``giver``."""
    folder = tmp_path / _ROOM
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "giver.py").write_text(
        "class Kind:\n    size = 3\n    def __class_getitem__(cls, kinds): return ('of', kinds)\n"
        "def call(*values, **named): return values, named\n"
        "more = 7\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    found = LaterNames(f"{_ROOM}.taker", f"{_ROOM}.giver", "Kind call")
    monkeypatch.setattr(sys, "meta_path", [found, *sys.meta_path])
    yield folder
    for name in [each for each in sys.modules if each.partition(".")[0] == _ROOM]:
        del sys.modules[name]


def taker(room: Path, text: str) -> ModuleType:
    (room / "taker.py").write_text(text)
    return import_module(f"{_ROOM}.taker")


def is_read() -> bool:
    return f"{_ROOM}.giver" in sys.modules


def test_the_giver_is_read_when_a_name_is_used(room: Path) -> None:
    found = taker(room, f"from {_ROOM}.giver import Kind, call\nkept: 'Kind' = call")
    assert not is_read()
    assert found.call(1, two=2) == ((1,), {"two": 2})
    assert is_read()
    giver = import_module(f"{_ROOM}.giver")
    assert (found.Kind.size, found.Kind[int], found.kept is found.call) == (3, ("of", int), True)
    assert isinstance(giver.Kind(), found.Kind)
    assert isinstance(found.Kind(), giver.Kind)
    assert not isinstance(7, found.Kind)


def test_whoever_else_imports_the_giver_has_it_as_it_is(room: Path) -> None:
    found = taker(room, f"from {_ROOM}.giver import Kind")
    giver = import_module(f"{_ROOM}.giver")
    assert (type(giver), giver.more) == (ModuleType, 7)
    assert giver.Kind is not found.Kind


@pytest.mark.parametrize(
    "use",
    [
        "from {0}.giver import Kind, more",
        "from {0} import giver\nmore = giver.more",
        "from {0}.giver import Kind\nmore = 7\nclass Own(Kind): pass",
        "from {0}.giver import Kind\nmore = 7\nKind | None",
    ],
)
def test_a_taker_that_does_more_with_it_has_the_giver(room: Path, use: str) -> None:
    found = taker(room, use.format(_ROOM))
    assert (found.more, is_read()) == (7, True)


def test_a_giver_that_is_there_already_is_taken(room: Path) -> None:
    giver = import_module(f"{_ROOM}.giver")
    assert taker(room, f"from {_ROOM}.giver import Kind").Kind is giver.Kind


def test_what_goes_wrong_in_the_taker_is_told(room: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        taker(room, f"from {_ROOM}.giver import Kind\n1 / 0")
    assert not is_read()
    with pytest.raises(ImportError, match="nothing"):
        taker(room, f"from {_ROOM}.giver import nothing")


def test_others_are_left_to_python() -> None:
    found = LaterNames("poetrygui.paths", "no_such_giver", "name")
    package = import_module("poetrygui").__path__
    assert found.find_spec("poetrygui.ending", package) is None
    assert found.find_spec("poetrygui.paths", package, import_module("poetrygui.paths")) is None
    assert found.find_spec("poetrygui.paths", package) is not None
    assert found.find_spec("poetrygui.paths", []) is None
