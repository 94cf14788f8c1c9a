"""The fields of the frames that are seen in a table: asked for, given columns, and what is wrong with them said."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, Qt

from poetrygui import recordings
from poetrygui.core import poems
from poetrygui.gui import frames


class SeenFields(QObject):
    """Has a ``table`` show the fields of one recording's frames, by the protocols as they are."""

    def __init__(self, table: frames.FrameTable, fields: frames.TableFields, problem: Callable[[str], object]) -> None:
        """Ask ``fields`` for them; ``problem`` hears, once, why some frames have none."""
        super().__init__(table)
        self._table = table
        self._fields = fields
        self._problem = problem
        self._recording: poems.Recording | None = None
        self._has_told = False
        self._unsubscribe: Callable[[], None] = _nothing
        table.seen.connect(self._look)
        fields.changed.connect(self._show_columns)
        fields.renewed.connect(self._renew)
        header = table.view.header
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda: frames.choose_columns(fields, self._protocol, table))

    def begin(self, recording: poems.Recording) -> recordings.FieldSource:
        """Return what tells the fields of a recording, which is shown from now on."""
        self.end()
        self._recording, self._has_told = recording, False
        source = self._fields.of(recording)
        self._unsubscribe = source.subscribe(self._table.pacer.request)
        return source

    def show(self) -> None:
        """Have the columns that there are to be."""
        self._show_columns(self._protocol)

    def end(self) -> None:
        """Ask for no more."""
        self._unsubscribe()
        self._unsubscribe, self._recording = _nothing, None
        if self._table.page is not None:
            self._table.page.fields.close()

    @property
    def _protocol(self) -> str:
        return "" if self._recording is None else self._recording.info.protocol

    def _renew(self) -> None:
        """Ask the protocols that there are now."""
        page, recording = self._table.page, self._recording
        if page is not None and recording is not None:
            page.fields = self.begin(recording)
            self._table.show_now()

    def _look(self) -> None:
        """Take notice of the fields that are seen, and say why others are not."""
        page = self._table.page
        if page is None or self._recording is None:
            return
        if page.fields.problem and not self._has_told:
            self._has_told = True
            self._problem(f"Some frames have no fields: {page.fields.problem}.")
        names = dict.fromkeys(name for row in self._table.model.rows for name in row.fields or ())
        if names:
            self._fields.see(self._protocol, names)
            self.show()

    def _show_columns(self, protocol: str) -> None:
        if self._recording is not None and protocol == self._protocol:
            self._table.show_fields(self._fields.columns(protocol))


def _nothing() -> None:
    pass
