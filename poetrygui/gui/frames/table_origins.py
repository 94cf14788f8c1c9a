"""Which rows a table has in the place of a text: of all that came, of lines that were chosen, or of several servers."""

from __future__ import annotations

from poetrygui import recordings
from poetrygui.core import poems
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.poems.chosen_lines import came_of, whole_of
from poetrygui.gui.recording.recording_parts import RecordingParts
from poetrygui.gui.rows.poem_view import PoemView

_SERVER = "Server"


class TableOrigins:
    """Makes rows of what a view shows, and names where they come from."""

    def __init__(self, view: PoemView, parts: RecordingParts, poem: KeptPoem | None) -> None:
        """Make them of what ``view`` shows of ``poem``, of which ``parts`` show the recording."""
        self._view = view
        self._parts = parts
        self._poem = poem

    @property
    def are_of_several(self) -> bool:
        """Whether they come from several servers."""
        return isinstance(self._poem, MergedPoem)

    @property
    def are_known(self) -> bool:
        """Whether there are any."""
        return self.are_of_several or self._parts.has_recording

    @property
    def protocol(self) -> str:
        """By which the frames were made; nothing where that may be several."""
        shown = self._parts.shown
        return "" if shown is None else shown.both.recording.info.protocol

    def rows(self, before: recordings.RowSource | None) -> recordings.RowSource | None:
        """Return rows of what is shown now: those that there were ``before``, where they are still about that."""
        reader, shown = self._view.reader, self._parts.shown
        if self.are_of_several or whole_of(reader) is not came_of(reader):
            if isinstance(before, recordings.LineRows) and before.reader is reader:
                return before
            return recordings.LineRows(reader, self._at, self._name_of, self._heading)
        if shown is None:
            return None
        joined = shown.joined
        poem = shown.both.poem if joined is None else joined.last
        if isinstance(before, recordings.RowsAmong) and before.goes_on_with(poem, joined):
            before.reader = reader
            return before
        return recordings.RowsAmong(reader, poem, joined, self._name_of)

    def _at(self, offset: int) -> tuple[poems.StoredPoem | None, int]:
        if self._poem is not None:
            return self._poem.at(offset)
        shown = self._parts.shown
        return (None if shown is None else shown.both.poem), offset

    def _name_of(self, poem: poems.StoredPoem) -> tuple[str, int | None]:
        if isinstance(self._poem, MergedPoem):
            number = self._poem.part_of(poem)
            return ("", None) if number is None else (self._poem.names_of_parts()[number], number)
        if self._poem is None:
            return "", None
        stream = self._poem.stream
        earlier = next((at for at, part in enumerate(stream.earlier, 1) if part.store is poem), stream.count)
        return str(stream.let_go + earlier), None

    def _heading(self) -> str:
        if self.are_of_several:
            return _SERVER
        return recordings.CONNECTION if self._poem is not None and self._poem.stream.count > 1 else ""
