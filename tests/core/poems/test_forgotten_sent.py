"""Forgetting what was sent: nothing else in the log changes, and a log that is not whole stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems import forgotten_sent
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.forgotten_sent import forget_sent
from poetrygui.core.poems.kept_part import KeptPart
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import LOG, WIRE, Recording
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.wire_log import BLOCK, LogComposer, Run, Source
from poetrygui.core.poems.wire_records import Event, Received, Record, Sent, sent_forgotten
from poetrygui.errors import RecordingError
from tests.core.poems.recorded_poem import INFO
from tests.core.poems.test_store_recording import ticking
from tests.core.recordings import in_order, records

SECRET = b"a secret"
steps = st.one_of(
    records.map(lambda record: [record]),
    records.map(lambda record: [record] * 300),
    st.tuples(st.sampled_from(Source), st.integers(0, 2**40)),
)


def composed(given_steps: list[list[Record] | tuple[Source, int]], border: int | None = None) -> bytes:
    composer = LogComposer()
    if border is not None:
        composer.first_border(border)
    for step in given_steps:
        if isinstance(step, tuple):
            composer.begin_run(*step)
        else:
            for record in step:
                composer.add(record)
    return composer.take()


def recording_of(log: bytes, folder: Path) -> Recording:
    folder.mkdir(exist_ok=True)
    (folder / "log.000").write_bytes(log)
    return opened(folder)


def opened(folder: Path) -> Recording:
    recording = Recording(folder, PoemInfo("", "", "", ""), SegmentedFile(folder, WIRE), SegmentedFile(folder, LOG))
    recording.look()
    return recording


def told(recording: Recording) -> tuple[list[Record], list[Run], object]:
    sums = recording.sums
    numbers = sums.records, sums.chunks, sums.wire, sums.rows, sums.frames, sums.newlines, sums.added, sums.time
    return list(recording.records()), list(recording.runs()), (numbers, sums.runs, sums.first_border, sums.run)


@given(st.lists(steps, max_size=8), st.none() | st.integers(0, 2))
def test_all_is_as_it_was_but_for_what_was_sent(
    tmp_path_factory: pytest.TempPathFactory,
    given_steps: list[list[Record] | tuple[Source, int]],
    border: int | None,
) -> None:
    folder = tmp_path_factory.mktemp("recording")
    before = recording_of(composed(given_steps, border), folder)
    then_records, runs, sums = told(before)
    before.close()
    sent = [each for each in then_records if isinstance(each, Sent)]
    size = sum(len(each.data) for each in sent)
    assert forget_sent(folder) == size
    after = opened(folder)
    expected = [sent_forgotten(each.time, len(each.data)) if isinstance(each, Sent) else each for each in then_records]
    assert told(after) == ((expected if size else then_records), runs, sums)
    after.close()
    assert sorted(path.name for path in folder.iterdir()) == (["log.000"])
    assert then_records == in_order(then_records)


def test_nothing_of_it_is_left_on_disk(tmp_path: Path) -> None:
    log = composed([[Received(1, 5), Sent(2, SECRET * 5000), Received(3, 5), Sent(4, b"x")]])
    recording_of(log, tmp_path).close()
    (tmp_path / "log-without-sent.000").write_bytes(b"left by a program that died")
    assert forget_sent(tmp_path) == len(SECRET) * 5000 + 1
    assert [path.name for path in tmp_path.iterdir()] == ["log.000"]
    data = (tmp_path / "log.000").read_bytes()
    assert SECRET not in data
    assert len(data) < BLOCK
    assert (tmp_path / "log.000").stat().st_mode & 0o777 == 0o600
    events = [each for each in opened(tmp_path).records() if isinstance(each, Event)]
    assert events == [
        Event(2, EventKind.SENT_NOT_KEPT, f"{len(SECRET) * 5000:,} bytes, forgotten later"),
        Event(4, EventKind.SENT_NOT_KEPT, "1 byte, forgotten later"),
    ]
    assert forget_sent(tmp_path) == 0, "there is nothing more to forget"


def test_an_end_that_was_cut_off_is_left_out(tmp_path: Path) -> None:
    log = composed([[Received(1, 5), Sent(2, SECRET), Received(3, 5), Event(4, EventKind.LOST, "the end")]])
    recording_of(log[:-3], tmp_path).close()
    assert forget_sent(tmp_path) == len(SECRET)
    assert list(opened(tmp_path).records()) == [Received(1, 5), sent_forgotten(2, len(SECRET)), Received(3, 5)]


@pytest.mark.parametrize("at", [0, 500, BLOCK, BLOCK + 500])
def test_a_damaged_log_stays_as_it_is(tmp_path: Path, at: int) -> None:
    """What cannot be read cannot be kept, nor be told from what was sent."""
    log = bytearray(composed([[Received(number, 70_000, 3, 1, 2, 1) for number in range(2000)], [Sent(3000, SECRET)]]))
    assert len(log) > 3 * BLOCK
    log[at : at + 3] = b"\x7f\x7f\x7f"
    recording_of(bytes(log), tmp_path).close()
    with pytest.raises(RecordingError, match="damaged"):
        forget_sent(tmp_path)
    assert (tmp_path / "log.000").read_bytes() == log
    assert [path.name for path in tmp_path.iterdir()] == ["log.000"]


def test_a_log_that_one_file_cannot_hold_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgotten_sent, "read_kept_part", lambda _: KeptPart(10))
    log = composed([[Sent(2, SECRET)]])
    recording_of(log, tmp_path).close()
    with pytest.raises(RecordingError, match="too large"):
        forget_sent(tmp_path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("log.000", log)]


def test_a_log_whose_beginning_was_dropped_is_not_rewritten(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem", info=INFO, clock=ticking(), limit=12 * 1024)
    for number in range(2500):
        store.sent(b"%d" % number)
        store.received(b"%d" % number)
        store.flush()
    store.close_writing()
    with pytest.raises(RecordingError, match="the beginning was dropped for room: remove the recording"):
        forget_sent(tmp_path / "poem")
