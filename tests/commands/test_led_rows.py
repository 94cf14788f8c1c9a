"""Rows of one stream among those of others: whole rows alone are written, each with its name before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.commands.led_rows import LedRows

PIECES = st.lists(st.binary(max_size=6) | st.sampled_from([b"\n", b"a\n", b"\n\nb"]), max_size=8)


def led(pieces: list[bytes], at_once: int = 1_000_000) -> list[bytes]:
    """Return what is written, call for call, by one who takes so many bytes at once."""
    written: list[bytes] = []

    def write_some(data: memoryview) -> int:
        written.append(bytes(data[:at_once]))
        return len(written[-1])

    rows = LedRows("a:1: ", write_some)
    for piece in pieces:
        assert rows.write_some(memoryview(piece)) == len(piece)
    rows.finish()
    return written


@given(PIECES, st.integers(1, 5))
def test_each_row_has_the_name_before_it_whatever_the_pieces(pieces: list[bytes], at_once: int) -> None:
    data = b"".join(pieces)
    rows = data.split(b"\n") if not data.endswith(b"\n") else data[:-1].split(b"\n")
    expected = b"".join(b"a:1: " + row + b"\n" for row in rows) if data else b""
    assert b"".join(led(pieces)) == expected
    assert b"".join(led(pieces, at_once)) == expected
    assert all(call.endswith(b"\n") for call in led(pieces))


def test_a_row_without_an_end_is_not_held_for_ever() -> None:
    assert led([b"x" * 40_000] * 2) == [b"a:1: " + b"x" * 80_000 + b"\n"]
    assert led([b"x" * 40_000] * 3) == [b"a:1: " + b"x" * 80_000 + b"\n", b"a:1: " + b"x" * 40_000 + b"\n"]


def test_another_lead_begins_a_row_and_without_one_all_is_written_as_it_comes() -> None:
    written: list[bytes] = []

    def write_some(data: memoryview) -> int:
        written.append(bytes(data))
        return len(data)

    rows = LedRows("", write_some)
    rows.write_some(memoryview(b"no"))
    assert written == [b"no"]
    written.clear()
    for lead, data in (("a: ", b"one\ntw"), ("b: ", b"three\n"), ("c: ", b""), ("a: ", b"four")):
        rows.lead_by(lead)
        rows.write_some(memoryview(data))
    rows.finish()
    assert b"".join(written) == b"a: one\na: tw\nb: three\na: four\n"
