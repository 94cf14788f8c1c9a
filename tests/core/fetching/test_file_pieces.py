"""A file in pieces: put together they are the file, or its lines."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.fetching import file_pieces
from poetrygui.core.fetching.file_pieces import FilePieces
from poetrygui.errors import SendError


def pieces_of(path: Path, *, by_lines: bool, ending: bytes = b"", most: int = 7) -> list[tuple[bytes, int]]:
    pieces = FilePieces(path, by_lines=by_lines, ending=ending)
    found = []
    while (piece := pieces.next(most)) is not None:
        found.append((piece.data, piece.size))
    pieces.close()
    pieces.close()
    assert sum(size for _, size in found) == pieces.size
    return found


@settings(max_examples=40)
@given(st.text(st.sampled_from("ab\r\n"), max_size=30).map(str.encode))
def test_pieces_are_the_file_and_lines_its_lines(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        bytes_in = pieces_of(path, by_lines=False, ending=b"!")
        assert b"".join(piece for piece, _ in bytes_in) == data + b"!"
        assert all(len(piece) <= 7 for piece, _ in bytes_in)
        lines = data.split(b"\n")
        wanted = lines if lines[-1] else lines[:-1]
        assert [piece for piece, _ in pieces_of(path, by_lines=True)] == [line.removesuffix(b"\r") for line in wanted]


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, why in (
        (tmp_path / "none", "no such file"),
        (tmp_path, "no regular file"),
        (tmp_path / "pipe", "no regul"),
    ):
        with pytest.raises(SendError, match=why):
            FilePieces(path, by_lines=False)


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_pieces, "LONGEST_LINE", 10)
    (tmp_path / "file").write_bytes(b"x" * 100)
    pieces = FilePieces(tmp_path / "file", by_lines=True)
    with pytest.raises(SendError, match="send the file as it is"):
        pieces.next()
    pieces.close()
