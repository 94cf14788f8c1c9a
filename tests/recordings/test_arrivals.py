"""When the rows of a poem came is looked up at some places, however long it is, and each is looked up once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings import arrivals as module
from poetrygui.recordings.arrivals import FIRST_STEP, Arrivals
from tests.recordings.framed_folder import CLOCK, record_lines

LINE = b"x" * (FIRST_STEP - 1) + b"\n"
WAITS = [1_000_000, 1_000_000, 30_000_000, 1_000_000]


@pytest.fixture
def poem(tmp_path: Path) -> Iterator[StoredPoem]:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [LINE] * 4, waits=WAITS))
    yield poem
    assert poem.recording is not None
    poem.recording.close()
    poem.close()


def test_a_stretch_takes_as_long_as_the_next_one_is_waited_for(poem: StoredPoem) -> None:
    arrivals = Arrivals(lambda _: (poem, 0))
    assert not arrivals.work(poem.size, 9)
    found = arrivals.stretches(poem.size)
    assert [each.moment for each in found] == [CLOCK + seconds for seconds in (1, 2, 32, 33)]
    assert [each.seconds for each in found] == [1, 30, 1, 0]
    assert [each.rate for each in found][:2] == [FIRST_STEP, FIRST_STEP / 30]
    assert found[-1].stop == poem.size


def test_a_longer_poem_has_longer_stretches_and_no_place_is_looked_up_again(
    monkeypatch: pytest.MonkeyPatch, poem: StoredPoem
) -> None:
    monkeypatch.setattr(module, "MOST", 4)
    asked: list[int] = []

    def where(offset: int) -> tuple[StoredPoem | None, int]:
        asked.append(offset // FIRST_STEP)
        return None, 0

    arrivals = Arrivals(where)
    for lines in range(1, 17):
        while arrivals.work(lines * FIRST_STEP, 0):
            pass
    assert asked == [0, 1, 2, 3, 4, 6, 8, 12]
    found = arrivals.stretches(16 * FIRST_STEP)
    assert [(each.start // FIRST_STEP, each.stop // FIRST_STEP) for each in found] == [
        (0, 4),
        (4, 8),
        (8, 12),
        (12, 16),
    ]
    assert {each.rate for each in found} == {None}


def test_what_is_hidden_or_not_kept_is_left_out(poem: StoredPoem) -> None:
    arrivals = Arrivals(lambda _: (poem, 0))
    arrivals.work(poem.size, 9)
    arrivals.begins_at(2 * FIRST_STEP + 5)
    assert [each.start for each in arrivals.stretches(poem.size)] == [2 * FIRST_STEP, 3 * FIRST_STEP]
    arrivals.begins_at(0)
    assert arrivals.lacks(poem.size)
    assert Arrivals(lambda _: (None, 0)).stretches(0) == []
