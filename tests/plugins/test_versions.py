"""A file that is being written: only a good version takes over, with the helpers that it imports."""

from __future__ import annotations

import pytest

from poetrygui.plugins.registry import ProtocolRegistry
from tests.plugins.files import Files, good, mark


@pytest.fixture
def registry(files: Files) -> ProtocolRegistry:
    """The registry of a profile with a file ``own`` that is being written."""
    files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"), being_written=True)
    return registry


def test_each_save_takes_effect_and_what_runs_keeps_its_class(files: Files, registry: ProtocolRegistry) -> None:
    first = registry.load("own")
    for number in range(50):
        # As quick as an editor can be: the same size, within the clock's resolution.
        files.put("own.py", good(f"{number:03}"))
        registry.scan()
        assert mark(registry.entry("own")) == f"{number:03}"
    assert getattr(first, "MARK", "") == "first"
    assert registry.entry("own").state.is_being_written


def test_a_broken_save_leaves_the_last_good_version(files: Files, registry: ProtocolRegistry) -> None:
    files.put("own.py", good("broken") + "\nclass\n")
    registry.scan()
    entry = registry.entry("own")
    assert entry.state.word == "broken"
    assert "line 10 of own.py: invalid syntax. Until then the last good version is used" in entry.problem
    assert getattr(registry.load("own"), "MARK", "") == "first"
    files.put("own.py", "1 / 0\n" + good("broken"))
    registry.scan()
    assert mark(registry.entry("own")) == "first"
    assert "line 1 of own.py: ZeroDivisionError" in registry.entry("own").problem
    assert "1 / 0" in registry.entry("own").details
    files.put("own.py", good("mended"))
    registry.scan()
    assert (registry.entry("own").state.word, mark(registry.entry("own"))) == ("ready", "mended")
    assert not registry.entry("own").problem


def test_a_version_for_another_api_leaves_the_last_good_one(files: Files, registry: ProtocolRegistry) -> None:
    files.put("own.py", good("next").replace("API = 1", "API = 2"))
    registry.scan()
    entry = registry.entry("own")
    assert entry.state.word == "incompatible"
    assert "API 2; this program has API 1" in entry.problem
    assert mark(entry) == "first"


def test_a_changed_file_that_is_not_being_written_waits_for_trust(files: Files, registry: ProtocolRegistry) -> None:
    registry.trust(registry.entry("own"))
    files.put("own.py", good("secnd"))
    registry.scan()
    entry = registry.entry("own")
    assert (entry.state.word, mark(entry)) == ("new", "first")
    assert "last good version is used" in entry.problem
    registry.deny(entry)
    assert registry.entry("own").protocol is None


def test_a_traceback_shows_the_lines_that_ran(files: Files, registry: ProtocolRegistry) -> None:
    files.put("own.py", good() + "raise ValueError('this line')\n")
    registry.scan()
    details = registry.entry("own").details
    files.put("own.py", "\n".join(["# quite another line"] * 20))
    assert "raise ValueError('this line')" in details


def trust_all(registry: ProtocolRegistry) -> None:
    for entry in registry.entries:
        if entry.can_be_trusted:
            registry.trust(entry, being_written=True)
    registry.scan()


# Loading

NASTY = {
    "syntax": ("def", "line 1 of own.py"),
    "import": ("import surely_not_there", "ModuleNotFoundError"),
    "exit": ("import sys\nsys.exit()", "line 2 of own.py: SystemExit"),
    "base exception": ("raise BaseException('all of it')", "BaseException: all of it"),
    "no message": (
        "class Silent(Exception):\n    def __str__(self): raise ValueError\nraise Silent",
        "its message cannot be read",
    ),
    "endless": ("while True:\n    pass", "loading it was interrupted"),
    "parentheses": ("(" * 100_000, "own.py"),
    "calls": ("f" + "()" * 100_000, "own.py"),
    "nul": ("x = '\0'", "own.py"),
    "f-strings": ("x = " + "f'{" * 200 + "1" + "}'" * 200, "own.py"),
    "nothing": ("", "defines no Twisted Protocol"),
    "options": (
        "from typing import Annotated\nfrom poetrygui.api import Option, PoemProtocol\n"
        "class A(PoemProtocol):\n    x: Annotated[int, Option('x')] = 'no number'",
        "option x",
    ),
}


@pytest.mark.parametrize("name", NASTY)
def test_a_file_that_cannot_be_loaded_says_why_and_the_others_load(
    files: Files, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.plugins.loader.LOAD_LIMIT", 0.2)
    source, told = NASTY[name]
    files.put("own.py", source)
    files.put("zebra.py", good())
    registry = files.registry()
    trust_all(registry)
    assert registry.entry("own").state.word == "broken"
    assert told in registry.entry("own").problem
    assert mark(registry.entry("zebra")) == "first"


def test_a_file_that_takes_memory_as_it_loads_is_loaded(files: Files) -> None:
    files.put("own.py", "data = bytes(200_000_000)\ndel data\n" + good())
    registry = files.registry()
    trust_all(registry)
    assert mark(registry.entry("own")) == "first"
