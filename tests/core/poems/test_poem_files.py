"""The four files of a poem: looked at, closed and removed together."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from poetrygui.core.poems.poem_files import PoemFiles, append_all
from tests.core.reference_rows import descriptors_of


def test_descriptors_are_given_back_and_what_is_read_is_opened_anew(tmp_path: Path) -> None:
    files = PoemFiles(tmp_path)
    for file in (files.rows, files.borders, files.wire, files.log):
        file.append(b"x")
    assert descriptors_of(tmp_path) == 4
    assert files.sizes.total == 4
    files.close_writing()
    again = PoemFiles(tmp_path)
    again.look()
    assert [file.read(0, 9) for file in (again.rows, again.borders, again.wire, again.log)] == [b"x"] * 4
    assert descriptors_of(tmp_path) == 4
    again.close_reading()
    assert descriptors_of(tmp_path) == 0


def test_deleting_removes_the_folder_with_what_is_noted_there(tmp_path: Path) -> None:
    files = PoemFiles(tmp_path / "poem")
    assert files.write(partial(files.rows.append, b"x")) is None
    (files.directory / "poem.json").write_text("{}")
    files.delete()
    assert list(tmp_path.iterdir()) == []


def test_deleting_leaves_what_somebody_else_has_put_there(tmp_path: Path) -> None:
    (tmp_path / "wire.000").write_bytes(b"of somebody else")
    files = PoemFiles(tmp_path)
    assert files.write(partial(files.rows.append, b"x")) is None
    assert isinstance(files.write(partial(files.wire.append, b"x")), FileExistsError)
    files.delete()
    assert [path.name for path in tmp_path.iterdir()] == ["wire.000"]


def test_small_blocks_are_written_together_and_in_their_order(tmp_path: Path) -> None:
    files = PoemFiles(tmp_path)
    blocks = [b"a", b"b" * 70_000, b"c", b"", b"d" * 60_000, b"e" * 60_000]
    append_all(files.rows, blocks)
    assert files.rows.read(0, 1_000_000) == b"".join(blocks)
    files.close_reading()
    files.close_writing()


def test_what_is_seldom_written_is_given_back_unless_all_are_kept(tmp_path: Path) -> None:
    for name, kept in (("given", 0), ("kept", 1)):
        files = PoemFiles(tmp_path / name, keeps_open=bool(kept))
        files.write(partial(files.rows.append, b"x"))
        assert files.can_close_rows is not bool(kept)
        if files.can_close_rows:
            files.close_rows()
        assert descriptors_of(tmp_path / name) == kept
        files.close_writing()
