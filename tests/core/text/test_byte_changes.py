"""Which bytes of a message are others than in the one before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.text.byte_changes import changed_stretches

messages = st.lists(st.sampled_from(b"ab\0"), max_size=9).map(bytes)


@given(messages, messages)
def test_what_is_not_named_is_as_before(now: bytes, before: bytes) -> None:
    stretches = changed_stretches(now, before)
    if len(now) == len(before):
        changed = {at for start, stop in stretches for at in range(start, stop)}
        assert changed == {at for at in range(len(now)) if now[at] != before[at]}
        return
    (start, stop) = stretches[0] if stretches else (0, 0)
    if stretches:
        assert (now[:start], now[stop:]) == (before[:start], before[len(before) - len(now) + stop :])
    else:
        assert len(now) < len(before)


def test_each_byte_of_two_that_are_as_long_and_what_is_between_in_others() -> None:
    assert changed_stretches(b"T=21;P=7", b"T=31;P=8") == [(2, 3), (7, 8)]
    assert changed_stretches(b"T=121;P=7", b"T=21;P=7") == [(2, 3)]
    assert changed_stretches(b"a", b"a") == []
    assert changed_stretches(b"", b"abc") == []
    assert changed_stretches(b"abc", b"") == [(0, 3)]
