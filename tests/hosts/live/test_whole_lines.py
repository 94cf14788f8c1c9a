"""Lines are handed on whole, wherever what was printed is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.hosts.live.whole_lines import LONGEST, WholeLines


@given(st.lists(st.text(alphabet="ab\n").map(str.encode)))
def test_every_piece_ends_a_line_and_nothing_is_lost(pieces: list[bytes]) -> None:
    told: list[bytes] = []
    lines = WholeLines(told.append)
    for piece in pieces:
        lines.feed(piece)
    lines.end()
    assert all(each.endswith(b"\n") for each in told)
    whole = b"".join(pieces)
    assert b"".join(told) == (whole if whole.endswith(b"\n") or not whole else whole + b"\n")


def test_a_line_that_does_not_end_is_not_waited_for() -> None:
    told: list[bytes] = []
    WholeLines(told.append).feed(b"x" * (LONGEST + 1))
    assert told == [b"x" * (LONGEST + 1) + b"\n"]
