"""What a file asks for is read from one plain line, and from no code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.plugins.needs import ASKS_FOR, NOTHING, Needs, read_needs


@pytest.mark.parametrize(
    "source, words",
    [
        ("", ()),
        ("API = 1\n", ()),
        ('NEEDS = "network"\n', ("network",)),
        ("API = 1\r\nNEEDS = 'files'  # a table of names\r\n", ("files",)),
        ('NEEDS: str = "processes, network files"', ("network", "files", "processes")),
        ('NEEDS = ""\n', ()),
        ('NEEDS = "network"\nNEEDS = "files"\n', ("network", "files")),
        ('    NEEDS = "network"\n', ()),
        ('MORE_NEEDS = "network"\nNEEDS_NOTHING = 1\n', ()),
        ("# NEEDS nothing\n", ()),
    ],
)
def test_needs(source: str, words: tuple[str, ...]) -> None:
    assert read_needs(source.encode(), "own.py") == Needs(words)


@pytest.mark.parametrize(
    "line",
    ["NEEDS = network", 'NEEDS = ("network",)', 'NEEDS = "net" "work"', 'NEEDS = "internet"', "NEEDS += 1", "NEEDS"],
)
def test_what_cannot_be_told_is_a_sentence_and_gives_nothing(line: str) -> None:
    needs = read_needs(f'NEEDS = "network"\n{line}\n'.encode(), "own.py")
    assert needs.words == ()
    assert needs.problem == (
        "It cannot be told what own.py asks for with NEEDS: "
        'write one line such as NEEDS = "network", of the words network, files and processes.'
    )


def test_words_are_told_with_what_they_allow() -> None:
    asked = read_needs(b'NEEDS = "files network"', "own.py")
    assert str(asked) == "network (to open connections of its own) and files (to read and change your files)"
    assert str(NOTHING) == ""


@given(st.binary() | st.text(alphabet="NEDS= \"'networkfilsp,\n#:").map(str.encode))
def test_any_bytes_give_known_words_or_a_problem(source: bytes) -> None:
    needs = read_needs(source, "own.py")
    assert {*needs.words} <= {*ASKS_FOR}
    assert not (needs.words and needs.problem)
