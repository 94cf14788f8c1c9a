"""One protocol in the list: how it is called, and what its state lets one do with it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest

from poetrygui.api import Option, PoemProtocol
from poetrygui.plugins.entry import ProtocolEntry
from poetrygui.plugins.protocol_state import (
    Broken,
    Changed,
    Denied,
    Hidden,
    Incompatible,
    New,
    Offered,
    ProtocolState,
    Ready,
    ReadyHelper,
    Shipped,
    Suspended,
)
from poetrygui.plugins.source_file import SourceFile

SOURCE = SourceFile(Path("/profile/protocols/own.py"), b"source")


class Own(PoemProtocol):
    pass


class Needing(PoemProtocol):
    size: Annotated[int, Option("Size")]
    width: Annotated[int, Option("Width")]
    depth: Annotated[int, Option("Depth")] = 3


def entry(state: ProtocolState, class_name: str = "", title: str = "A title") -> ProtocolEntry:
    return ProtocolEntry.of(SOURCE, "/profile/protocols", state, title, class_name)


def test_a_file_with_one_protocol_has_its_name_and_answers_to_the_class_too() -> None:
    alone = entry(Ready(Own))
    assert (alone.name, alone.title, alone.full_name) == ("own", "A title", "own:Own")
    assert alone.path_and_class == "/profile/protocols/own.py"
    assert (alone.sha256, alone.size) == (SOURCE.sha256, 6)
    assert entry(Ready(Own), title="").title == "own"


def test_one_of_several_is_named_with_its_class() -> None:
    several = entry(Ready(Own), "Own")
    assert (several.name, several.title, several.full_name) == ("own:Own", "A title: Own", "own:Own")
    assert several.path_and_class == "/profile/protocols/own.py:Own"


def test_one_that_has_no_class_yet_has_its_plain_name() -> None:
    assert entry(New("look at it")).full_name == "own"


@pytest.mark.parametrize(
    "state, note",
    [
        (Ready(Own), ""),
        (Ready(Needing), "needs the options size and width"),
        (Changed("changed", Needing), "needs the options size and width"),
        (New("new"), ""),
    ],
)
def test_what_its_class_needs_is_noted(state: ProtocolState, note: str) -> None:
    assert entry(state).note == note
    assert entry(Ready(Needing)).standing_as(state).note == note


ALL = ["usable", "undecided", "changed", "trustable", "loadable"]


@pytest.mark.parametrize(
    "state, can",
    [
        (Shipped(), {"usable", "loadable"}),
        (Shipped(Own), {"usable"}),
        (Offered(Own), {"usable", "trustable"}),
        (Offered(), {"usable", "loadable", "trustable"}),
        (Ready(Own), {"usable", "trustable"}),
        (ReadyHelper(), {"trustable"}),
        (New("new"), {"undecided", "trustable"}),
        (Changed("changed"), {"undecided", "changed", "trustable"}),
        (Changed("changed", Own), {"usable", "undecided", "changed", "trustable"}),
        (Denied("no"), {"trustable"}),
        (Suspended("faults"), {"trustable"}),
        (Hidden("hidden"), {"trustable"}),
        (Incompatible("API 2"), {"trustable"}),
        (Broken("line 1"), {"trustable"}),
        (Broken("line 1", protocol=Own), {"usable", "trustable"}),
    ],
)
def test_what_can_be_done_with_it(state: ProtocolState, can: set[str]) -> None:
    made = entry(state)
    answers = [made.is_usable, made.is_undecided, made.is_changed, made.can_be_trusted, made.is_to_be_loaded]
    assert {word for word, answer in zip(ALL, answers, strict=True) if answer} == can
    assert (made.protocol, made.problem, made.details) == (state.protocol, state.problem, state.details)


def test_a_file_that_could_not_be_read_has_no_bytes_to_trust() -> None:
    unread = ProtocolEntry.of_path(Path("/profile/own.py"), "/profile", Broken("it is a folder"))
    assert (unread.name, unread.title, unread.sha256, unread.size) == ("own", "own", "", 0)
    assert not unread.can_be_trusted
    assert not unread.is_usable
