"""What is sent now beside what was sent then: as streams, whatever the writes were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings.sent_comparison import SentComparison, SentDifference

writes = st.lists(st.tuples(st.booleans(), st.binary(max_size=4)), max_size=12)


@given(writes)
def test_the_first_byte_that_is_another_is_found(sent: list[tuple[bool, bytes]]) -> None:
    comparison = SentComparison()
    for is_then, data in sent:
        (comparison.sent_then if is_then else comparison.sent_now)(data, 0)
    then, now = (b"".join(data for is_then, data in sent if is_then is side) for side in (True, False))
    found = comparison.end()
    same = next((at for at, (a, b) in enumerate(zip(then, now, strict=False)) if a != b), min(len(then), len(now)))
    if not now or then == now:
        assert found is None
    else:
        assert found is not None
        assert found.at == same
        assert then[same:].startswith(found.then)
        assert now[same:].startswith(found.now)


def test_it_tells_after_how_much_of_the_wire() -> None:
    comparison = SentComparison()
    comparison.sent_now(b"HELO", 0)
    comparison.sent_then(b"HELO", 0)
    comparison.sent_then(b"NO", 7)
    comparison.sent_now(b"OK", 7)
    assert comparison.end() == SentDifference(4, 7, b"NO", b"OK")


def test_what_was_not_kept_cannot_be_compared() -> None:
    comparison = SentComparison()
    comparison.sent_now(b"HELO", 0)
    comparison.cannot_tell()
    assert comparison.end() is None
