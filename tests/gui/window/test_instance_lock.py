"""Who has a profile open is asked of the system: no number of a process, and no file that was left, passes for one."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.gui.window.instance_lock import InstanceLock
from tests.gui.hands import said
from tests.gui.scripted import open_window, tabs_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "running"


def test_each_sees_the_others_until_they_go(folder: Path) -> None:
    first = InstanceLock(folder)
    assert first.is_alone
    second = InstanceLock(folder)
    assert (second.has_others, second.problem) == (True, "")
    assert [first.is_alone_now, second.is_alone_now] == [False, False]
    first.release()
    assert second.is_alone_now
    second.release()
    assert list(folder.iterdir()) == []
    third = InstanceLock(folder)
    assert third.is_alone
    assert third.is_alone_now
    third.release()


def test_what_a_killed_program_left_is_nobodys_though_another_has_its_number(folder: Path) -> None:
    folder.mkdir()
    # As an earlier version wrote it; this very process is the other program.
    abandoned = folder / f"{os.getpid()}-0123abcd.lock"
    abandoned.write_text(f"{os.getpid()}\n{Path('/proc/self/exe').resolve().name}\n{socket.gethostname()}\n\n\n")
    lock = InstanceLock(folder)
    assert lock.is_alone
    assert not abandoned.exists()
    lock.release()


def test_poems_are_shown_where_no_lock_can_be_taken_and_nothing_of_them_is_changed(
    tmp_path: Path, wait_for: Any, wait_until: Any
) -> None:
    profile = tmp_path / "profile"
    poem = profile / "poems" / "20260101-000000-000000-aaaaaaaa"
    poem.mkdir(parents=True)
    (poem / "rows.000").write_bytes(b"half a poem")
    (profile / "running").write_text("no folder, so that nobody, root neither, can make a file in it")
    with open_window(profile, wait_for) as window:
        (tab,) = tabs_of(window)
        assert isinstance(tab.poem.state, Ended)
        assert tab.poem.state.outcome is Outcome.INTERRUPTED
        wait_until(lambda: tab.view.text_between(0, 0) == "half a poem")
        assert any("cannot be written to" in problem.sentence for problem in window.report.problems)
        assert "open already" not in said(window)
    assert [path.name for path in poem.iterdir()] == ["rows.000"]


def test_an_interrupted_poem_is_noted_where_the_program_is_alone(tmp_path: Path, wait_for: Any) -> None:
    poem = tmp_path / "poems" / "20260101-000000-000000-aaaaaaaa"
    poem.mkdir(parents=True)
    (poem / "rows.000").write_bytes(b"half a poem")
    with open_window(tmp_path, wait_for):
        pass
    assert json.loads((poem / "poem.json").read_text())["poem"]["ended"]["outcome"] == "interrupted"
