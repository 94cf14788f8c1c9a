"""Lines of a standard error, wherever they are cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.transports.streams.asides import Aside
from poetrygui.core.transports.streams.error_lines import LONGEST_LINE, ErrorLines


@given(st.lists(st.sampled_from([b"one", b"two \n", b"\n", b"\r\n", "ä".encode(), b"\xff"]), max_size=8))
def test_all_is_told_whatever_the_pieces_are(pieces: list[bytes]) -> None:
    told: list[Aside] = []
    lines = ErrorLines(told.append)
    for piece in pieces:
        lines.came(piece)
    lines.end()
    lines.end()
    whole = b"".join(pieces).decode("utf-8", "replace")
    said = [line for line in whole.splitlines() if line.strip()]
    assert [line for each in told for line in each.text.splitlines() if line.strip()] == said
    assert lines.last == (" ".join(said[-1].split()) if said else "")
    assert not lines.is_full


def test_it_is_full_with_what_is_not_told_any_more() -> None:
    told: list[Aside] = []
    lines = ErrorLines(told.append)
    while not lines.is_full:
        lines.came(b"x" * LONGEST_LINE)
    assert told[-1] == Aside("more came on the command's standard error than is shown", is_remark=True)
