"""A module that is read later is as it would be: to whoever asks, in every thread, and where reading it fails."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from poetrygui.later_modules import LaterModules

_ROOM = "room_read_later"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package whose module ``later`` is read later."""
    folder = tmp_path / _ROOM
    folder.mkdir()
    (folder / "__init__.py").write_text("reads = []\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "meta_path", [LaterModules([f"{_ROOM}.later", f"{_ROOM}.lost"]), *sys.meta_path])
    yield folder
    for name in [each for each in sys.modules if each.partition(".")[0] == _ROOM]:
        del sys.modules[name]


def write(room: Path, text: str) -> None:
    (room / "later.py").write_text(f"import {_ROOM} as room\nroom.reads.append(1)\n{text}\n")


def imported() -> ModuleType:
    return import_module(f"{_ROOM}.later")


def reads() -> int:
    return len(import_module(_ROOM).reads)


def test_it_is_read_once_when_something_of_it_is_asked_for(room: Path) -> None:
    write(room, "what = 7")
    found = imported()
    assert imported() is found
    assert import_module(_ROOM).later is found
    assert (found.__name__, Path(found.__file__ or "").name, reads()) == (f"{_ROOM}.later", "later.py", 0)
    assert (found.what, found.what, reads()) == (7, 7, 1)
    assert type(found) is ModuleType
    with pytest.raises(AttributeError, match="nothing"):
        _ = found.nothing
    assert reads() == 1


def test_what_is_imported_from_it_reads_it(room: Path) -> None:
    write(room, "what = 7")
    names: dict[str, object] = {}
    exec(f"from {_ROOM} import later\nfrom {_ROOM}.later import what", names)
    assert (names["what"], reads()) == (7, 1)


def test_one_that_asks_for_itself_while_it_is_read_has_what_it_has_by_then(room: Path) -> None:
    write(
        room,
        f"early = 1\nfrom {_ROOM} import later\nhad = [hasattr(later, each) for each in ('early', 'late')]\nlate = 2",
    )
    assert (imported().late, imported().had, reads()) == (2, [True, False], 1)


def test_one_that_puts_a_proxy_in_its_place_can_be_read(room: Path) -> None:
    write(room, "import sys, types\nsys.modules[__name__] = types.SimpleNamespace(what=7)\nwhat = 7")
    assert imported().what == 7


def test_one_that_cannot_be_read_says_so_each_time(room: Path) -> None:
    write(room, "raise OSError('worn out')")
    found = imported()
    for number in (1, 2):
        with pytest.raises(OSError, match="worn out"):
            _ = found.what
        assert reads() == number
    write(room, "what = 7  # mended, and of another length")
    assert found.what == 7


def test_threads_that_ask_at_once_all_wait_for_the_whole_of_it(room: Path) -> None:
    write(room, "import time\nfor _ in range(50): time.sleep(0)\nwhat = 7")
    found = imported()
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _: found.what, range(8))) == [7] * 8
    assert reads() == 1


def test_one_that_is_not_there_is_not_found_either(room: Path) -> None:
    with pytest.raises(ModuleNotFoundError, match="lost"):
        import_module(f"{_ROOM}.lost")


def test_others_are_left_to_python() -> None:
    found = LaterModules(["poetrygui.paths"])
    package = import_module("poetrygui").__path__
    assert found.find_spec("poetrygui.ending", package) is None
    assert found.find_spec("poetrygui.paths", package, import_module("poetrygui.paths")) is None
    assert found.find_spec("poetrygui.paths", package) is not None
