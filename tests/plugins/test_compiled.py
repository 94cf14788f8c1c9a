"""What comes with the program is compiled once, and what is kept of that is never of other bytes."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from poetrygui.paths import shipped_protocols
from poetrygui.plugins.compiled import Compiled, compile_source, compiled_shipped, only_read
from poetrygui.plugins.header import Header
from poetrygui.plugins.source_file import SourceFile

SOURCE = b'"""Says where it stands."""\nAPI = 1\nTITLE = "One"\nvalue = 1\n'


@pytest.fixture(autouse=True)
def _writes_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "protocols").mkdir()
    return tmp_path / "protocols"


def kept_in(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


def value_of(compiled: Compiled) -> object:
    assert compiled.code is not None
    names: dict[str, object] = {}
    exec(compiled.code, names)
    return names["value"]


def test_it_is_read_again_as_it_was_compiled(folder: Path) -> None:
    source = SourceFile(folder / "one.py", SOURCE)
    made = compiled_shipped(source)
    (kept,) = kept_in(folder)
    assert made.header == Header("One", "Says where it stands.", 1)
    assert value_of(made) == 1
    # Of the same bytes nothing else would ever be kept.
    before = kept.stat().st_ino
    again = compiled_shipped(source)
    assert (again.header, again.code) == (made.header, made.code)
    assert kept.stat().st_ino == before


def test_other_bytes_and_another_place_are_compiled_anew(folder: Path) -> None:
    path = folder / "one.py"
    compiled_shipped(SourceFile(path, SOURCE))
    assert value_of(compiled_shipped(SourceFile(path, SOURCE.replace(b"= 1\n", b"= 2\n")))) == 2
    (kept,) = kept_in(folder)
    moved = folder / "two.py"
    kept.rename(kept.with_name(kept.name.replace("one", "two")))
    code = compiled_shipped(SourceFile(moved, SOURCE)).code
    assert code is not None
    assert code.co_filename == str(moved)


@pytest.mark.parametrize("left", [0, 10, 32, 40])
def test_what_is_kept_in_part_is_not_taken(folder: Path, left: int) -> None:
    source = SourceFile(folder / "one.py", SOURCE)
    compiled_shipped(source)
    (kept,) = kept_in(folder)
    kept.write_bytes(kept.read_bytes()[:left])
    assert value_of(compiled_shipped(source)) == 1
    assert kept_in(folder) == [kept]


def test_it_is_compiled_where_nothing_can_be_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = SourceFile(folder / "one.py", SOURCE)
    (folder / "__pycache__").write_bytes(b"no folder")
    assert value_of(compiled_shipped(source)) == 1
    (folder / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert value_of(compiled_shipped(source)) == 1
    assert kept_in(folder) == []


def test_others_may_read_what_is_kept_as_they_may_read_the_program(folder: Path) -> None:
    compiled_shipped(SourceFile(folder / "one.py", SOURCE))
    (kept,) = kept_in(folder)
    (folder / "like").write_bytes(b"")
    assert stat.S_IMODE(kept.stat().st_mode) == stat.S_IMODE((folder / "like").stat().st_mode)


def test_what_cannot_be_compiled_is_a_syntax_error(folder: Path) -> None:
    for source in (b"class", b"return"):
        with pytest.raises(SyntaxError):
            compiled_shipped(SourceFile(folder / "one.py", source))
    assert kept_in(folder) == []
    assert only_read(SourceFile(folder / "one.py", b"return")) == Compiled(Header())
    with pytest.raises(SyntaxError):
        compile_source(SourceFile(folder / "one.py", b"return"))


def test_each_shipped_protocol_is_as_its_file_says() -> None:
    for path in shipped_protocols().glob("*.py"):
        source = SourceFile(path, path.read_bytes())
        assert compiled_shipped(source).header == only_read(source).header
