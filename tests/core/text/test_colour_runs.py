"""A row has the colours that its sequences set, from column to column, and never more of them than are drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.text.colour_runs import MOST_RUNS, PLAIN, ColourRun, Style, colour_runs, style_before, styled
from poetrygui.core.text.display_text import shown_text
from tests.gui.memory_poem import MemoryPoem

RED = Style(text=1)


@pytest.mark.parametrize(
    "sequence, style",
    [
        ("\x1b[31m", RED),
        ("\x1b[91;103m", Style(text=9, ground=11)),
        ("\x1b[1;2;3;4;7;9m", Style(None, None, True, True, True, True, True, True)),
        ("\x1b[38;5;208m", Style(text=208)),
        ("\x1b[48;2;1;2;3m", Style(ground=(1, 2, 3))),
        ("\x1b[48:2:1:2:3m", Style(ground=(1, 2, 3))),
        ("\x1b[48:2::1:2:3m", Style(ground=(1, 2, 3))),
        ("\x1b[4:3m", Style(underlined=True)),
        ("\x1b[4:0m", PLAIN),
        ("\x1b[38;5;999m", PLAIN),
        ("\x1b[38;2;1;2m", PLAIN),
        ("\x1b[38m", PLAIN),
        ("\x1b[8m", PLAIN),
        ("\x1b[123456789m", PLAIN),
    ],
)
def test_a_sequence_sets_a_style(sequence: str, style: Style) -> None:
    assert styled(PLAIN, sequence) == style
    assert styled(style, "\x1b[m") == PLAIN
    assert styled(style, "\x1b[39;49;22;23;24;27;29m") == PLAIN


def test_runs_are_counted_in_columns_of_what_is_shown() -> None:
    row = "😀\x1b[31mrö\x07d\x1b[0m plain \x1b[1mb".encode()
    shown = shown_text(row, Lettering())
    runs, style = colour_runs(row, Lettering())
    units = shown.encode("utf-16-le")
    assert [units[2 * run.start : 2 * run.stop].decode("utf-16-le") for run in runs] == [shown[1:-8], "b"]
    assert (runs[0].style, style) == (RED, Style(bold=True))
    assert colour_runs(b"more", Lettering(), RED) == ([ColourRun(0, 4, RED)], RED)


def test_a_row_in_the_midst_of_a_line_goes_on_as_the_line_does() -> None:
    poem = MemoryPoem(b"\x1b[32mbefore\nplain \x1b[31mred and more")
    assert style_before(poem, poem.size - 4) == RED
    assert style_before(poem, 20) == PLAIN


@given(
    st.lists(st.sampled_from([b"\x1b[1m", b"\x1b[3", b"\x1b[0m", b"\x1b[38;5;1m", b"x", b"\xff", b"\r"]), max_size=20)
)
def test_runs_follow_one_another_within_the_row(pieces: list[bytes]) -> None:
    row = b"".join(pieces)
    runs, _ = colour_runs(row, Lettering())
    edges = [place for run in runs for place in (run.start, run.stop)]
    assert edges == sorted(edges)
    assert not edges or edges[-1] <= len(shown_text(row, Lettering()))
    assert colour_runs(row, Lettering(colours=False))[0] == []


def test_there_are_no_more_runs_than_can_be_drawn() -> None:
    assert len(colour_runs(b"\x1b[1mx\x1b[0mx" * (MOST_RUNS + 9), Lettering())[0]) == MOST_RUNS
