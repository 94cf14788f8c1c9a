"""Bytes below a text begin where that is: at what is looked at, at its end, or at what is at fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import Undelivered
from poetrygui.gui.recording.bytes_pane import BytesPane
from poetrygui.gui.recording.recording_look import RecordingLook
from tests.gui.recording.recorded_views import RecordedView
from tests.recordings.framed_folder import record_lines

LINE = 11
"""Bytes of a line with what ends it on the wire, CR and LF; its row has one less."""
WIRE = b"".join(b"line %04d\r\n" % number for number in range(500))
CHUNKS = [WIRE[at : at + 37] for at in range(0, len(WIRE), 37)]
BYTES = RecordingLook(bytes=True)


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[RecordedView]:
    shown = RecordedView(qtbot, record_lines(tmp_path / "poem", [*CHUNKS, b"unfin", b"ished"], ending=b"\r\n"))
    yield shown
    shown.release()


def test_bytes_begin_where_the_text_is_in_each_tab_and_each_time(shown: RecordedView, qtbot: QtBot) -> None:
    shown.hide()  # as a tab is that is not seen
    shown.parts.show_look(BYTES)
    shown.view.show_offset(300 * (LINE - 1))
    view = shown.parts.bytes_pane.view
    assert view.selected.span == (0, 0)
    shown.show()
    qtbot.waitUntil(lambda: view.selected.span == (300 * LINE, 300 * LINE))
    shown.parts.show_look(RecordingLook())
    shown.view.show_offset(100 * (LINE - 1))
    shown.parts.show_look(BYTES)
    assert view.selected.span == (100 * LINE, 100 * LINE)


def test_bytes_end_where_the_text_does_that_is_followed(shown: RecordedView) -> None:
    shown.view.follow()
    for look in (BYTES, RecordingLook(), BYTES):
        shown.parts.show_look(look)
        QApplication.processEvents()
        if look is BYTES:
            view = shown.parts.bytes_pane.view
            assert view.selected.span == (len(WIRE) + 10, len(WIRE) + 10)
            assert view.top > 0
            assert view.rows_bar.value() == view.rows_bar.maximum()
            view.select(0, 0)
            shown.view.follow()
    assert shown.view.following


def test_it_leads_to_the_bytes_at_fault(shown: RecordedView) -> None:
    told = Undelivered(len(WIRE), b"unfinished")
    shown.parts.show_fault(told)
    assert not shown.findChildren(BytesPane)
    shown.parts.show_look(BYTES)
    QApplication.processEvents()
    view = shown.parts.bytes_pane.view
    assert view.selected.caret == len(WIRE)
    assert view.marked == (len(WIRE), len(WIRE) + 10)
    assert view.top <= len(WIRE) < view.top + view.page_rows * 16
    view.select(0, 0)
    shown.parts.show_fault(told)
    assert view.selected.caret == 0, "it is led there once"
    shown.parts.show_fault(Undelivered(len(WIRE) - 2, b"\r\nunfinished", is_exact=False))
    assert view.selected.caret == len(WIRE) + 9, "where it is not sure where they begin, to their end"
    shown.parts.show_fault(None)
    assert not bool(view.marked)
    assert shown.parts.bytes_pane.find_bar.told.text() == ""
