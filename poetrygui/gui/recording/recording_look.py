"""What is shown of recordings beside and below the texts: the same in every tab."""

from __future__ import annotations

from enum import Enum

from attrs import frozen


class Times(Enum):
    """Which time stands beside a row, in the order in which a key goes through them."""

    NONE = "no times"
    SINCE_START = "since the start"
    OF_DAY = "of the day"
    SINCE_FRAME = "since the frame before"

    @property
    def is_some(self) -> bool:
        """Whether any time stands there."""
        return self is not Times.NONE

    @property
    def following(self) -> Times:
        """The one that comes next."""
        all_of_them = tuple(Times)
        return all_of_them[(all_of_them.index(self) + 1) % len(all_of_them)]


@frozen
class RecordingLook:
    """What is wanted; a tab whose poem has no recording shows nothing of it."""

    ruler: bool = False
    bytes: bool = False
    times: Times = Times.NONE
    frames: bool = False
    """Whether frames are numbered, instead of lines."""
    arrivals: bool = False
    """Whether it is shown along the scroll bar how quickly it came."""
    table: bool = False
    """Whether the frames are shown as a table in the text's place."""
    detail: bool = False
    """Whether one of them is shown beside that."""
    fades: bool = False
    """Whether fields that are as in the frame before are faded."""
    hides_sent: bool = False
    """Whether what was sent is left out among the lines."""

    @property
    def is_some(self) -> bool:
        """Whether anything is wanted."""
        shown = self.ruler or self.bytes or self.times.is_some
        return shown or self.frames or self.arrivals or self.table
