from __future__ import annotations

import subprocess
import sys

import pytest

from poetrygui.core import poems
from poetrygui.core.poems.store import PoemStore
from poetrygui.lazy_names import lazy_names
from tests.surroundings import PATIENCE


def test_a_room_offers_what_its_modules_hold() -> None:
    assert poems.PoemStore is PoemStore
    find = lazy_names("poetrygui", {"core.outcomes": "Ended Outcome", "errors": "PoetryError"})
    assert [getattr(find(name), "__module__", "") for name in ("Ended", "Outcome", "PoetryError")] == [
        "poetrygui.core.outcomes",
        "poetrygui.core.outcomes",
        "poetrygui.errors",
    ]


@pytest.mark.parametrize("name", ["PoemStories", "__path_of_something__", "poem_info PoemInfo", ""])
def test_it_has_nothing_else(name: str) -> None:
    with pytest.raises(AttributeError, match=f"^module 'poetrygui.core.poems' has no attribute '{name}'$"):
        getattr(poems, name)


def test_a_module_is_imported_when_one_of_its_names_is_asked_for() -> None:
    code = """
import sys
from poetrygui.core import poems
before = "poetrygui.core.poems.poem_info" in sys.modules
poems.PoemInfo
print(before, "poetrygui.core.poems.poem_info" in sys.modules, "poetrygui.core.poems.store" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=PATIENCE)
    assert done.stdout.split() == ["False", "True", "False"]


def test_what_is_put_in_a_names_place_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("poetrygui.core.poems.store.PoemStore", 7)
    assert vars(poems).get("PoemStore") is None
    assert getattr(poems, "PoemStore") == 7  # noqa: B009 - the types know better


def test_one_whose_module_has_been_begun_and_lacks_it_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    imported: list[str] = []

    def import_module(name: str) -> object:
        imported.append(name)
        monkeypatch.setattr("poetrygui.core.poems.store.Coming", 7, raising=False)
        return sys.modules[name]

    monkeypatch.setattr(sys.modules[lazy_names.__module__], "import_module", import_module)
    find = lazy_names("poetrygui.core.poems", {"store": "PoemStore Coming"})
    assert (find("PoemStore"), imported) == (PoemStore, [])
    assert (find("Coming"), imported) == (7, ["poetrygui.core.poems.store"])
