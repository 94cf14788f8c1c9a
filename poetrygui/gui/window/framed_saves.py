"""Framing anew with each save of a protocol file that is being written here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from poetrygui import plugins
from poetrygui.errors import PluginError
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.window.framed_pair import FramedPair
from poetrygui.gui.window.kept_place import seen_stretch


class FramedSaves:
    """Frames what was looked at last of all that such a protocol has framed; a save that is broken leaves it."""

    def __init__(
        self,
        protocols: WindowProtocols,
        pairs: Callable[[], Sequence[FramedPair]],
        seen_tab: Callable[[FramedPair], PoemTab | None],
        note: Callable[[str], object],
    ) -> None:
        """Follow ``protocols``; ``pairs`` gives the framings, the one that was seen last at the end.

        ``seen_tab`` returns the tab in which one is seen; None where it is not. ``note`` hears of a save that changes
        nothing.
        """
        self._protocols = protocols
        self._pairs = pairs
        self._seen_tab = seen_tab
        self._note = note
        protocols.changed.connect(self._look)

    def close(self) -> None:
        """Follow them no more."""
        self._protocols.changed.disconnect(self._look)

    def _look(self) -> None:
        for pair in reversed(self._pairs()):
            entry = self._being_written(pair.framing.protocol.name)
            if entry is not None and entry.sha256 != pair.tried and not entry.is_being_read:
                pair.tried = entry.sha256
                self._frame_again(pair, entry)
                return

    def _being_written(self, name: str) -> plugins.ProtocolEntry | None:
        entries = self._protocols.registry.entries
        # What cannot be loaded is one entry, whatever it offered before.
        names = name, name.partition(":")[0]
        found = (each for each in entries if each.name in names and each.state.is_being_written)
        return next(found, None)

    def _frame_again(self, pair: FramedPair, entry: plugins.ProtocolEntry) -> None:
        before, tab = pair.framing.protocol, self._seen_tab(pair)
        try:
            pinned = plugins.pin(self._protocols.registry, before.name, before.options)
        except PluginError as error:
            # Above what is seen of it stands why.
            why = (entry.problem or str(error)) if tab is None else "the frames of the one before stay."
            self._note(f"The newest save of {entry.path.name} cannot be used: {why}")
        else:
            seen = None if tab is None else seen_stretch(tab, pair.framing.source.store)
            pair.framing.again(pinned, seen)
