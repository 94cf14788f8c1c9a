"""How the window stands, as far as it matters to what can be done in it."""

from __future__ import annotations

from typing import NamedTuple

from poetrygui.gui.recording.recording_look import RecordingLook


class TabsShow(NamedTuple):
    """What is shown in every tab alike."""

    wraps: bool = True
    """Whether long lines are wrapped."""
    send_bars: bool = False
    """Whether there is a line for sending where a protocol can."""
    recordings: RecordingLook = RecordingLook()
    """What is shown of recordings, where there are any."""


class RecordingSituation(NamedTuple):
    """How the recording of a poem stands."""

    is_there: bool = False
    """Whether there is what came on the wire."""
    is_wanted: bool = True
    """Whether its server's setting says to keep anything of that."""
    may_hold_sent: bool = False
    """Whether what was sent is kept, if anything was."""
    can_send: bool = False
    """Whether there is a connection now on which something can be sent."""
    is_merged: bool = False
    """Whether it is those of several servers, of each of which there is what came on the wire."""


class ReadingSituation(NamedTuple):
    """How the poem that is seen is read as text."""

    colours: bool = True
    """Whether text has the colours that servers set."""
    encoding: str = ""
    """In which its bytes are text."""
    is_cleared: bool = False
    """Whether some of it was cleared from view."""
    folds: bool = False
    """Whether a line that is the same as the one before it is left out."""


class GroupSituation(NamedTuple):
    """How the groups of the list of servers stand."""

    is_any: bool = False
    """Whether there are any."""
    current: str = ""
    """The name of that of the current row; nothing where it is of none."""
    is_chosen: bool = False
    """Whether its own row is chosen, and nothing else."""
    runs: bool = False
    """Whether something of it is fetched."""


class Situation(NamedTuple):
    """A look at the window: every command is enabled, checked and worded by one and the same."""

    servers: int = 0
    """How many there are in the list."""
    chosen: int = 0
    """How many of them are chosen."""
    undo: str = ""
    """What undoing would take back, in words; nothing where there is nothing."""
    redo: str = ""
    """The same for redoing."""
    can_show_poem: bool = False
    """Whether one server is chosen, and there is a poem of it."""
    can_stop: bool = False
    """Whether something runs that stopping would be about."""
    can_reopen: bool = False
    """Whether there is a closed poem."""
    tabs: int = 0
    """How many there are: one of them is seen."""
    has_selection: bool = False
    """Whether something of it is selected."""
    follows: bool = False
    """Whether its view stays at the end."""
    recording: RecordingSituation = RecordingSituation()
    """How the recording of the poem that is seen stands."""
    tabs_show: TabsShow = TabsShow()
    """What every tab shows."""
    reading: ReadingSituation = ReadingSituation()
    """How it is read as text."""
    groups: GroupSituation = GroupSituation()
    """How the groups of servers stand."""

    @property
    def has_tab(self) -> bool:
        """Whether a poem is seen."""
        return self.tabs > 0

    @property
    def has_recording(self) -> bool:
        """Whether there is what came on the wire of the poem that is seen."""
        return self.recording.is_there

    @property
    def has_frames(self) -> bool:
        """Whether the frames of the poem that is seen can be shown as a table."""
        return self.recording.is_there or self.recording.is_merged
