"""A file whose bytes another folder has: linked segment by segment, and written where that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.files.shared_segments import SharedSegments

DATA = bytes(range(40))


def folders(base: Path) -> tuple[Path, Path]:
    """Make a folder with the file, in segments of eight bytes, and one for the other."""
    there, here = base / "there", base / "here"
    there.mkdir()
    here.mkdir()
    file = SegmentedFile(there, "wire", segment_size=8)
    file.append(DATA)
    file.close_writing()
    return there, here


@pytest.mark.parametrize("can_link", [True, False])
@given(pieces=st.lists(st.integers(0, 20), max_size=6))
def test_what_is_appended_can_be_read_whether_it_is_linked_or_written(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[int], can_link: bool
) -> None:
    there, here = folders(tmp_path_factory.mktemp("files"))
    file = SharedSegments(here, "wire", there if can_link else here / "nowhere", segment_size=8)
    at = 0
    for size in pieces:
        file.append(DATA[at : at + size])
        at = min(at + size, len(DATA))
        assert file.size == at
        assert file.read(0, at) == DATA[:at]
    file.close_writing()
    file.close_reading()
    begun = -(-at // 8)
    assert sorted(path.name for path in here.iterdir()) == [f"wire.{number:03}" for number in range(begun)]
    assert all(path.samefile(there / path.name) is can_link for path in here.iterdir())


def test_a_link_of_that_name_is_not_followed(tmp_path: Path) -> None:
    there, here = folders(tmp_path)
    (tmp_path / "other").write_bytes(b"somebody else's")
    (there / "wire.000").unlink()
    (there / "wire.000").symlink_to(tmp_path / "other")
    file = SharedSegments(here, "wire", there, segment_size=8)
    file.append(DATA)
    file.close_writing()
    assert not (here / "wire.000").is_symlink()
    assert (here / "wire.000").read_bytes() == DATA[:8]
    assert (tmp_path / "other").read_bytes() == b"somebody else's"
