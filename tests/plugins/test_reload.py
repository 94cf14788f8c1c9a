"""A file that is being written: only a good version takes over, with the helpers that it imports."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.errors import PluginError
from poetrygui.plugins.protocol_state import Suspended
from poetrygui.plugins.registry import ProtocolRegistry
from tests.plugins.files import Files, good, mark

FAULT = Ended(Outcome.PLUGIN_FAULT, "it raised", details="Traceback")
HANG = Ended(Outcome.PLUGIN_HANG, "it did not return", details="Traceback")
COMPLETE = Ended(Outcome.COMPLETE, "the server closed the connection")


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


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


def test_a_file_that_goes_and_comes_back(files: Files, registry: ProtocolRegistry) -> None:
    path = files.folder / "own.py"
    path.unlink()
    registry.scan()
    with pytest.raises(PluginError, match="no protocol"):
        registry.load("own")
    files.put("own.py", good("again"))
    registry.scan()
    assert mark(registry.entry("own")) == "again"


def test_listeners_hear_of_changes_only(files: Files, registry: ProtocolRegistry) -> None:
    heard: list[str] = []
    stop = registry.subscribe(lambda: heard.append("changed"))
    registry.scan()
    assert heard == []
    files.put("own.py", good("secnd"))
    registry.scan()
    assert heard == ["changed"]
    stop()
    files.put("own.py", good("third"))
    registry.scan()
    assert heard == ["changed"]


def test_a_traceback_shows_the_lines_that_ran(files: Files, registry: ProtocolRegistry) -> None:
    files.put("own.py", good() + "raise ValueError('this line')\n")
    registry.scan()
    details = registry.entry("own").details
    files.put("own.py", "\n".join(["# quite another line"] * 20))
    assert "raise ValueError('this line')" in details


# Helpers

IMPORTS = "import _cut\nfrom _cut import MARK as mark\n" + good().replace("'first'", "_cut.MARK + mark")


def trust_all(registry: ProtocolRegistry) -> None:
    for entry in registry.entries:
        if entry.can_be_trusted:
            registry.trust(entry, being_written=True)
    registry.scan()


def test_a_helper_is_imported_and_reloaded_with_the_file(files: Files) -> None:
    files.put("own.py", IMPORTS)
    files.put("_cut.py", "MARK = 'one'\n")
    registry = files.registry()
    trust_all(registry)
    assert mark(registry.entry("own")) == "oneone"
    files.put("_cut.py", "MARK = 'two'\n")
    registry.scan()
    assert mark(registry.entry("own")) == "twotwo"
    files.put("_cut.py", "MARK = \n")
    registry.scan()
    assert registry.entry("own").state.word == "broken"
    assert "line 1 of _cut.py" in registry.entry("own").problem
    assert mark(registry.entry("own")) == "twotwo"
    files.put("_cut.py", "MARK = 'six'\n")
    registry.scan()
    assert mark(registry.entry("own")) == "sixsix"
    assert "_cut" not in sys.modules


def test_a_helper_that_is_not_trusted_is_not_run(files: Files) -> None:
    ran = files.root / "ran"
    files.put("own.py", IMPORTS)
    files.put("_cut.py", f"MARK = 'one'\nopen({str(ran)!r}, 'w').close()\n")
    registry = files.registry()
    registry.trust(registry.entry("own"))
    entry = registry.entry("own")
    assert entry.state.word == "broken"
    assert "_cut.py, which it imports, is not trusted" in entry.problem
    assert not ran.exists()
    helper = next(each for each in registry.entries if each.name == "_cut")
    assert (helper.state.word, helper.is_helper, helper.is_usable) == ("new", True, False)
    registry.trust(helper)
    assert mark(registry.entry("own")) == "oneone"


def test_helpers_that_import_each_other_come_to_an_end(files: Files) -> None:
    files.put("own.py", IMPORTS)
    files.put("_cut.py", "import _other\nMARK = 'one'\n")
    files.put("_other.py", "import _cut\n")
    registry = files.registry()
    trust_all(registry)
    assert mark(registry.entry("own")) == "oneone"


def test_a_helper_that_is_imported_late(files: Files) -> None:
    files.put("own.py", good() + "    def late(self):\n        import _cut\n        return _cut.MARK\n")
    files.put("_cut.py", "MARK = 'late'\n")
    registry = files.registry()
    trust_all(registry)
    instance: object = registry.load("own")()
    assert instance.late() == "late"  # type: ignore[attr-defined]  # the file's own method


@pytest.mark.parametrize("name", ["json", "typing", "twisted", "poetrygui", "zope", "sys"])
def test_a_file_never_shadows_a_module(files: Files, name: str) -> None:
    ran = files.root / "ran"
    files.put(f"{name}.py", f"open({str(ran)!r}, 'w').close()\n")
    files.put("own.py", f"import {name}\n" + good().replace("'first'", f"{name}.__name__"))
    registry = files.registry()
    registry.trust(registry.entry("own"), being_written=True)
    assert mark(registry.entry("own")) == name
    assert not ran.exists()


# Faults


@pytest.mark.parametrize("fault", [FAULT, HANG])
def test_three_faults_in_a_row_turn_it_off_until_the_user_says_otherwise(
    files: Files, registry: ProtocolRegistry, fault: Ended
) -> None:
    protocol = registry.load("own")
    for ended in (fault, fault, COMPLETE, fault, fault):
        registry.note_end("own", protocol, ended)
    assert registry.entry("own").state.word == "ready"
    registry.note_end("own", protocol, fault)
    for each in (registry, files.registry()):
        entry = each.entry("own")
        assert isinstance(entry.state, Suspended)
        with pytest.raises(PluginError, match="suspended after 3 faults"):
            each.load("own")
    registry.turn_on(registry.entry("own"))
    assert registry.entry("own").state.word == "ready"
    registry.note_end("own", protocol, fault)
    assert registry.entry("own").state.word == "ready"


def test_a_mended_version_is_used_at_once(files: Files, registry: ProtocolRegistry) -> None:
    protocol = registry.load("own")
    for _ in range(3):
        registry.note_end("own", protocol, FAULT)
    files.put("own.py", good("mended"))
    registry.scan()
    assert mark(registry.entry("own")) == "mended"
    # What still runs with the old version is no fault of the new one's.
    for _ in range(3):
        registry.note_end("own", protocol, FAULT)
    assert registry.entry("own").state.word == "ready"


def test_a_shipped_protocol_and_a_send_that_is_refused_are_no_plugins_faults(registry: ProtocolRegistry) -> None:
    for _ in range(5):
        registry.note_end("raw", registry.load("raw"), FAULT)
        registry.note_end("own", registry.load("own"), Ended(Outcome.PLUGIN_FAULT, "this cannot be sent"))
    assert registry.entry("raw").state.word == "shipped"
    assert registry.entry("own").state.word == "ready"


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
