"""A recording in one file is the same one again, byte for byte, with all that its protocol made of it."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given

from poetrygui.core.poems.border_blocks import BorderPacker
from poetrygui.core.poems.kept_part import ALL, KeptPart, read_kept_part, write_kept_part
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.poemrec_blocks import BlockKind, read_blocks
from poetrygui.recordings.poemrec_export import write_poemrec
from tests.recordings.poemrecs import exported, framed, imported
from tests.recordings.random_recordings import Told, told_recordings
from tests.recordings.recorded_folder import record


@given(told_recordings())
def test_it_comes_back_with_every_byte(told: Told) -> None:
    with tempfile.TemporaryDirectory() as folder:
        recording = told.write(Path(folder) / "recording")
        (made,), problem = imported(exported(recording.directory), Path(folder) / "poems")
        assert problem == ""
        again = Recording.existing(made.folder)
        assert list(again.records()) == list(recording.records())
        assert again.wire(0, again.wire_size) == told.wire
        assert again.info == recording.info
        recording.close()
        again.close()


def test_what_was_made_of_it_is_there_too(tmp_path: Path) -> None:
    folder = framed(tmp_path / "recording", 6000)
    (folder / "protocol.py").write_text("an author's source")
    (made,), problem = imported(exported(folder), tmp_path / "poems")
    assert problem == ""
    names = {path.name for path in folder.iterdir()}
    assert (
        {path.name for path in made.folder.iterdir()} == names > {"rows.000", "borders.000", "log.000", "protocol.py"}
    )
    for name in names - {"poem.json"}:
        assert (made.folder / name).read_bytes() == (folder / name).read_bytes(), name
    poem, before = StoredPoem.existing(made.folder), StoredPoem.existing(folder)
    assert (poem.size, poem.frame_count, poem.line_count) == (before.size, before.frame_count, before.line_count)
    assert poem.frame_count == 6000
    poem.close()
    before.close()


def test_a_piece_of_the_log_stands_behind_what_it_tells_of(tmp_path: Path) -> None:
    blocks = list(read_blocks(io.BytesIO(exported(framed(tmp_path / "recording", 6000)))))
    kinds = [block.kind for block in blocks]
    assert kinds[0] is BlockKind.INFO
    assert kinds[-1] is BlockKind.END
    assert kinds.count(BlockKind.LOG) > 3
    assert kinds.count(BlockKind.WIRE) == kinds.count(BlockKind.LOG)


def test_what_is_no_source_stays_where_it_is(tmp_path: Path) -> None:
    folder = record(tmp_path / "recording", [b"x"])
    (tmp_path / "secret").write_text("of another program")
    (folder / "protocol.py").symlink_to(tmp_path / "secret")
    assert b"of another program" not in exported(folder)


def test_one_that_grows_is_written_as_far_as_it_has_grown(tmp_path: Path) -> None:
    recording = Recording.existing(framed(tmp_path / "recording", 100))
    pieces: list[bytes] = []

    def write(data: bytes) -> None:
        pieces.append(data)
        with (recording.directory / "wire.000").open("ab") as wire:
            wire.write(b"more")

    write_poemrec(recording, write)
    (made,), problem = imported(b"".join(pieces), tmp_path / "poems")
    assert (problem, made.missing, made.size) == ("", (), 300)
    recording.close()


@pytest.mark.parametrize("in_blocks", [False, True])
@pytest.mark.parametrize("part", [ALL, KeptPart(segment_size=1024 * 1024)])
def test_the_version_is_that_of_what_is_in_it(tmp_path: Path, in_blocks: bool, part: KeptPart) -> None:
    folder = framed(tmp_path / "recording", 600)
    if in_blocks:
        path = folder / "borders.000"
        path.write_bytes(BorderPacker().pack(path.read_bytes()))
    if part != ALL:
        write_kept_part(folder, part)
    data = exported(folder)
    noted = json.loads(next(iter(read_blocks(io.BytesIO(data)))).content)
    assert noted["version"] == (3 if in_blocks else 1 if part == ALL else 2)
    (made,), problem = imported(data, tmp_path / "poems")
    assert problem == ""
    assert read_kept_part(made.folder) == part
    poem = StoredPoem.existing(made.folder)
    assert b"".join(poem.exact_pieces()) == b"a\nab" * 300
    assert poem.frame_count == 600
    poem.close()
