"""What was delivered, on disk: written, indexed, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.poems.chosen_lines import came_of as came_of
    from poetrygui.core.poems.chosen_lines import in_whole as in_whole
    from poetrygui.core.poems.chosen_lines import stretch_in_whole as stretch_in_whole
    from poetrygui.core.poems.event_kind import EventKind as EventKind
    from poetrygui.core.poems.forgotten_sent import forget_sent as forget_sent
    from poetrygui.core.poems.joined_poems import JoinedPoems as JoinedPoems
    from poetrygui.core.poems.keeper import PoemKeeper as PoemKeeper
    from poetrygui.core.poems.kept_part import Dropped as Dropped
    from poetrygui.core.poems.kept_part import read_kept_part as read_kept_part
    from poetrygui.core.poems.lettered_poem import LetteredPoem as LetteredPoem
    from poetrygui.core.poems.lettered_poem import lettering_of as lettering_of
    from poetrygui.core.poems.lettering import Lettering as Lettering
    from poetrygui.core.poems.poem_info import DamagedInfoError as DamagedInfoError
    from poetrygui.core.poems.poem_info import PoemInfo as PoemInfo
    from poetrygui.core.poems.poem_info import read_info as read_info
    from poetrygui.core.poems.poem_info import write_info as write_info
    from poetrygui.core.poems.poem_reader import PoemReader as PoemReader
    from poetrygui.core.poems.recording import Recording as Recording
    from poetrygui.core.poems.sent_search import MOST_SENT as MOST_SENT
    from poetrygui.core.poems.sent_search import SentMessage as SentMessage
    from poetrygui.core.poems.sent_search import SentSearch as SentSearch
    from poetrygui.core.poems.store import PoemStore as PoemStore
    from poetrygui.core.poems.stored_poem import StoredPoem as StoredPoem
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "chosen_lines": "came_of in_whole stretch_in_whole",
            "event_kind": "EventKind",
            "forgotten_sent": "forget_sent",
            "joined_poems": "JoinedPoems",
            "keeper": "PoemKeeper",
            "kept_part": "Dropped read_kept_part",
            "lettered_poem": "LetteredPoem lettering_of",
            "lettering": "Lettering",
            "poem_info": "DamagedInfoError PoemInfo read_info write_info",
            "poem_reader": "PoemReader",
            "recording": "Recording",
            "sent_search": "MOST_SENT SentMessage SentSearch",
            "store": "PoemStore",
            "stored_poem": "StoredPoem",
        },
    )
