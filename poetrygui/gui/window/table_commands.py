"""The commands about the table of frames in the text's place."""

from __future__ import annotations

from attrs import evolve
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from poetrygui.gui import frames
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.recording_commands import has_recording_or_reason, why_no_recording
from poetrygui.gui.window.situation import Situation


def table_commands(tabs: PoemTabs, window: QWidget) -> tuple[Command, ...]:
    """Return the commands on the tables of ``tabs``; ``window`` is below what asks."""

    def show_table() -> None:
        tabs.show_recordings(evolve(tabs.recording_look, table=not tabs.recording_look.table))
        tab = tabs.current()
        if tab is not None:
            tab.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_detail() -> None:
        tabs.show_recordings(evolve(tabs.recording_look, detail=not _shows_detail(tabs), table=True))

    def choose_columns() -> None:
        tab = tabs.current()
        if tab is not None:
            frames.choose_columns(tabs.tools.fields, tab.poem.info.protocol, window)

    def fade() -> None:
        tabs.show_recordings(evolve(tabs.recording_look, fades=not tabs.recording_look.fades))

    return (
        Command(
            "actionShowTable",
            "Frames as a table",
            show_table,
            "Show frames as a table instead of the text: when each came, its size, which way it went, and its fields",
            keys=Keys("F7"),
            spots=(Spot(Place.VIEW, 2), Spot(Place.VIEW_MENU, 2)),
            enabled=_has_frames_or_reason,
            checked=_has_table,
            words=_why_no_frames,
        ),
        Command(
            "actionShowFrame",
            "One frame beside the table",
            show_detail,
            "Show beside the table the frame that is chosen there: its fields, its text, its bytes, and what changed",
            keys=Keys("Shift+F7"),
            spots=(Spot(Place.VIEW, 2),),
            enabled=_has_frames_or_reason,
            checked=lambda situation: _has_table(situation) and situation.tabs_show.recordings.detail,
            words=_why_no_frames,
        ),
        Command(
            "actionColumns",
            "Columns &of the table …",
            choose_columns,
            "Choose which fields have columns in the table, and in which order",
            spots=(Spot(Place.VIEW, 2),),
            enabled=lambda situation: situation.has_frames and _has_table(situation),
        ),
        Command(
            "actionFade",
            "Fade what is as in the frame before",
            fade,
            "Show fields that are as in the frame before in a quieter colour",
            spots=(Spot(Place.VIEW, 2),),
            enabled=_has_table,
            checked=lambda situation: situation.tabs_show.recordings.fades,
        ),
    )


def _has_table(situation: Situation) -> bool:
    return situation.tabs_show.recordings.table


def _shows_detail(tabs: PoemTabs) -> bool:
    return tabs.recording_look.table and tabs.recording_look.detail


def _has_frames_or_reason(situation: Situation) -> bool:
    return situation.has_frames or has_recording_or_reason(situation)


def _why_no_frames(situation: Situation) -> str:
    return "" if situation.has_frames else why_no_recording(situation)
