"""What one does with a recording: frame it anew, hand it on in the formats of others, make one of a capture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.recordings.difference import Hunk as Hunk
    from poetrygui.recordings.exact_play import Played as Played
    from poetrygui.recordings.exact_play import play_into as play_into
    from poetrygui.recordings.guess import Fit as Fit
    from poetrygui.recordings.guess import ranked as ranked
    from poetrygui.recordings.jobs import hunks_of as hunks_of
    from poetrygui.recordings.listening import record_beginning as record_beginning
    from poetrygui.recordings.named_recording import find_recording as find_recording
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "difference": "Hunk",
            "exact_play": "Played play_into",
            "guess": "Fit ranked",
            "jobs": "hunks_of",
            "listening": "record_beginning",
            "named_recording": "find_recording",
        },
    )
