"""The commands about what came on the wire, beside and below the poem that is seen."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from poetrygui.gui import recording
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.recording.recording_look import RecordingLook
from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.situation import Situation
from poetrygui.gui.window.tab_calls import has_recording

NO_RECORDING = "(what came on the wire was not kept here)"
NOT_WANTED = "(nothing was recorded, since this server's setting says so)"


def recording_commands(tabs: PoemTabs, window: QWidget, note: Callable[[str], object]) -> tuple[Command, ...]:
    """Return the commands on the recordings of ``tabs``; ``window`` is below what asks, ``note`` tells sentences."""

    def show_ruler() -> None:
        wanted = not tabs.recording_look.ruler
        _show(tabs, evolve(tabs.recording_look, ruler=wanted))
        _give_keyboard(tabs, lambda parts: parts.ruler if wanted else None)

    def show_bytes() -> None:
        wanted = not tabs.recording_look.bytes
        _show(tabs, evolve(tabs.recording_look, bytes=wanted))
        _give_keyboard(tabs, lambda parts: parts.bytes_pane if wanted else None)

    def show_times() -> None:
        _show(tabs, evolve(tabs.recording_look, times=tabs.recording_look.times.following))

    def show_frames() -> None:
        _show(tabs, evolve(tabs.recording_look, frames=not tabs.recording_look.frames))

    def show_arrivals() -> None:
        _show(tabs, evolve(tabs.recording_look, arrivals=not tabs.recording_look.arrivals))

    def go_to_pause(*, backward: bool = False) -> None:
        if not tabs.recording_look.arrivals:  # whoever goes there wants to see them
            show_arrivals()
        tab = tabs.current()
        if tab is not None and not (strip := tab.parts.beside.arrivals).go_to_pause(backward=backward):
            note(strip.no_pause)

    def go_to_time() -> None:
        tab = tabs.current()
        if tab is not None:
            recording.GoToTime(tab.parts, window).open()

    def forget_sent() -> None:
        tab = tabs.current()
        if tab is not None:
            tab.forget_sent()

    return (
        Command(
            "actionShowRuler",
            "Show the &ruler",
            show_ruler,
            "Show chunks and frames below the text: where they end, when they came, and what was sent",
            keys=Keys("Ctrl+R"),
            spots=(Spot(Place.VIEW, 2),),
            enabled=has_recording_or_reason,
            checked=lambda situation: situation.tabs_show.recordings.ruler,
            words=why_no_recording,
        ),
        Command(
            "actionShowBytes",
            "Show b&ytes",
            show_bytes,
            "Show the bytes of the wire below the text, in hex",
            keys=Keys("Ctrl+B"),
            spots=(Spot(Place.VIEW, 2),),
            enabled=has_recording_or_reason,
            checked=lambda situation: situation.tabs_show.recordings.bytes,
            words=why_no_recording,
        ),
        Command(
            "actionShowTimes",
            "Show &times",
            show_times,
            "Show beside the text when it came: since the start, of the day, since the frame before, or not",
            keys=Keys("Ctrl+T"),
            spots=(Spot(Place.VIEW, 2),),
            enabled=has_recording_or_reason,
            checked=lambda situation: situation.tabs_show.recordings.times.is_some,
            words=_times_words,
        ),
        Command(
            "actionNumberFrames",
            "&Number frames instead of lines",
            show_frames,
            "Number frames beside the text, each at its first row, and part those of several rows by a line",
            keys=Keys("Ctrl+Shift+F"),
            spots=(Spot(Place.VIEW, 2),),
            enabled=has_recording_or_reason,
            checked=lambda situation: situation.tabs_show.recordings.frames,
            words=why_no_recording,
        ),
        Command(
            "actionShowArrivals",
            "Show how quickly it c&ame",
            show_arrivals,
            "Show along the scroll bar how quickly it came, and where nothing came for long; a click goes there",
            keys=Keys("Ctrl+Shift+A"),
            spots=(Spot(Place.VIEW, 2),),
            enabled=has_recording_or_reason,
            checked=lambda situation: situation.tabs_show.recordings.arrivals,
            words=why_no_recording,
        ),
        Command(
            "actionNextPause",
            "Next pa&use",
            go_to_pause,
            "Go to what came after the next pause, of those that are marked along the scroll bar",
            keys=Keys("F9"),
            spots=(Spot(Place.VIEW, 2),),
            enabled=has_recording,
        ),
        Command(
            "actionPreviousPause",
            "Pause before",
            lambda: go_to_pause(backward=True),
            "Go to what came after the pause before",
            keys=Keys("Shift+F9"),
            spots=(Spot(Place.VIEW, 2),),
            enabled=has_recording,
        ),
        Command(
            "actionGoToTime",
            "&Go to a time …",
            go_to_time,
            "Go to what came at a time",
            keys=Keys("Ctrl+G"),
            spots=(Spot(Place.POEM, 2),),
            enabled=has_recording,
            words=why_no_recording,
        ),
        Command(
            "actionForgetSent",
            "Forget &what was sent …",
            forget_sent,
            "Have the recording tell how much was sent and when, and not what",
            spots=(Spot(Place.POEM, 4),),
            enabled=lambda situation: situation.recording.may_hold_sent,
        ),
    )


def has_recording_or_reason(situation: Situation) -> bool:
    """Tell whether there is a recording, or a reason to be said in its place."""
    return situation.has_recording or not situation.recording.is_wanted


def why_no_recording(situation: Situation) -> str:
    """Return why there is no recording, in brackets; nothing where there is one."""
    if not situation.recording.is_wanted:
        return NOT_WANTED
    return NO_RECORDING if situation.has_tab and not situation.has_recording else ""


def _times_words(situation: Situation) -> str:
    times = situation.tabs_show.recordings.times
    return why_no_recording(situation) or (f"({times.value})" if times.is_some else "")


def _show(tabs: PoemTabs, look: RecordingLook) -> None:
    tabs.show_recordings(look)


def _give_keyboard(tabs: PoemTabs, part_of: Callable[[recording.RecordingParts], QWidget | None]) -> None:
    """Give the keyboard to a part of the tab that is seen, or else to its text."""
    tab = tabs.current()
    if tab is not None:
        (part_of(tab.parts) or tab.view).setFocus(Qt.FocusReason.ShortcutFocusReason)
