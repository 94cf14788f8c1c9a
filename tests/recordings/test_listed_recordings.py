"""The list has every recording of a profile, and what is wrong with one hides no other."""

from __future__ import annotations

import datetime
from pathlib import Path

from poetrygui.recordings.listed_recordings import list_recordings
from tests.recordings.recorded_folder import begin, record


def test_open_and_closed_ones_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    poems, closed = tmp_path / "poems", tmp_path / "closed"
    record(poems / "20260102-000000-000000-bbbb", [b"xy"])
    record(closed / "20260105-000000-000000_20260101-000000-000000-aaaa", [b"x"])
    begin(poems / "20260103-000000-000000-cccc", [b"xyz"])
    (poems / "20260104-000000-000000-no-recording").mkdir()
    listed = list_recordings(poems, closed)
    assert [(each.id, each.size, each.has_ended) for each in listed] == [
        ("aaaa", 1, True),
        ("bbbb", 2, True),
        ("cccc", 3, False),
    ]
    assert listed[0].started == datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def test_a_name_that_is_not_the_only_one_is_said_whole(tmp_path: Path) -> None:
    for day in (1, 2):
        record(tmp_path / f"2026010{day}-000000-000000-aaaa", [b"x"])
    assert [each.id for each in list_recordings(tmp_path)] == [
        "20260101-000000-000000-aaaa",
        "20260102-000000-000000-aaaa",
    ]


def test_what_cannot_be_read_is_said_beside_it(tmp_path: Path) -> None:
    (record(tmp_path / "1-aaaa", [b"x"]) / "poem.json").write_bytes(b"{")
    (record(tmp_path / "2-bbbb", [b"x"]) / "poem.json").unlink()
    damaged, without, *_ = list_recordings(tmp_path, tmp_path / "nowhere")
    assert "it was damaged" in damaged.problem or "was damaged" in damaged.problem
    assert without.problem == "nothing is noted about it"
    assert (without.started, without.has_ended) == (None, False)
