"""What came on the wire, to look at: its bytes, its times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.recording.arrival_strip import ArrivalStrip as ArrivalStrip
    from poetrygui.gui.recording.beside_text import BesideText as BesideText
    from poetrygui.gui.recording.bytes_pane import BytesPane as BytesPane
    from poetrygui.gui.recording.difference_margin import DifferenceMargin as DifferenceMargin
    from poetrygui.gui.recording.differences_dock import DifferencesDock as DifferencesDock
    from poetrygui.gui.recording.frame_numbers import FrameNumbers as FrameNumbers
    from poetrygui.gui.recording.go_to_time import GoToTime as GoToTime
    from poetrygui.gui.recording.hex_view import HexView as HexView
    from poetrygui.gui.recording.not_recorded import NotRecorded as NotRecorded
    from poetrygui.gui.recording.played_poem import PlayedPoem as PlayedPoem
    from poetrygui.gui.recording.recording_parts import RecordingParts as RecordingParts
    from poetrygui.gui.recording.replay_bar import ReplayBar as ReplayBar
    from poetrygui.gui.recording.ruler import Ruler as Ruler
    from poetrygui.gui.recording.ruler_table import RulerTable as RulerTable
    from poetrygui.gui.recording.ruler_table import open_table as open_table
    from poetrygui.gui.recording.sender_margin import SenderMargin as SenderMargin
    from poetrygui.gui.recording.shown_recording import ShownRecording as ShownRecording
    from poetrygui.gui.recording.time_margin import TimeMargin as TimeMargin
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "arrival_strip": "ArrivalStrip",
            "beside_text": "BesideText",
            "bytes_pane": "BytesPane",
            "difference_margin": "DifferenceMargin",
            "differences_dock": "DifferencesDock",
            "frame_numbers": "FrameNumbers",
            "go_to_time": "GoToTime",
            "hex_view": "HexView",
            "not_recorded": "NotRecorded",
            "played_poem": "PlayedPoem",
            "recording_parts": "RecordingParts",
            "replay_bar": "ReplayBar",
            "ruler": "Ruler",
            "ruler_table": "RulerTable open_table",
            "sender_margin": "SenderMargin",
            "shown_recording": "ShownRecording",
            "time_margin": "TimeMargin",
        },
    )
