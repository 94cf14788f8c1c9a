"""The tab of a framing while versions of its protocol take each other's place: the view stays where it is."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui import recordings
from poetrygui.core import poems as stored
from poetrygui.gui import poems
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.window.framed_pair import unmark
from poetrygui.gui.window.kept_place import KeptPlace


class FramedTab:
    """Shows in a tab what ``framing`` has news of."""

    def __init__(
        self,
        tab: poems.PoemTab,
        framing: recordings.Framing,
        replaced: Callable[[recordings.SeenFirst], object],
        refused: Callable[[str], object],
    ) -> None:
        """Show it in ``tab``, from now on until that is gone.

        ``replaced`` is called with what is seen when what another version makes is shown there, and ``refused`` with a
        sentence where it makes nothing.
        """
        self._tab = tab
        self._framing = framing
        self._on_replaced = replaced
        self._on_refused = refused
        self._place: KeptPlace | None = None  # while other rows are shown, or are about to be
        self._seen: tuple[int, int] | None = None
        listen(tab, framing.news.previewed, self._previewed)
        listen(tab, framing.news.refused, self._refused)
        listen(tab, framing.news.replacing, self._keep_place)
        listen(tab, framing.news.replaced, self._replaced)

    def _keep_place(self) -> None:
        # What is seen provisionally is at the place that was kept before.
        if self._place is None:
            self._place = KeptPlace(self._tab)

    def _take_place(self) -> None:
        place, self._place = self._place, None
        if place is not None:
            place.take()
            self._seen = place.seen

    def _previewed(self, rows: stored.StoredPoem) -> None:
        self._keep_place()
        unmark(self._tab)
        # From the first row on, until the poem is loaded again; its recording is not about them.
        self._tab.parts.set_poem(None)
        self._tab.lines.set_reader(None)
        self._tab.lines.set_reader(rows)
        self._tab.view.show_offset(0)

    def _replaced(self) -> None:
        self._take_place()
        self._on_replaced(recordings.SeenFirst(self._seen, self._tab.poem.directory))

    def _refused(self, sentence: str) -> None:
        self._take_place()
        self._on_refused(f"{self._framing.protocol.name}: {sentence}.")
