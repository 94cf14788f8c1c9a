"""Bytes in pieces against the same bytes as one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.held_bytes import HeldBytes

pieces = st.lists(st.text("a\n", max_size=4).map(str.encode), max_size=5)


@given(st.data(), st.lists(pieces, max_size=4))
def test_any_bytes_are_found_where_they_stand_and_nowhere_else(data: st.DataObject, rounds: list[list[bytes]]) -> None:
    held, plain = HeldBytes(), b""
    for round_ in rounds:
        for piece in round_:
            held.add(piece)
            plain += piece
        assert held.size == len(plain)
        start = data.draw(st.integers(0, len(plain) + 1))
        stop = data.draw(st.integers(start, len(plain) + 1))
        other = data.draw(st.text("a\n", max_size=9)).encode()
        assert held.has(plain[start:stop], start) == (start <= len(plain))
        assert held.has(other, start) == (start <= len(plain) and plain[start:].startswith(other))
        if data.draw(st.booleans()):
            assert held.behind_last(b"\n") == plain.rfind(b"\n") + 1
        gone = data.draw(st.integers(0, len(plain)))
        held.let_go(gone)
        plain = plain[gone:]
    held.clear()
    assert (held.size, held.has(b""), held.has(b"a"), held.behind_last(b"a")) == (0, True, False, 0)


def test_what_goes_on_in_the_next_piece_is_found() -> None:
    held = HeldBytes()
    held.add(b"a" * 1000 + b"rest")
    held.let_go(1000)
    held.add(b" and more")
    assert held.has(b"rest and more")
    assert not held.has(b"a", 0)


def test_a_piece_is_let_go_with_what_leads_it_where_it_is_that_very_object() -> None:
    held = HeldBytes()
    chunk = bytes(bytearray(b"st\ntwo\nth"))
    held.add(b"one\nfir")
    held.add(chunk)
    assert not held.take_led(b"fir", chunk, 7)
    held.let_go(4)
    for lead, piece in ((b"FIR", chunk), (b"ir", chunk), (b"", chunk), (b"fir", bytes(bytearray(chunk)))):
        assert not held.take_led(lead, piece, 7)
    assert held.size == 12
    assert held.take_led(b"fir", chunk, 7)
    assert held.has(b"th")
    assert held.take(b"th")
    assert not held.take_led(b"", chunk, 7)
