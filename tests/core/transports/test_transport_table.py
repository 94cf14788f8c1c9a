"""What is told of transports is what their classes say now, whatever was kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from poetrygui.core import transports
from poetrygui.core.transports.made_table import table_of_classes
from poetrygui.core.transports.transport_table import Table, Told, files_in, table_of
from tests.core.transports.pigeons import write_pigeon

MADE = {"pigeon": Told("pigeon", "Pigeon", ("pigeon:FRONT,BACK",), False, (("height", "Metres."),))}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return write_pigeon(tmp_path / "added")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were looked through."""
    looked: list[Path] = []

    def make(folder: Path) -> Table:
        looked.append(folder)
        return MADE

    monkeypatch.setattr(transports, "table_of_classes", make, raising=False)
    return looked


def test_it_is_made_once_for_the_files_that_there_are(folder: Path, made: list[Path]) -> None:
    assert table_of(folder) == MADE
    assert table_of(folder) == MADE
    assert made == [folder]
    pigeon = folder / "pigeon.py"
    before = pigeon.stat()
    # As another version of a package is put in its place: of the same size, and of the same hour.
    pigeon.write_bytes(pigeon.read_bytes().replace(b"= 40", b"= 50"))
    os.utime(pigeon, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert table_of(folder) == MADE
    (folder / "dove.py").write_bytes(b"")
    table_of(folder)
    (folder / "dove.py").unlink()
    assert table_of(folder) == MADE
    assert made == [folder] * 4


def test_another_version_of_the_program_makes_its_own(
    folder: Path, made: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    table_of(folder)
    monkeypatch.setattr("poetrygui.__version__", "9")
    table_of(folder)
    assert made == [folder] * 2


def test_nothing_is_kept_of_modules_that_are_no_files(tmp_path: Path, made: list[Path]) -> None:
    archive = tmp_path / "archive.zip"
    assert table_of(archive) == table_of(archive) == MADE
    assert made == [archive] * 2
    assert list(tmp_path.iterdir()) == []


def test_files_below_are_among_those_that_are_looked_at(folder: Path) -> None:
    (folder / "below").mkdir()
    (folder / "below" / "more.py").write_bytes(b"")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "more.py").write_bytes(b"")
    (folder / "plain.txt").write_bytes(b"")
    assert [Path(path).name for path, *_ in files_in(folder)] == ["more.py", "pigeon.py"]
    assert files_in(folder / "none") == []


def test_the_shipped_ones_are_told_as_their_classes_say() -> None:
    (home,) = transports.__path__
    assert table_of(Path(home)) == table_of_classes(Path(home))
