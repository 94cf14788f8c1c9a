"""The recordings that a profile has, with what is to be known of each to choose one."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve, frozen

from poetrygui.core.library.poem_folders import is_marked, poem_name, size_of
from poetrygui.core.library.recorders import is_being_recorded
from poetrygui.core.poems.kept_part import ALL, NOTHING, Dropped, read_kept_part
from poetrygui.core.poems.poem_info import DamagedInfoError, PoemInfo, read_info
from poetrygui.core.poems.recording import WIRE
from poetrygui.recordings.named_recording import folders_in, is_recording


@frozen
class ListedRecording:
    """One of them. ``size`` is in bytes of the wire, and ``disk_size`` those of all its files.

    ``problem`` says why nothing more is known of it. It has no recording where only its frames were kept. What is
    marked is kept whatever the budget is.
    """

    id: str
    folder: Path
    info: PoemInfo
    size: int
    problem: str = ""
    disk_size: int = 0
    has_recording: bool = True
    is_marked: bool = False
    dropped: Dropped = NOTHING
    """What came first and is not kept."""
    is_running: bool = False
    """Whether a program beside the window records it just now, as a relay does."""

    @property
    def name(self) -> str:
        """What the poem's folder is called, whether its tab was closed or not."""
        return poem_name(self.folder.name)

    @property
    def started(self) -> datetime.datetime | None:
        """When it began, where that is known."""
        try:
            return datetime.datetime.fromisoformat(self.info.started).astimezone()
        except (ValueError, OverflowError, OSError):
            return None

    @property
    def has_ended(self) -> bool:
        """Whether it is known how it ended; else it runs, or the program died while it did."""
        return self.info.ended is not None


def list_recordings(*places: Path) -> Sequence[ListedRecording]:
    """Return those in the folders ``places``, in the order in which they were made. Raises nothing."""
    found = sorted(filter(is_recording, folders_in(*places)), key=lambda folder: poem_name(folder.name))
    listed = [listed_recording(folder) for folder in found]
    ids = Counter(each.id for each in listed)
    # Where the short name is that of several, the whole one is said.
    return [each if ids[each.id] == 1 else evolve(each, id=each.folder.name) for each in listed]


def short_id(folder: Path) -> str:
    """Return the end of a folder's name, by which it can be named."""
    return folder.name.rpartition("-")[2] or folder.name


def listed_recording(folder: Path) -> ListedRecording:
    """Return what is to be known of the recording in a folder, or of the poem where it has none. Raises nothing."""
    problem = ""
    try:
        info = read_info(folder)
    except OSError as error:
        info, problem = None, f"what is noted about it cannot be read: {error.strerror or error}"
    except DamagedInfoError as error:
        info, problem = None, str(error)
    part = ALL
    try:
        part = read_kept_part(folder)
    except OSError as error:
        problem = problem or error.strerror or str(error)
    if info is None:
        info = PoemInfo("", "", "", "")
        problem = problem or "nothing is noted about it"
    if info.ended is not None:
        info = evolve(info, ended=evolve(info.ended, undelivered=None))  # which of thousands takes much room
    return ListedRecording(
        short_id(folder),
        folder,
        info,
        max(_wire_size(folder) + part.wire - part.dropped.wire, 0),
        problem,
        size_of(folder),
        is_recording(folder),
        is_marked(folder),
        part.dropped,
        info.ended is None and is_being_recorded(folder),
    )


def _wire_size(folder: Path) -> int:
    try:
        return sum(each.stat().st_size for each in folder.glob(f"{WIRE}.*"))
    except OSError:
        return 0
