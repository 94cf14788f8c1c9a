"""A poem that is passed on and not kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.passed_poem import PassedPoem
from tests.core.poems import Delivery, deliveries, reference_of


@given(deliveries, st.booleans())
def test_any_deliveries(given_deliveries: list[Delivery], exact: bool) -> None:
    written: list[bytes] = []
    poem = PassedPoem(written.append, exact=exact, where="a list")
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

    def write(data: bytes) -> None:
        tries.append(data)
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
