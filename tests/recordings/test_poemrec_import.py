"""A recording in one file loses nothing before a cut, and nothing in it can do harm."""

from __future__ import annotations

import io
import json
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.new_recordings import NewRecordings
from poetrygui.recordings.poemrec_blocks import MAGIC, Block, BlockKind, read_blocks, write_block
from poetrygui.recordings.poemrec_import import import_poemrec
from poetrygui.recordings.told_info import NO_END, told_info
from tests.recordings.poemrecs import INFO, exported, framed, imported

NOTED = Block(BlockKind.INFO, json.dumps({"version": 1, "poem": told_info(INFO)}).encode())


def file_of(*blocks: Block) -> bytes:
    file = io.BytesIO()
    file.write(MAGIC)
    for block in blocks:
        write_block(file.write, block.kind, block.content)
    return file.getvalue()


def blocks_of(data: bytes) -> Sequence[Block]:
    return list(read_blocks(io.BytesIO(data)))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return exported(framed(tmp_path_factory.mktemp("whole") / "recording", 3000))


@pytest.fixture(scope="module")
def true_log(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The log of a thousand chunks, in two blocks."""
    blocks = blocks_of(exported(framed(tmp_path_factory.mktemp("log") / "recording", 1000)))
    return b"".join(block.content for block in blocks if block.kind is BlockKind.LOG)


@given(st.data())
def test_wherever_it_is_cut_what_came_before_is_a_recording(whole: bytes, data: st.DataObject) -> None:
    blocks = blocks_of(whole)
    ends = [len(file_of(*blocks[:number])) for number in range(len(blocks))]
    cut = data.draw(st.one_of(st.integers(ends[1], len(whole) - 1), st.sampled_from(ends[1:])))
    before = [block for block, end in zip(blocks, ends[1:], strict=False) if end <= cut]
    with tempfile.TemporaryDirectory() as folder:
        (made,), problem = imported(whole[:cut], Path(folder) / "poems")
        recording = Recording.existing(made.folder)
        assert ("cut off" in problem) == (cut not in ends)
        assert recording.wire_size == sum(len(block.content) for block in before if block.kind is BlockKind.WIRE)
        assert recording.wire(0, 9000) == (b"\2a\n\2ab" * 1500)[: recording.wire_size]
        # The log is never ahead of the wire, so that every record has its bytes.
        assert recording.sums.wire <= recording.wire_size
        assert made.missing == ()
        assert made.info.ended is not None
        assert (made.info.ended.outcome, made.info.ended.reason) == (Outcome.INTERRUPTED, NO_END)
        poem = StoredPoem.existing(made.folder)
        assert poem.read(0, 9000) == (b"a\nab\n" * 1500)[: poem.size]
        assert poem.frame_count == recording.sums.frames == recording.sums.chunks
        assert (poem.frame_count > 0) == (BlockKind.LOG in [block.kind for block in before])
        poem.close()
        recording.close()


def test_what_is_left_of_a_block_is_not_lost_for_a_damaged_one(whole: bytes, tmp_path: Path) -> None:
    damaged = bytearray(whole)
    damaged[len(whole) // 2] ^= 1
    (made,), problem = imported(bytes(damaged), tmp_path / "poems")
    assert "damaged at byte" in problem
    assert 3000 < made.size < 9000


def test_a_wire_that_is_behind_its_log_is_what_is_missing(whole: bytes, tmp_path: Path) -> None:
    blocks = [block for block in blocks_of(whole) if block.kind is not BlockKind.WIRE]
    (made,), problem = imported(file_of(*blocks), tmp_path / "poems")
    assert (problem, made.missing) == ("", ("9,000 bytes missing at byte 0",))


def test_the_source_is_kept_as_it_is_and_is_for_its_user_alone(tmp_path: Path) -> None:
    source = b"open('trace', 'w')\n\xff not even text"
    (made,), problem = imported(file_of(NOTED, Block(BlockKind.PROTOCOL, source)), tmp_path / "poems")
    assert problem == ""
    assert (made.folder / "protocol.py").read_bytes() == source
    assert stat.S_IMODE((made.folder / "protocol.py").stat().st_mode) == 0o600
    assert not Path("trace").exists()


def test_no_name_in_it_is_that_of_a_file(tmp_path: Path) -> None:
    told = told_info(INFO) | {"name": "../../name", "address": "/etc/address", "protocol": "../protocol"}
    noted = Block(BlockKind.INFO, json.dumps({"version": 1, "poem": told}).encode())
    (made,), _ = imported(file_of(noted, Block(BlockKind.WIRE, b"abc")), tmp_path / "profile" / "poems")
    assert made.info.name == "../../name"
    assert {path.relative_to(tmp_path).parts[:2] for path in tmp_path.rglob("*")} == {
        ("profile",),
        ("profile", "poems"),
    }
    assert {path.name for path in made.folder.iterdir()} == {"poem.json", "wire.000"}


WIRE, SOURCE = Block(BlockKind.WIRE, b"abc"), Block(BlockKind.PROTOCOL, b"")


@pytest.mark.parametrize(
    "blocks, sentence",
    [
        ([], "nothing is noted of it"),
        ([WIRE], "nothing is noted of it"),
        ([Block(BlockKind.INFO, b"{}")], "not what belongs there"),
        ([Block(BlockKind.INFO, b"[]")], "not what belongs there"),
        ([Block(BlockKind.INFO, b'{"version": 4}')], "later version"),
        ([Block(BlockKind.INFO, b'{"version": 1, "poem": {"name": "../.."}}')], "not what belongs there"),
        ([Block(BlockKind.INFO, b" " * 600_000)], "larger than any note"),
    ],
)
def test_what_is_no_recording_makes_none(tmp_path: Path, blocks: list[Block], sentence: str) -> None:
    made, problem = imported(file_of(*blocks), tmp_path / "poems")
    assert made == []
    assert sentence in problem


@pytest.mark.parametrize(
    "blocks, sentence",
    [
        ([WIRE, NOTED], "goes on where it should have ended"),
        ([WIRE, SOURCE, SOURCE], "two protocols"),
        ([WIRE, Block(BlockKind.END, b"{}")], "not what belongs there"),
    ],
)
def test_what_does_not_belong_there_ends_it(tmp_path: Path, blocks: list[Block], sentence: str) -> None:
    (made,), problem = imported(file_of(NOTED, *blocks), tmp_path / "poems")
    assert sentence in problem
    assert made.size == 3


@given(
    log=st.binary(max_size=300),
    at=st.integers(0, 10_000),
    rows=st.binary(max_size=20),
    borders=st.binary(max_size=40),
)
def test_nothing_that_is_read_of_it_can_be_more_than_there_is(
    true_log: bytes, log: bytes, at: int, rows: bytes, borders: bytes
) -> None:
    at %= len(true_log)
    with tempfile.TemporaryDirectory() as folder:
        for hostile in (log, true_log[:at] + log + true_log[at + len(log) :]):
            pieces = [(BlockKind.LOG, hostile), (BlockKind.ROWS, rows), (BlockKind.BORDERS, borders)]
            blocks = [NOTED, WIRE, *(Block(kind, content) for kind, content in pieces)]
            made, problem = imported(file_of(*blocks), Path(folder) / "poems")
            assert made or problem
            for each in made:
                poem = StoredPoem.existing(each.folder)
                assert len(poem.read(0, 2**70)) <= 3 + len(rows)
                assert poem.size <= 3 + len(rows)
                assert sum(map(len, poem.exact_pieces())) <= 3 + len(rows)
                poem.close()
                recording = Recording.existing(each.folder)
                assert sum(1 for _ in recording.chunks()) >= 0
                recording.close()


def test_nothing_is_left_of_what_cannot_be_written(
    whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("poetrygui.core.files.segments.write_some", full)
    with pytest.raises(OSError, match="No space"), NewRecordings(tmp_path / "poems") as recordings:
        import_poemrec(io.BytesIO(whole), recordings, lambda _: None)
    assert list((tmp_path / "poems").iterdir()) == []
