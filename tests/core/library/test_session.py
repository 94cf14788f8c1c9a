"""What a window was at work on is kept and read back, and no damage to it keeps another from opening."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.session import Session, SessionTab, read_session, write_session

KEPT = Session(
    tabs=(SessionTab("0123abcd", TabPlace(0, 9, following=False, anchor=3, caret=5)), SessionTab("4567cdef")),
    current="4567cdef",
    wraps=False,
    zoom=-2,
    running=("a server's",),
    recent=("127.0.0.1:1", "\udcff:2"),
)


@pytest.mark.parametrize("session", [Session(), KEPT])
def test_what_is_kept_is_read_back(tmp_path: Path, session: Session) -> None:
    write_session(tmp_path / "session.json", session)
    assert read_session(tmp_path / "session.json") == (session, "")


def test_there_is_none_at_first(tmp_path: Path) -> None:
    assert read_session(tmp_path / "session.json") == (Session(), "")
    assert list(tmp_path.iterdir()) == []


@given(st.binary(max_size=200) | st.sampled_from([b'{"version": 99}', b'{"version": 1, "zoom": true}', b"[" * 100_000]))
def test_what_is_damaged_is_set_aside_and_told(tmp_path_factory: pytest.TempPathFactory, damage: bytes) -> None:
    path = tmp_path_factory.mktemp("profile") / "session.json"
    path.write_bytes(damage)
    session, problem = read_session(path)
    assert session == Session()
    assert "set aside as" in problem
    assert [each.read_bytes() for each in path.parent.iterdir()] == [damage]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "session.json").mkdir()
    session, problem = read_session(tmp_path / "session.json")
    assert session == Session()
    assert problem
