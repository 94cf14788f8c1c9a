"""What was sent to several servers whose lines are read as one, with its place among these."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.core import poems
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.library.sent_found import FoundMessage


class SentMerged:
    """Tells what was sent to the parts of a merged poem, as that merges their lines: as :class:`SentFound` does."""

    def __init__(self, poem: KeptPoem, grown: Callable[[], None]) -> None:
        """Tell of what was sent to the parts of ``poem``, a merged one; ``grown`` is called when there may be more."""
        assert isinstance(poem, MergedPoem)
        self.found: list[FoundMessage] = []
        """The first :data:`~poems.MOST_SENT` of them."""
        self._poem = poem
        self._begun = poem.merged.sent.times_forgotten
        self._searches: dict[poems.StoredPoem, poems.SentSearch] = {}
        self.close = poem.merged.subscribe(grown)
        """Tell of nothing more."""

    @property
    def times_begun(self) -> int:
        """How often it was begun anew, since of some of what was found not more than its size is kept any more."""
        return self._begun

    def work(self, _seconds: float) -> bool:
        """Take what was merged since; there is never more to look at now."""
        sent = self._poem.merged.sent
        if sent.times_forgotten != self._begun:
            self._begun = sent.times_forgotten
            self.found = []
            self._searches = {}
        for there in sent.there[len(self.found) :]:
            store, part = self._poem.origin(there.source)
            if store not in self._searches and store.recording is not None:
                self._searches[store] = poems.SentSearch(store.recording)
            self.found.append(FoundMessage(there.at, there.message, self._searches[store], store, part))
        return False
