"""The fields of the frames that are seen in a table: asked for, given columns, and what is wrong with them said."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, Qt

from poetrygui.gui import frames
from poetrygui.gui.frames.page_fields import PageFields


class SeenFields(QObject):
    """Has a ``table`` show the fields of frames, by the protocols as they are, and columns for those of one of them."""

    def __init__(self, table: frames.FrameTable, fields: frames.TableFields, problem: Callable[[str], object]) -> None:
        """Ask ``fields`` for them; ``problem`` hears, once, why some frames have none."""
        super().__init__(table)
        self._table = table
        self._fields = fields
        self._problem = problem
        self._protocol: str | None = None
        self._has_told = False
        table.seen.connect(self._look)
        fields.changed.connect(self._show_columns)
        fields.renewed.connect(self._renew)
        header = table.view.header
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda: frames.choose_columns(fields, self._protocol or "", table))

    def begin(self, protocol: str) -> PageFields:
        """Return what tells fields of a page that is shown from now on.

        It has columns as they are chosen for ``protocol``; where that is empty, for what is of several.
        """
        self.end()
        self._protocol, self._has_told = protocol, False
        return PageFields(self._fields.of, self._table.pacer.request)

    def show(self) -> None:
        """Have the columns that there are to be."""
        if self._protocol is not None:
            self._show_columns(self._protocol)

    def end(self) -> None:
        """Ask for no more."""
        self._protocol = None
        if self._table.page is not None:
            self._table.page.fields.close()

    def _renew(self) -> None:
        """Ask the protocols that there are now."""
        page, protocol = self._table.page, self._protocol
        if page is not None and protocol is not None:
            page.fields = self.begin(protocol)
            self._table.show_now()

    def _look(self) -> None:
        """Take notice of the fields that are seen, and say why others are not."""
        page = self._table.page
        if page is None or self._protocol is None:
            return
        if page.fields.problem and not self._has_told:
            self._has_told = True
            self._problem(f"Some frames have no fields: {page.fields.problem}.")
        names = dict.fromkeys(name for row in self._table.model.rows for name in row.fields or ())
        if not names:
            return
        for row in self._table.model.rows:
            if row.fields and row.row.origin is not None:
                self._fields.see(row.row.origin.recording.info.protocol, row.fields)
        self._fields.see(self._protocol, names)
        self.show()

    def _show_columns(self, protocol: str) -> None:
        if protocol == self._protocol:
            self._table.show_fields(self._fields.columns(protocol))
