"""What is said of a confinement is what it is, and where there is none, that."""

from __future__ import annotations

import pytest

from poetrygui.hosts.confinement import wording
from poetrygui.hosts.confinement.wording import advice_in_confinement, asked_words, confined_words, place_words
from poetrygui.plugins.needs import ASKS_FOR, NOTHING, Needs


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(wording, "missing_here", lambda: request.param)


@pytest.mark.parametrize("missing", [""], indirect=True)
@pytest.mark.usefixtures("missing")
def test_what_is_refused_and_what_is_asked_for() -> None:
    where = "Where it runs in a process of its own, it has"
    assert confined_words(NOTHING) == f"{where} no files of yours, no network and no other programs."
    assert asked_words(NOTHING) == ""
    asked = f"{where} no files of yours and no other programs. It asks for network (to open connections of its own)."
    assert confined_words(Needs(("network",))) == asked_words(Needs(("network",))) == asked
    everything = confined_words(Needs(tuple(ASKS_FOR)))
    assert everything.startswith("It asks for network (")
    assert "it has" not in everything
    assert place_words(NOTHING) == "own process, confined"
    assert place_words(Needs(("network", "files"))) == "own process, confined but for network and files"


@pytest.mark.parametrize("missing", ["this kernel has no Landlock, or it is turned off"], indirect=True)
@pytest.mark.usefixtures("missing")
def test_where_there_is_none_that_is_said() -> None:
    told = "It is not confined here (this kernel has no Landlock, or it is turned off)"
    assert confined_words(NOTHING) == asked_words(NOTHING) == f"{told}."
    assert place_words(NOTHING) == "own process, not confined here"
    asking = asked_words(Needs(("files",)))
    assert asking == f"{told}, and it would ask for files (to read and change your files)."


def test_advice_is_given_on_what_was_refused_and_on_nothing_else() -> None:
    class OddError(PermissionError):
        __class__ = property(lambda self: 1 / 0)

    for error in (PermissionError(13, "no"), OddError()):
        assert advice_in_confinement(error) == (
            'it is confined, and its file can ask for more in a line such as NEEDS = "files"'
        )
    assert advice_in_confinement(FileNotFoundError()) == ""
