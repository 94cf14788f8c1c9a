"""Folders and files for their user alone, whatever the umask is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from poetrygui.core.files.atomic_file import write_atomically
from poetrygui.core.poems.poem_info import PoemInfo, write_info
from poetrygui.core.poems.store import PoemStore
from poetrygui.paths import Profile, make_private_file, make_private_folder
from poetrygui.plugins.adopt import adopt_file
from poetrygui.plugins.scaffold import create_protocol


@contextmanager
def umask(value: int) -> Iterator[None]:
    before = os.umask(value)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("mask", [0, 0o022, 0o077, 0o177, 0o777])
def test_what_the_program_makes_is_its_users_alone(tmp_path: Path, mask: int) -> None:
    given = tmp_path / "given.py"
    given.write_bytes(b"")
    given.chmod(0o600)
    with umask(mask):
        profile = Profile(tmp_path / "deep" / "profile")
        profile.make()
        write_atomically(profile.root / "settings" / "settings.json", b"{}")
        create_protocol(profile.protocols, "fresh")
        adopt_file(given, profile.root / "adopted")
        store = PoemStore(profile.poems / "1")
        store.frame(b"verse")
        store.flush()
        write_info(profile.poems / "2", PoemInfo("a", "b", "raw", ""))
    store.close()
    made = [*(tmp_path / "deep").rglob("*"), tmp_path / "deep"]
    assert len(made) > 10
    for path in made:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_a_folder_that_is_there_keeps_its_mode_and_what_is_none_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private_folder(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileExistsError):
        make_private_folder(tmp_path / "file")
    with pytest.raises(NotADirectoryError):
        make_private_folder(tmp_path / "file" / "below")
    with pytest.raises(FileExistsError):
        make_private_file(tmp_path / "file", os.O_WRONLY)
