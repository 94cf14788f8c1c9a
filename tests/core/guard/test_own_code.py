"""Whose code it is, by the folder of its package: in a checkout, installed, and wherever a room of the house moves."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import attrs
import pytest
import twisted.internet.defer
import twisted.protocols.basic

import poetrygui
from poetrygui.core.guard.own_code import Whose, is_ours, whose
from poetrygui.core.poems.rows import RowComposer
from poetrygui.paths import shipped_protocols

PACKAGE = Path(poetrygui.__file__).parent
SITE = Path(attrs.__file__).parents[1]
ANSWERS = """
import json, sys
from poetrygui.core.guard.own_code import whose
from poetrygui.core.guard.own_code import __file__ as moved
print(json.dumps([moved, *(whose(name).name for name in sys.argv[1:])]))
"""


@pytest.mark.parametrize(
    "filename, expected",
    [
        (RowComposer.frames.__code__.co_filename, Whose.OURS),
        (PACKAGE / "gui" / "main_window.py", Whose.OURS),
        (PACKAGE / "api" / "poem.py", Whose.INTERFACE),
        (shipped_protocols() / "lines.py", Whose.AUTHOR),
        (twisted.internet.defer.Deferred.callback.__code__.co_filename, Whose.TWISTED),
        (twisted.protocols.basic.__file__, Whose.TWISTED),
        (threading.Thread.start.__code__.co_filename, Whose.PYTHON),
        ("<frozen importlib._bootstrap>", Whose.PYTHON),
        ("<attrs generated methods poetrygui.core.outcomes.Ended>", Whose.PYTHON),
        (attrs.__file__, Whose.INSTALLED),
        (SITE / "poetrygui_mqtt" / "feed.py", Whose.INSTALLED),
        (SITE / "twisted_feeds.py", Whose.INSTALLED),
        (f"{PACKAGE}_mqtt/feed.py", Whose.AUTHOR),
        ("/home/somebody/protocols/feed.py", Whose.AUTHOR),
        (__file__, Whose.AUTHOR),
    ],
)
def test_whose_a_file_is(filename: str | Path, expected: Whose) -> None:
    assert whose(str(filename)) is expected
    assert is_ours(str(filename)) is (expected in (Whose.OURS, Whose.INTERFACE))


def test_a_copy_elsewhere_with_the_file_in_another_room_says_the_same(tmp_path: Path) -> None:
    # As in an installed wheel: the shipped protocols inside the package, and a package beside it with a like name.
    site = tmp_path / "lib" / "site-packages"
    package = site / "poetrygui"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(shipped_protocols(), package / "_shipped" / "protocols")
    room = package / "core" / "guard"
    room.mkdir(exist_ok=True)
    (room / "__init__.py").touch()
    if not (room / "own_code.py").exists():
        shutil.move(package / "core" / "own_code.py", room)
    named = {
        package / "core" / "rows.py": "OURS",
        package / "core" / "poems" / "rows.py": "OURS",
        package / "api" / "poem.py": "INTERFACE",
        package / "_shipped" / "protocols" / "lines.py": "AUTHOR",
        site / "poetrygui_mqtt" / "feed.py": "INSTALLED",
        PACKAGE / "core" / "rows.py": "AUTHOR",
    }
    paths = f"import sys; sys.path[:0] = [{str(site)!r}]\n"
    asked = subprocess.run(
        [sys.executable, "-P", "-c", paths + ANSWERS, *map(str, named)],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        timeout=60,
    )
    moved, *answers = json.loads(asked.stdout)
    assert Path(moved).parent == room
    assert answers == [*named.values()]


def test_code_of_a_stand_alone_program_is_told_by_the_folder_that_it_is_named_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = {
        "poetrygui/core/outcomes.py": Whose.OURS,
        "poetrygui/api/poem.py": Whose.INTERFACE,
        "asyncio/events.py": Whose.PYTHON,
        "<attrs generated init x>": Whose.PYTHON,
        "/home/me/protocols/mine.py": Whose.AUTHOR,
    }
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    whose.cache_clear()
    try:
        assert {name: whose(name) for name in told} == told
    finally:
        whose.cache_clear()
