"""What is kept beside a file is of what it was made of, whole, and never needed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from poetrygui.kept_beside import keep_beside, read_kept


@pytest.fixture(autouse=True)
def _writes_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "one.py"


def test_it_is_read_for_what_it_was_made_of_alone(source: Path) -> None:
    assert read_kept(source, [1]) is None
    keep_beside(source, [1], {"a": (1, b"x")})
    assert read_kept(source, [1]) == {"a": (1, b"x")}
    assert read_kept(source, [2]) is None
    keep_beside(source, [2], "newer")
    assert (read_kept(source, [1]), read_kept(source, [2])) == (None, "newer")
    assert len(list((source.parent / "__pycache__").iterdir())) == 1


@pytest.mark.parametrize("data", [b"", b"\xff", b"i\x01\x00\x00\x00", b"(\x02\x00\x00\x00N"])
def test_what_is_no_such_thing_is_nothing(source: Path, data: bytes) -> None:
    keep_beside(source, None, "value")
    (kept,) = (source.parent / "__pycache__").iterdir()
    kept.write_bytes(data)
    assert read_kept(source, None) is None


def test_it_stands_where_python_has_its_own(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    keep_beside(source, 1, "value")
    assert read_kept(source, 1) == "value"
    assert not (tmp_path / "__pycache__").exists()


def test_nothing_is_kept_where_nothing_can_be(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (source.parent / "__pycache__").write_bytes(b"no folder")
    keep_beside(source, 1, "value")
    assert read_kept(source, 1) is None
    (source.parent / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep_beside(source, 1, "value")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys.implementation, "cache_tag", None)
    keep_beside(source, 1, "value")
    assert read_kept(source, 1) is None
    assert list(source.parent.iterdir()) == []
