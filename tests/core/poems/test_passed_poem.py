"""A poem that is passed on and not kept."""

from __future__ import annotations

import errno
from collections.abc import Callable
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.passed_poem import PassedPoem
from tests.core.reference_rows import Delivery, deliveries, reference_of


def taking(written: list[bytes], most: int = 1 << 20) -> Callable[[memoryview], int]:
    """Return what takes at most so many bytes in one call, as a pipe or a signal has it."""

    def write(data: memoryview) -> int:
        written.append(bytes(data[:most]))
        return len(written[-1])

    return write


@given(deliveries, st.booleans())
def test_any_deliveries(given_deliveries: list[Delivery], exact: bool) -> None:
    written: list[bytes] = []
    poem = PassedPoem(taking(written), exact=exact, where="a list")
    for delivery in [*given_deliveries, Delivery("flush")]:
        delivery.to(poem)
        if delivery.method == "flush":
            poem.flush()
    expected = reference_of(given_deliveries)
    assert b"".join(written) == (expected.exact if exact else expected.rows)
    assert (poem.exact_size, poem.frame_count) == (len(expected.exact), len(expected.whole))


def test_an_error_is_told_once_and_nothing_is_written_afterwards() -> None:
    errors: list[OSError] = []
    tries: list[bytes] = []

    def write(data: memoryview) -> int:
        tries.append(bytes(data))
        raise BrokenPipeError(32, "Broken pipe")

    poem = PassedPoem(write, exact=False, where="a pipe")
    poem.on_error = errors.append
    notices: list[bool] = []
    unsubscribe = poem.subscribe(lambda: notices.append(True))
    for _ in range(3):
        poem.frame(b"verse")
        poem.flush()
    unsubscribe()
    assert tries == [b"verse\n"]
    assert errors == [poem.error]
    assert not poem.disk_is_full
    assert (poem.exact_size, poem.frame_count, notices) == (0, 0, [])
    written: list[bool] = []
    poem.when_written(lambda: written.append(True))
    assert written == [True]


class _Full:
    """A place that has room for so many bytes and no more."""

    def __init__(self, room: int) -> None:
        self.data = b""
        self._room = room

    def write(self, data: memoryview) -> int:
        taken = bytes(data[: self._room - len(self.data)])
        self.data += taken
        if not taken:
            raise OSError(errno.ENOSPC, "No space left on device")
        return len(taken)


@given(deliveries, st.booleans(), st.integers(1, 7))
def test_short_writes_lose_nothing(given_deliveries: list[Delivery], exact: bool, most: int) -> None:
    written: list[bytes] = []
    poem = PassedPoem(taking(written, most), exact=exact, where="a pipe")
    for delivery in [*given_deliveries, Delivery("flush")]:
        delivery.to(poem)
        if delivery.method == "flush":
            poem.flush()
    expected = reference_of(given_deliveries)
    assert b"".join(written) == (expected.exact if exact else expected.rows)
    assert poem.exact_size == len(expected.exact)


@given(deliveries, st.booleans(), st.integers(0, 40))
def test_after_a_full_disk_the_counts_are_those_of_the_file(
    given_deliveries: list[Delivery], exact: bool, room: int
) -> None:
    full = _Full(room)
    poem = PassedPoem(full.write, exact=exact, where="a disk")
    for delivery in [*given_deliveries, Delivery("flush")]:
        delivery.to(poem)
        if delivery.method == "flush":
            poem.flush()
    expected = reference_of(given_deliveries)
    assert full.data == (expected.exact if exact else expected.rows)[:room]
    # As many frames as are there whole, and all their bytes, with what there is of the next.
    whole = [frame if exact or frame.endswith(b"\n") else frame + b"\n" for frame in expected.whole]
    ends = [0, *accumulate(map(len, whole))]
    if poem.error is None:
        assert (poem.exact_size, poem.frame_count) == (len(expected.exact), len(expected.whole))
    else:
        count = sum(end <= room for end in ends[1:])
        # Frames without a byte of their own may follow the last byte that there was room for.
        assert poem.frame_count <= count
        assert ends[poem.frame_count] == ends[count]
        before = sum(map(len, expected.whole[:count]))
        rest = [*expected.whole[count:], expected.open or b""][0]
        assert poem.exact_size == min(before + room - ends[count], before + len(rest))
    assert poem.disk_is_full == (poem.error is not None)
