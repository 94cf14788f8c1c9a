"""Framing anew with each save of a protocol file that is being written here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from poetrygui import plugins
from poetrygui.errors import PluginError
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.window.framed_pair import FramedPair


class FramedSaves:
    """Frames what was looked at last of all that such a protocol has framed; a save that is broken leaves it."""

    def __init__(
        self,
        protocols: WindowProtocols,
        pairs: Callable[[], Sequence[FramedPair]],
        seen_of: Callable[[FramedPair], tuple[int, int] | None],
        broken: Callable[[FramedPair, plugins.ProtocolEntry, str], object],
    ) -> None:
        """Follow ``protocols``; ``pairs`` gives the framings, the one that was seen last at the end.

        ``seen_of`` returns which bytes of the wire are seen of one, from where a frame begins. ``broken`` is told of a
        save that changes nothing: of which framing, the protocol as it stands, and why in a sentence.
        """
        self._protocols = protocols
        self._pairs = pairs
        self._seen_of = seen_of
        self._broken = broken
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
        before = pair.framing.protocol
        try:
            pinned = plugins.pin(self._protocols.registry, before.name, before.options)
        except PluginError as error:
            self._broken(pair, entry, entry.problem or str(error))
        else:
            pair.framing.again(pinned, self._seen_of(pair))
