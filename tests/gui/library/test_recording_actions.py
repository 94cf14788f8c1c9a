"""What is done with chosen recordings, wherever their folders are by then; and what could not be done is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from PyQt6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.files.disk import InlineDisk
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.kept_poems import KeptPoems
from poetrygui.core.library.poem_folders import folders_by_name, is_marked
from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.gui.library.recording_actions import RecordingActions
from poetrygui.gui.library.recording_model import Row, new_row
from poetrygui.recordings.listed_recordings import listed_recording
from tests.gui.library.listed import INFO, leave, there


@define
class Acts:
    """What is done with recordings, and what was told of it."""

    actions: RecordingActions
    kept: KeptPoems
    profile: Path
    window: QWidget
    is_alone: bool = True
    told: list[str] = field(factory=list)
    changed: list[set[str]] = field(factory=list)

    def rows(self, *names: str) -> list[Row]:
        found = folders_by_name(*self.kept.places)
        return [new_row(listed_recording(found[name]), None, is_alone=self.is_alone) for name in names]

    def question(self) -> QMessageBox:
        (box,) = self.window.findChildren(QMessageBox)
        return box

    def delete(self, *names: str) -> None:
        self.actions.ask_to_delete(self.window, self.rows(*names))
        box = self.question()
        box.buttonClicked.emit(next(each for each in box.buttons() if each.text().replace("&", "") == "Delete"))
        box.close()


@pytest.fixture
def acts(reactor: Any, qtbot: QtBot, profile: Path) -> Acts:
    window = QWidget()
    qtbot.addWidget(window)
    kept = KeptPoems(reactor, profile / "poems", profile / "closed", InlineDisk())
    actions = RecordingActions(window, kept, lambda: found.is_alone)
    found = Acts(actions, kept, profile, window)
    actions.told.connect(found.told.append)
    actions.changed.connect(found.changed.append)
    return found


def test_all_are_shown_the_topmost_last_so_that_it_is_seen(acts: Acts) -> None:
    names = [leave(acts.profile, day) for day in (1, 2, 3)]
    shown: list[str] = []
    acts.actions.show_wanted.connect(shown.append)
    acts.actions.open(acts.rows(*names))
    assert shown == names[::-1]


@pytest.mark.parametrize("runs, is_open, can", [(False, False, True), (True, True, True), (True, False, False)])
def test_what_runs_elsewhere_cannot_be_shown(acts: Acts, runs: bool, is_open: bool, can: bool) -> None:
    name = leave(acts.profile, 1)
    (row,) = acts.rows(name)
    poem = KeptPoem(PoemInfo("", "", "", ""), Path(name), Receiving())
    if is_open:
        acts.kept.in_use.hold(poem)
    running = new_row(row.listed, poem, is_alone=True) if runs else row
    assert acts.actions.can_open(running) is can


def test_marks_are_put_on_all_and_taken_off_where_all_have_them(acts: Acts) -> None:
    names = [leave(acts.profile, 1), leave(acts.profile, 2, place="poems")]
    acts.actions.keep(acts.rows(names[0]))
    acts.actions.keep(acts.rows(*names))
    assert [is_marked(each) for each in folders_by_name(*acts.kept.places).values()] == [True, True]
    acts.actions.keep(acts.rows(*names))
    assert [is_marked(each) for each in folders_by_name(*acts.kept.places).values()] == [False, False]
    assert acts.changed == [{names[0]}, set(names), set(names)]
    assert acts.told == ["", "", ""]


def test_a_mark_that_cannot_be_put_is_said(acts: Acts, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    rows = acts.rows(leave(acts.profile, 1))
    monkeypatch.setattr("poetrygui.gui.library.recording_actions.mark_all", refuse)
    acts.actions.keep(rows)
    assert acts.told == ["It could not be marked: Permission denied."]


def test_what_has_a_tab_loses_it_first_and_cannot_be_brought_back(acts: Acts) -> None:
    names = [leave(acts.profile, 1), leave(acts.profile, 2, place="poems")]
    poem = acts.kept.in_use.hold(
        KeptPoem(INFO, acts.kept.folder / names[1], Ended(Outcome.COMPLETE, "the server closed the connection"))
    )
    acts.actions.close_wanted.connect(lambda _: acts.kept.close(poem, TabPlace()))
    acts.delete(names[1])
    assert there(acts.profile) == names[:1]
    assert not acts.kept.can_reopen
    assert acts.changed == [{names[1]}]
    assert acts.told[0].startswith("Deleted 1 recording, ")


def test_the_question_tells_what_goes_along_with_it(acts: Acts) -> None:
    names = [leave(acts.profile, day, f"server {day}") for day in (1, 2, 3)]
    acts.actions.keep(acts.rows(names[0]))
    acts.actions.ask_to_delete(acts.window, acts.rows(names[0]))
    assert acts.question().text().startswith("Delete the recording of “server 1” from 2026-01-01 ")
    assert acts.question().text().endswith(" for good? It is marked as kept.")
    acts.question().deleteLater()
    acts.question().setParent(None)
    acts.is_alone = False
    acts.actions.ask_to_delete(acts.window, acts.rows(*names))
    assert acts.question().text().startswith("Delete 3 recordings, ")
    assert (
        acts.question()
        .text()
        .endswith(" for good? Marked as kept: 1. Another window has this profile open, and may show it.")
    )


def test_what_could_not_be_deleted_is_said_and_stays_in_the_list(acts: Acts, monkeypatch: pytest.MonkeyPatch) -> None:
    name = leave(acts.profile, 1)

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    acts.delete(name)
    assert acts.told[0].endswith("could not be removed: Permission denied.")
    assert there(acts.profile) == [name]


def test_one_is_handed_on_from_where_it_is_now(acts: Acts) -> None:
    name = leave(acts.profile, 1, place="poems")
    (row,) = acts.rows(name)
    wanted: list[tuple[Path, PoemInfo]] = []
    acts.actions.export_wanted.connect(lambda *given: wanted.append(given))
    (acts.profile / "closed").mkdir()
    moved = (acts.profile / "poems" / name).rename(acts.profile / "closed" / f"x_{name}")
    acts.actions.export(row)
    assert wanted == [(moved, row.listed.info)]
    moved.rename(acts.profile / "elsewhere")
    acts.actions.export(row)
    assert len(wanted) == 1
    assert acts.told == ["It is not there any more."]
    assert acts.changed == [{name}]
