"""What triggers do: they list, notify, mark, send and stop."""

from __future__ import annotations

import time
from functools import partial

from poetrygui.core.fetching.typed_message import Put, Written, bytes_of
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Receiving
from poetrygui.core.reading.line_watch import Hits
from poetrygui.core.reading.triggers import Trigger, trigger_words
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted
from poetrygui.errors import PoetryError
from poetrygui.gui.window.away_desk import AwayDesk
from poetrygui.gui.window.news.happening import Happening
from poetrygui.gui.window.workspace import Workspace

_LONGEST_NAME, _LONGEST = 60, 200
MOST_MARKS = 1_000
"""Lines of a stream that triggers mark."""


class TriggerActs:
    """Does it in the streams and tabs of a window, and has all of it listed."""

    def __init__(self, work: Workspace, away: AwayDesk) -> None:
        """Act on what is in ``work``; ``away`` lists what happened."""
        self._work = work
        self._away = away

    def act(self, poem: KeptPoem, trigger: Trigger, hits: Hits, marked: int) -> bool:
        """Do what ``trigger`` does at the first of these ``hits`` in ``poem``; tell whether a line was marked.

        So many lines of it were ``marked`` before.
        """
        word = _called(trigger)
        line = label_text(poem.stream.lettering.text(hits.line), _LONGEST)
        more = f", and {counted(hits.lines - 1, 'more line')}" if hits.lines > 1 else ""
        self._tell(poem, trigger, f"Trigger {word}: {line}{more}", notifies=trigger.notifies)
        marks = trigger.marks and marked < MOST_MARKS and self._mark(poem, trigger, hits.start)
        if trigger.sends and isinstance(poem.state, Receiving) and poem.fetch is not None:
            put = Put[trigger.put] if trigger.put in Put.__members__ else Put.FRAMED
            try:
                data = bytes_of(trigger.sends, Written.ESCAPES) + put.ending
                told = partial(self._sent, poem, trigger, len(data))
                poem.fetch.send(data, is_raw=put is not Put.FRAMED, told=told)
            except (PoetryError, ValueError) as error:
                self._sent(poem, trigger, 0, str(error))
        if trigger.stops and poem.is_running:
            self._work.library.stop(poem, f"stopped by the trigger {word}")
        return marks

    def tell_more(self, poem: KeptPoem, trigger: Trigger, count: int) -> None:
        """List that ``count`` lines of ``poem`` fitted while ``trigger`` was not to act again."""
        word = _called(trigger)
        self._tell(poem, trigger, f"Trigger {word}: {counted(count, 'more line')} within {trigger.pause:,} s.")

    def give_up(self, poem: KeptPoem, trigger: Trigger, why: str) -> None:
        """List that ``trigger`` looks at ``poem`` no more, and ``why``."""
        word = _called(trigger)
        self._tell(poem, trigger, f"Trigger {word} looks at this stream no more: {why}", is_bad=True)

    def _mark(self, poem: KeptPoem, trigger: Trigger, start: int) -> bool:
        tab = self._work.tabs.tab_of(poem)
        if tab is not None:
            tab.mark(start, trigger_words(trigger))
        return tab is not None

    def _sent(self, poem: KeptPoem, trigger: Trigger, size: int, refusal: str) -> None:
        word = _called(trigger)
        if refusal:
            why = label_text(refusal.removeprefix("This cannot be sent: "), _LONGEST)
            self._tell(poem, trigger, f"Trigger {word} could not send: {why}", is_bad=True)
        else:
            self._tell(poem, trigger, f"Trigger {word} sent {counted(size, 'byte')}.")

    def _tell(
        self, poem: KeptPoem, trigger: Trigger, sentence: str, *, is_bad: bool = False, notifies: bool = False
    ) -> None:
        """List a ``sentence`` on what ``trigger`` did for ``poem``; ``is_bad`` and ``notifies`` are as they say."""
        server = label_text(poem.info.name or poem.info.address, _LONGEST_NAME)
        happening = Happening(time.time(), server, sentence, is_bad=is_bad, recording=poem.directory.name)
        self._away.trigger_acted(poem, _called(trigger), happening, notifies=notifies)


def _called(trigger: Trigger) -> str:
    """Return what a trigger is called, in quotes."""
    return (
        f"“{label_text(trigger.name, _LONGEST_NAME)}”"
        if trigger.name
        else label_text(trigger_words(trigger), _LONGEST_NAME)
    )
