"""Something that happened: when, with which server, and what, in a sentence."""

from __future__ import annotations

import time
from typing import NamedTuple

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import AS_WANTED, Connecting, Ended, Pausing, Receiving, State
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import state_word

_LONGEST_NAME, _LONGEST = 60, 500


class Happening(NamedTuple):
    """What is told of it. ``at`` is in seconds since the epoch."""

    at: float
    server: str
    """The name of the server; nothing where it is about none."""
    sentence: str
    is_bad: bool = False
    recording: str = ""
    """The name of the folder in which what had come by then is kept; nothing where it is about none."""

    @property
    def line(self) -> str:
        """All of it as a line of text."""
        return "\t".join((self.moment, self.server, self.sentence))

    @property
    def moment(self) -> str:
        """When it was, as a clock here shows it."""
        return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(self.at))


def end_of(state: State) -> Ended | None:
    """Return how a connection ended, the last one where another is to follow; None where none has."""
    if isinstance(state, Pausing):
        return state.ended
    return state if isinstance(state, Ended) else None


def went_wrong(ended: Ended) -> bool:
    """Tell whether it ended otherwise than somebody wanted."""
    return ended.outcome not in AS_WANTED


def happening_of(poem: KeptPoem, at: float) -> Happening | None:
    """Return what a new phase of a poem is to be told as; None where there is nothing to be told of it."""
    state, server = poem.state, label_text(poem.info.name or poem.info.address, _LONGEST_NAME)
    ended = end_of(state)
    if ended is not None:
        again = " It is connected again soon." if isinstance(state, Pausing) else ""
        sentence = f"{state_word(ended)}: {label_text(ended.reason, _LONGEST).rstrip('.')}.{again}"
        return Happening(at, server, sentence, is_bad=went_wrong(ended), recording=poem.directory.name)
    if isinstance(state, Receiving):
        return Happening(
            at, server, f"Connected to {label_text(poem.info.address, _LONGEST_NAME)}.", recording=poem.directory.name
        )
    assert isinstance(state, Connecting)
    return None
