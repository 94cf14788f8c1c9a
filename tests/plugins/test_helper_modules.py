"""Modules that a protocol file imports from its folder: loaded like the file itself, and never in another's place."""

from __future__ import annotations

import sys

import pytest

from poetrygui.plugins.registry import ProtocolRegistry
from tests.plugins.files import Files, good, mark

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
