"""Which fields have columns in tables: chosen once for all recordings that one protocol frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui import recordings
from poetrygui.core import poems

MOST_SEEN = 200
"""Names of fields that are remembered of one protocol."""
FIRST = 6
"""Fields that get columns by themselves."""


class TableFields(QObject):
    """Tells where fields come from, and remembers which were seen and which have columns, by the protocol's name."""

    changed = pyqtSignal(str)
    """Other fields of a protocol's have columns now."""
    renewed = pyqtSignal()
    """Protocols are other ones than they were, and may tell other fields."""

    def __init__(
        self,
        of: Callable[[poems.Recording], recordings.FieldSource] | None = None,
        places_of: recordings.PlacesOf | None = None,
    ) -> None:
        """Take fields from what ``of`` returns for a recording; without it there are none.

        By ``places_of``, where a recording's frames lie on the wire can be found.
        """
        super().__init__()
        self.places_of = places_of
        self.of = of or _none
        self._chosen: dict[str, tuple[str, ...]] = {}
        self._seen: dict[str, dict[str, None]] = {}

    @property
    def chosen(self) -> Mapping[str, tuple[str, ...]]:
        """The fields that somebody has chosen to have columns, by protocols."""
        return self._chosen

    def choose(self, protocol: str, names: Iterable[str]) -> None:
        """Have columns for these fields of a protocol's frames from now on."""
        self._chosen[protocol] = tuple(names)
        self.see(protocol, self._chosen[protocol])
        self.changed.emit(protocol)

    def see(self, protocol: str, names: Iterable[str]) -> None:
        """Take notice of fields that a protocol's frames have."""
        seen = self._seen.setdefault(protocol, {})
        for name in names:
            if name not in seen and len(seen) < MOST_SEEN:
                seen[name] = None

    def seen(self, protocol: str) -> tuple[str, ...]:
        """Return the fields of a protocol's frames that were seen, in the order in which they were."""
        return tuple(self._seen.get(protocol, ()))

    def columns(self, protocol: str) -> tuple[str, ...]:
        """Return the fields that have columns: those that were chosen, or else the first that were seen."""
        return self._chosen.get(protocol, self.seen(protocol)[:FIRST])


def _none(_recording: poems.Recording) -> recordings.FieldSource:
    return recordings.NoFields("")
