"""Lines of a block are told by the poem that they are of, and others between."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.poem_runs import PoemRun, PoemRuns
from tests.recordings.framed_folder import record_lines


@pytest.mark.parametrize("has_all", [True, False])
def test_runs_end_where_another_line_stands_between(tmp_path: Path, has_all: bool) -> None:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [b"1\n2\n3\n4\n"]))
    asked: list[int] = []

    def at(offset: int) -> tuple[StoredPoem | None, int]:
        asked.append(offset)
        return (None, 0) if offset == 104 else (poem, offset - 100 - 2 * (offset > 104))

    runs = PoemRuns(at, has_all=has_all)
    data = b"1\n2\n-\n3\n4"
    expected = [PoemRun(poem, 0, 0, 4), PoemRun(None, 0, 4, 6), PoemRun(poem, 4, 6, 9)]
    assert [*runs.of(data, 100)] == expected
    asked.clear()
    assert [*runs.of(b"1\n2\n", 100)] == [PoemRun(poem, 0, 0, 4)]
    assert asked == [100, 102]
    asked.clear()
    assert [*runs.of(b"3\n4\n5\n", 106)] == [PoemRun(poem, 4, 0, 6)]
    assert asked == ([106, 110] if has_all else [106, 108, 110])
    assert [*runs.of(b"", 100)] == []
    assert poem.recording is not None
    poem.recording.close()
    poem.close()
