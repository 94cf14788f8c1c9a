"""The list has every recording of a profile, and what is wrong with one hides no other."""

from __future__ import annotations

import datetime
from pathlib import Path

from attrs import evolve

from poetrygui.core.library.poem_folders import mark
from poetrygui.core.outcomes import Ended, Outcome, Undelivered
from poetrygui.core.poems.poem_info import read_info, write_info
from poetrygui.core.poems.recording import Recording
from poetrygui.recordings.listed_recordings import list_recordings, listed_recording
from tests.recordings.recorded_folder import begin, record
from tests.recordings.shortened_folder import shortened


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


def test_what_is_marked_and_what_all_files_take_is_listed(tmp_path: Path) -> None:
    folder = record(tmp_path / "x_20260101-aaaa", [b"12345"])
    assert not listed_recording(folder).is_marked
    mark(folder, kept=True)
    listed = listed_recording(folder)
    assert (listed.name, listed.size, listed.is_marked, listed.has_recording) == ("20260101-aaaa", 5, True, True)
    assert listed.disk_size == sum(path.stat().st_size for path in folder.iterdir()) > 5


def test_a_poem_of_which_only_the_frames_were_kept_has_no_recording(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "rows.000").write_bytes(b"verse\n")
    listed = listed_recording(tmp_path / "a")
    assert (listed.has_recording, listed.size, listed.disk_size) == (False, 0, 6)
    assert list_recordings(tmp_path) == []


def test_bytes_that_were_not_delivered_are_left_where_they_are(tmp_path: Path) -> None:
    folder = record(tmp_path / "a", [b"12345"])
    info = read_info(folder)
    assert info is not None
    ended = Ended(Outcome.CUT, "cut", undelivered=Undelivered(0, b"12345"))
    write_info(folder, evolve(info, ended=ended))
    assert listed_recording(folder).info.ended == evolve(ended, undelivered=None)


def test_of_one_that_was_too_long_the_size_is_what_is_kept(tmp_path: Path) -> None:
    folder = shortened(tmp_path / "1-aaaa")
    recording = Recording.existing(folder)
    (listed,) = list_recordings(tmp_path)
    assert listed.dropped == recording.dropped
    assert listed.size == recording.wire_size - recording.dropped.wire
    recording.close()
    (folder / "kept-part.json").write_bytes(b"{")
    (listed,) = list_recordings(tmp_path)
    assert "its dropped beginning is damaged" in listed.problem
