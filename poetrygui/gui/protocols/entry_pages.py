"""What there is to be read about one protocol: its source, a traceback, and what a check of its framing found."""

from __future__ import annotations

from functools import cached_property

from PyQt6.QtWidgets import QTabWidget, QWidget

from poetrygui.errors import PluginError
from poetrygui.gui.protocols.protocol_check import ProtocolCheck, can_be_checked
from poetrygui.gui.protocols.source_view import SourceView
from poetrygui.plugins.protocol_state import Shipped
from poetrygui.plugins.registry import ProtocolEntry
from poetrygui.plugins.source_file import read_source


class EntryPages(QTabWidget):
    """Shows a page for each; those that there is nothing on are hidden, and not made before there is something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet, within ``parent``."""
        super().__init__(parent)
        self.setDocumentMode(True)
        self.setAccessibleName("About this protocol")
        self._entry: ProtocolEntry | None = None
        self._source = self._add_page("protocolSource", "Source")
        self._check = ProtocolCheck(self)
        self._check.told.connect(self._tell_found)

    @cached_property
    def _details(self) -> SourceView:
        return self._add_page("protocolDetails", "Traceback", behind=self._source)

    @cached_property
    def _findings(self) -> SourceView:
        return self._add_page("protocolFindings", "Check")

    @property
    def is_through(self) -> bool:
        """Whether all that is shown is there, colours included."""
        return self._source.is_coloured

    def show_entry(self, entry: ProtocolEntry | None) -> None:
        """Show an entry, or nothing; a check of another one is ended."""
        is_another = entry is None or self._entry is None or entry.path != self._entry.path
        self._entry = entry
        details = "" if entry is None else entry.details
        if details or "_details" in vars(self):
            self._details.show_text(details)
            self.setTabVisible(self.indexOf(self._details), bool(details))
        if is_another:
            self.setCurrentWidget(self._source)
            self.cancel_check()
            if "_findings" in vars(self):
                self.setTabVisible(self.indexOf(self._findings), False)
        self._show_source()

    def start_check(self) -> None:
        """Check the framing of the entry, where that can be done, and show what is found."""
        if self._entry is not None and can_be_checked(self._entry):
            self.setTabVisible(self.indexOf(self._findings), True)
            self.setCurrentWidget(self._findings)
            self._check.start(self._entry)

    def cancel_check(self) -> None:
        """End a check that is running: nobody waits for it any more."""
        self._check.cancel()

    def _add_page(self, name: str, title: str, *, behind: SourceView | None = None) -> SourceView:
        page = SourceView(title)
        page.setObjectName(name)
        self.insertTab(self.count() if behind is None else self.indexOf(behind) + 1, page, title)
        return page

    def _tell_found(self, text: str) -> None:
        self._findings.show_text(text)

    def _show_source(self) -> None:
        entry = self._entry
        if entry is None or not entry.sha256:
            self._source.show_text("")
            return
        try:
            source = read_source(entry.path, of_anybody=isinstance(entry.state, Shipped))
        except PluginError as error:
            self._source.show_text(str(error))
            return
        if source.sha256 == entry.sha256:
            self._source.show_source(source.data, entry.problem)
        else:
            # Never other bytes than those that a click on Trust would be about.
            self._source.show_text("The file was changed this moment; it is looked at again.")
