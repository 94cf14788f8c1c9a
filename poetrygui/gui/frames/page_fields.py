"""The fields of the frames on one page, which may be of several recordings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from poetrygui.core.fields.plain_fields import Fields
from poetrygui.core.poems.recording import Recording
from poetrygui.recordings.field_source import FieldSource
from poetrygui.recordings.row_origin import Origin


class PageFields:
    """Asks a source for each recording of which frames are seen, and none that are not."""

    def __init__(
        self, source_of: Callable[[Recording], FieldSource], changed: Callable[[], None] = lambda: None
    ) -> None:
        """Have ``source_of`` return what tells the fields of a recording; ``changed`` is called when more is known."""
        self._source_of = source_of
        self._changed = changed
        self._sources: dict[Recording, FieldSource] = {}
        self._unsubscribe: dict[Recording, Callable[[], None]] = {}

    @property
    def problem(self) -> str:
        """Why some frames have no fields, in a sentence; nothing where nothing went wrong."""
        return next((source.problem for source in self._sources.values() if source.problem), "")

    def known(self, origin: Origin, frame: int) -> tuple[Fields | None] | None:
        """Return the fields of a frame, alone in a tuple; None where they are not known yet."""
        return self._of(origin.recording).known(frame)

    def want(self, origin: Origin, frames: Iterable[tuple[int, bytes]]) -> None:
        """Have the fields of these frames known, and of none of that recording that was asked for before."""
        source = self._of(origin.recording)
        if unknown := [frame for frame in frames if source.known(frame[0]) is None]:
            source.want(unknown)

    def keep(self, recordings: Iterable[Recording]) -> None:
        """Ask nobody any more about others than these."""
        wanted = set(recordings)
        for recording in [each for each in self._sources if each not in wanted]:
            self._unsubscribe.pop(recording)()
            self._sources.pop(recording).close()

    def pause(self) -> None:
        """Ask nobody before the next frame is wanted: nobody looks."""
        for source in self._sources.values():
            source.pause()

    def close(self) -> None:
        """Ask nobody any more."""
        self.keep(())

    def _of(self, recording: Recording) -> FieldSource:
        if recording not in self._sources:
            self._sources[recording] = source = self._source_of(recording)
            self._unsubscribe[recording] = source.subscribe(self._changed)
        return self._sources[recording]
