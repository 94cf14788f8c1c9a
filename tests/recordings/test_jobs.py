"""What protocols do over a recording: each job says what it finds, and last what became of it."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any, cast

import pytest

from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.errors import PluginError
from poetrygui.hosts.messages import WAITS, Message
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.difference import Hunk, HunkKind
from poetrygui.recordings.jobs import JOBS, NUMBERS_OF_A_HUNK, hunks_of
from tests.recordings.recorded_folder import begin, record

CHUNKS = [b"3:one,4:tw", b"o\n,0:,"]


@pytest.fixture(scope="module")
def registry() -> ProtocolRegistry:
    return ProtocolRegistry(shipped_protocols())


def pinned(registry: ProtocolRegistry, name: str, **options: str) -> dict[str, Any]:
    return pin(registry, name, options).as_json()


def said(job: str, **arguments: Any) -> list[Message]:
    """Return all that a job says before it waits."""
    return [message for message in iter(JOBS[job](arguments).__next__, WAITS) if message is not None]


def last(messages: list[Message]) -> dict[str, Any]:
    return cast("dict[str, Any]", messages[-1])


def test_framing_anew_keeps_the_poem_and_tells_its_end(tmp_path: Path, registry: ProtocolRegistry) -> None:
    folder = record(tmp_path / "recording", CHUNKS, "raw")
    messages = said(
        "reframe", recording=str(folder), protocol=pinned(registry, "netstring"), output=str(tmp_path / "out")
    )
    assert (last(messages)["outcome"], last(messages)["frames"], last(messages)["bytes"]) == ("complete", 3, 7)
    assert messages[-2] == {"wire": 16, "frames": 3, "rows": 9}
    poem = StoredPoem.existing(tmp_path / "out")
    assert b"".join(poem.exact_pieces()) == b"onetwo\n"
    info = read_info(tmp_path / "out")
    assert info is not None
    assert info.ended is not None
    assert (info.protocol, info.ended.outcome) == ("netstring", Outcome.COMPLETE)
    poem.close()


def test_a_recording_that_goes_on_is_waited_for(tmp_path: Path, registry: ProtocolRegistry) -> None:
    writer = begin(tmp_path / "recording", CHUNKS[:1], "raw")
    job = JOBS["reframe"](
        {
            "recording": str(tmp_path / "recording"),
            "protocol": pinned(registry, "netstring"),
            "output": str(tmp_path / "out"),
            "follow": True,
        }
    )
    before: list[Message] = []
    for message in job:
        if message == WAITS:
            break
        if message is not None:
            before.append(message)
    assert before[-1] == {"wire": 10, "frames": 1, "rows": 4}
    writer.received(CHUNKS[1], 5000)
    writer.flush()
    after: list[Message] = []
    for message in job:
        if message == WAITS:
            break
        if message is not None:
            after.append(message)
    assert after[-1] == {"wire": 16, "frames": 3, "rows": 9}
    job.close()


def test_what_is_wrong_with_the_stream_is_told_with_its_bytes(tmp_path: Path, registry: ProtocolRegistry) -> None:
    folder = record(tmp_path / "recording", [b"3:one,oops"], "raw")
    messages = said(
        "reframe", recording=str(folder), protocol=pinned(registry, "netstring"), output=str(tmp_path / "out")
    )
    assert last(messages)["outcome"] == "protocol-error"
    assert last(messages)["undelivered_at"] == 6
    assert last(messages)["undelivered"]


def test_two_that_frame_alike_have_no_difference_and_others_their_first(
    tmp_path: Path, registry: ProtocolRegistry
) -> None:
    folder = record(tmp_path / "recording", [b"a\nb\n"], "raw")
    lines, raw = pinned(registry, "lines"), pinned(registry, "raw")
    same = said("compare", recording=str(folder), protocols=[lines, lines])
    assert len(same) == 1
    assert [result["outcome"] for result in last(same)["results"]] == ["complete", "complete"]
    numbers, end = said("compare", recording=str(folder), protocols=[lines, raw])
    assert isinstance(numbers, array)
    assert len(numbers) % NUMBERS_OF_A_HUNK == 0
    assert hunks_of(numbers)[0].wire[0] == 0
    assert len(cast("dict[str, Any]", end)["results"]) == 2


def test_a_comparison_that_may_take_no_time_tells_of_a_part(tmp_path: Path, registry: ProtocolRegistry) -> None:
    folder = record(tmp_path / "recording", [b"a\nb\n"] * 5, "raw")
    lines = pinned(registry, "lines")
    end = last(said("compare", recording=str(folder), protocols=[lines, lines], most_seconds=0))
    assert end["results"] == []
    assert 0 < end["compared_to"] < 20
    end = last(said("compare", recording=str(folder), protocols=[lines, lines], most_seconds=3600))
    assert (end["compared_to"], len(end["results"])) == (None, 2)


def test_differences_come_back_from_numbers() -> None:
    kinds = list(HunkKind)
    hunks = [Hunk(kind, (1, 2), (3, 4), (5, 6)) for kind in kinds]
    numbers = array("Q")
    for number, hunk in enumerate(hunks):
        numbers.extend((number, *hunk.wire, *hunk.ours, *hunk.theirs))
    assert hunks_of(numbers) == hunks
    assert hunks_of(array("Q")) == []


def test_where_frames_end_in_a_stretch_is_told_exactly(tmp_path: Path, registry: ProtocolRegistry) -> None:
    folder = record(tmp_path / "recording", [b"3:one,", b"0:,1:a,", b"1:b,"], "raw")
    messages = said("ends", recording=str(folder), protocol=pinned(registry, "netstring"), wire=[6, 13])
    assert messages[0] == {"first": 1}
    assert [list(cast("array[int]", each)) for each in messages[1:-1]] == [[9, 13]]
    assert last(messages) == {"depends": "", "is_exact": True}
    more = said("ends", recording=str(folder), protocol=pinned(registry, "netstring"), wire=[6, 17])
    assert more[0] == {"first": 1}, "told once"
    assert [list(cast("array[int]", each)) for each in more[1:-1]] == [[9, 13], [17]]


def test_what_fits_best_is_told_for_each_that_can_be_used(tmp_path: Path, registry: ProtocolRegistry) -> None:
    folder = record(tmp_path / "recording", CHUNKS, "raw")
    tried = [pinned(registry, name) for name in ("netstring", "slip")]
    fits = said("guess", recording=str(folder), protocols=tried)
    assert len(fits) == 2
    assert all("fit" in cast("dict[str, Any]", each) for each in fits)


def test_a_protocol_that_is_not_what_was_pinned_is_refused(tmp_path: Path, registry: ProtocolRegistry) -> None:
    folder = record(tmp_path / "recording", CHUNKS, "raw")
    other = {**pinned(registry, "netstring"), "sha256": "0" * 64}
    with pytest.raises(PluginError):
        said("reframe", recording=str(folder), protocol=other, output=str(tmp_path / "out"))


def test_a_stretch_is_framed_alone(tmp_path: Path, registry: ProtocolRegistry) -> None:
    strings = b"".join(b"5:%05d," % number for number in range(9000))
    folder = record(tmp_path / "recording", [strings], "raw")
    output = tmp_path / "out"
    output.mkdir()
    wire = [8 * 4000, 8 * 4100]
    messages = said(
        "preview", recording=str(folder), protocol=pinned(registry, "netstring"), output=str(output), wire=wire
    )
    poem = StoredPoem.existing(output)
    assert poem.read(0, poem.size) == b"".join(b"%05d\n" % number for number in range(4000, 4100))
    assert messages == [{"frames": 100}]
    poem.close()
