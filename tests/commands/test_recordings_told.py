"""What is said of a recording whatever is known of it."""

from __future__ import annotations

import json
from pathlib import Path

from attrs import evolve

from poetrygui.commands.recordings_told import columns, imported_as_json, imported_line, listed_as_json
from poetrygui.core.outcomes import Ended, Outcome, WhatIsKept
from poetrygui.core.poems.kept_part import Dropped
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.recordings.listed_recordings import ListedRecording
from poetrygui.recordings.new_recordings import Imported

INFO = PoemInfo("10.1.2.3:7", "10.1.2.3:7", "raw", "2026-01-01T00:00:00+00:00")


def test_one_that_has_no_end_and_one_of_which_nothing_is_known() -> None:
    running = ListedRecording("ab12", Path("ab12"), INFO, 5)
    assert columns(running)[0] == "ab12"
    assert columns(running)[2:] == ["", "5 bytes", "unended", "raw", "10.1.2.3:7"]
    assert json.loads(listed_as_json(running))["outcome"] is None
    unknown = ListedRecording("ab12", Path("ab12"), PoemInfo("", "", "", ""), 5, "nothing is noted about it")
    assert columns(unknown)[1:] == ["", "", "5 bytes", "unended", "", "nothing is noted about it"]
    assert json.loads(listed_as_json(unknown))["problem"] == "nothing is noted about it"


def test_what_is_kept_is_told_where_it_is_not_everything() -> None:
    told = []
    for kept in (None, *WhatIsKept):
        listed = ListedRecording("ab12", Path("ab12"), evolve(INFO, kept=kept), 5)
        told.append((columns(listed)[-1], json.loads(listed_as_json(listed))["kept"]))
    assert told == [
        ("10.1.2.3:7", None),
        ("10.1.2.3:7", "everything"),
        ("10.1.2.3:7: only what arrives is kept", "arrivals"),
        ("10.1.2.3:7: not recorded", "nothing"),
    ]
    both = ListedRecording("ab12", Path("ab12"), evolve(INFO, kept=WhatIsKept.ARRIVALS), 5, is_marked=True)
    assert columns(both)[-1] == "10.1.2.3:7: only what arrives is kept, marked as kept"


def test_a_beginning_that_is_not_kept_is_told() -> None:
    listed = ListedRecording("ab12", Path("ab12"), INFO, 5, dropped=Dropped(wire=1_500_000, frames=3))
    assert columns(listed)[-1] == "10.1.2.3:7: without the first 1.5 MB"
    told = json.loads(listed_as_json(listed))["dropped"]
    assert (told["wire"], told["frames"], told["time"]) == (1_500_000, 3, 0)


def test_what_is_missing_is_told() -> None:
    info = PoemInfo("a", "a", "raw", "", ended=Ended(Outcome.CUT, "as it was", frames=1))
    imported = Imported(Path("20260101-000000-000000-ab12"), info, 5, ("1 byte missing at byte 5", "3 more"))
    assert imported_line(imported) == "ab12: 5 bytes in 1 frame, cut: a: 1 byte missing at byte 5; 3 more"
    assert json.loads(imported_as_json(imported))["missing"] == ["1 byte missing at byte 5", "3 more"]


def test_frames_that_a_file_has_not_are_told_apart_from_those_that_it_has() -> None:
    ended = Ended(Outcome.COMPLETE, "the server closed the connection", frames=2)
    imported = Imported(Path("ab12"), evolve(INFO, protocol="netstring", ended=ended), 12, has_frames=False)
    assert "12 bytes as they came, without the 2 frames of netstring, complete: " in imported_line(imported)
    assert "12 bytes in 2 frames, complete: " in imported_line(evolve(imported, has_frames=True))
    raw = evolve(imported, info=evolve(imported.info, protocol="raw"))
    assert "12 bytes in 2 frames, complete: " in imported_line(raw), "these are what came"
