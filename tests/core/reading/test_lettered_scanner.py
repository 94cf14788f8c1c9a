"""What is found is found in the text, and told by the bytes of the poem."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.lettered_poem import LetteredPoem
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.reading.find import FindSession
from poetrygui.core.reading.find_pattern import PatternScanner
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.core.reading.lettered_scanner import lettered
from poetrygui.core.reading.match_counts import Match
from tests.gui.memory_poem import MemoryPoem

RED = b"\x1b[31mre\x1b[1md\x1b[0m herring\nplain red\n"


def found_in(data: bytes, lettering: Lettering, text: str) -> tuple[list[bytes], int]:
    """Return the bytes of each match, one search after the other, and how many are counted."""
    poem = LetteredPoem(MemoryPoem(data), lettering)
    session = FindSession(poem, lettered(TextScanner(text), poem))
    found: list[Match] = []
    place = 0
    while True:
        session.find(place)
        while session.work(1):
            pass
        if session.match is None or (found and session.match.start < place):
            break
        found.append(session.match)
        place = session.match.stop
    return [data[match.start : match.stop] for match in found], session.count


def test_a_word_is_found_across_its_colours() -> None:
    assert found_in(RED, Lettering(), "red") == ([b"re\x1b[1md\x1b[0m", b"red"], 2)
    assert found_in(RED, Lettering(colours=False), "red") == ([b"red"], 1)
    assert found_in(RED, Lettering(), "31m") == ([], 0)


@pytest.mark.parametrize("encoding", ["iso8859-1", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_word_is_found_in_any_encoding(encoding: str) -> None:
    text = "Übel\nein übler Tag, übler als gestern\nEnde"
    found, count = found_in(text.encode(encoding), Lettering(encoding), "übler")
    assert ([each.decode(encoding) for each in found], count) == (["übler"] * 2, 2)


@given(st.lists(st.sampled_from([b"\x1b[1m", b"\x1b[", b"a", b"b", "ö".encode(), b"\xff", b"\n"]), max_size=12))
def test_colours_are_left_out_as_by_hand(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    text = re.sub(rb"\x1b\[[0-9;:]*m", b"", data)
    found, count = found_in(data, Lettering(), "ab")
    assert count == text.count(b"ab") == len(found)
    assert all(Lettering().text(each) == "ab" for each in found)


def test_matches_to_be_marked_are_told_by_their_bytes() -> None:
    poem = MemoryPoem(RED)
    assert lettered(TextScanner("herring"), poem).matches_in(RED) == [(17, 24)]
    pattern = lettered(PatternScanner("h.r"), poem)
    assert pattern.matches_in(RED) is None
    pattern.close()
