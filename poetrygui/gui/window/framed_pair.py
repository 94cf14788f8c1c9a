"""A recording's poem and what another protocol made of it, side by side."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from poetrygui import plugins, recordings
from poetrygui.core import poems as stored
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Ended
from poetrygui.core.text.dropped_words import dropped_sentence
from poetrygui.gui import poems


class FramedPair:
    """Leads to the differences of both, in their tabs."""

    def __init__(self, framing: recordings.Framing, differences: recordings.Differences) -> None:
        """Stand for a ``framing`` and its ``differences`` from its source."""
        self.framing = framing
        self.differences = differences
        self.tried = framing.protocol.sha256
        """The digest of the newest version of its protocol that was looked at."""
        self.chosen: int | None = None
        """The number of the difference that was gone to last, from 0."""
        self._theirs: plugins.PinnedProtocol | None = None

    def begin(self, theirs: plugins.PinnedProtocol | None, start: recordings.StartJob) -> None:
        """Frame it, and compare that with what ``theirs`` makes, which framed it as it came, if that may run.

        Both are done by jobs that ``start`` starts. Where the recording's beginning is not kept, both begin with the
        first frame that is.
        """
        source = self.framing.source

        def begin(begins: recordings.Begin | None) -> None:
            self.framing.begin(begins)
            if begins is None:
                self.differences.refuse(f"They are not compared: where a frame begins is not known. {before}")
            elif not self.framing.is_stopped:
                self._theirs = theirs
                self.compare(start)

        before = "" if source.store is None else dropped_sentence(source.store.dropped)
        if theirs is None:
            self.framing.begin()
        elif before:
            recordings.find_beginning(source.directory, theirs, start, begin)
        else:
            begin(recordings.FROM_THE_FIRST)

    def compare(self, start: recordings.StartJob, seen: recordings.SeenFirst | None = None) -> None:
        """Compare what two protocols make of the recording as far as it is now, by a job that ``start`` starts.

        Where that is not possible, nothing is compared. One that nobody has asked for does not take long, and may tell
        of a part only: it is told what is ``seen``, which comes first.
        """
        framing, begins = self.framing, self.framing.begins
        if self._theirs is not None and begins is not None:
            self.chosen = None
            folder, ours, theirs = framing.source.directory, framing.protocol, self._theirs
            self.differences.find(folder, ours, theirs, start, begins=begins, seen=seen)

    def take_phase(self, compare: Callable[[], object], *, follows: bool) -> None:
        """Take notice that the framing stands differently; call ``compare`` for what came since, where it ``follows``.

        Of one that was stopped, nothing more is compared.
        """
        if self.framing.is_stopped:
            self.differences.stop()
        elif follows and isinstance(self.framing.poem.state, Ended):
            compare()

    def stop(self, reason: str) -> None:
        """End what runs."""
        self.framing.stop(reason)
        self.differences.stop()

    @property
    def both(self) -> tuple[KeptPoem, KeptPoem]:
        """The one that was framed anew, and the one that it was made of."""
        return self.framing.poem, self.framing.source

    def mark_built(self, tab: poems.PoemTab) -> None:
        """Show the differences beside the rows of a tab; where nobody has seen it yet, nothing is made for that."""
        if tab.is_built:
            self.mark(tab)

    def mark(self, tab: poems.PoemTab) -> None:
        """Show the differences beside the rows of a tab, which shows one of the two."""
        margin, store = tab.differences, tab.poem.store
        recording = None if store is None else store.recording
        rows = margin.rows
        is_shown = rows is not None and rows.differences is self.differences and rows.poem is store
        if not is_shown and store is not None and recording is not None:
            is_ours = tab.poem is self.framing.poem
            margin.rows = recordings.DifferenceRows(store, recording, self.differences, is_ours=is_ours)
        margin.chosen = self.chosen
        tab.view.place_children()
        tab.view.margins.update()

    def first_seen(self, tab: poems.PoemTab | None) -> int:
        """Return the number of the first difference at or behind what is seen in a tab; of the first, at its end."""
        rows = None if tab is None else tab.differences.rows
        if tab is None or rows is None or tab.view.following:
            return 0
        with contextlib.suppress(OSError):  # going there says so
            return rows.first_behind(stored.in_whole(tab.view.reader, tab.view.top_offset()))
        return 0

    def show_chosen(self, tab: poems.PoemTab) -> None:
        """Show the rows of the chosen difference in a tab. Raises OSError."""
        rows = tab.differences.rows
        found = None if rows is None or self.chosen is None else rows.rows_of(self.chosen)
        if found is not None:
            tab.go_to(*found)


def unmark(tab: poems.PoemTab) -> None:
    """Show no differences in a tab any more."""
    margin = tab.differences
    margin.rows = margin.chosen = None
    tab.view.place_children()
    tab.view.margins.update()
