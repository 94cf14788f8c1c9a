"""What is shown of recordings beside and below the texts: the same in every tab."""

from __future__ import annotations

from attrs import frozen

from poetrygui.gui.recording.time_margin import Times


@frozen
class RecordingLook:
    """What is wanted; a tab whose poem has no recording shows nothing of it."""

    ruler: bool = False
    bytes: bool = False
    times: Times = Times.NONE
