"""Everything about one protocol, and the decision whether it may run."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from poetrygui.errors import PluginError, SaveError
from poetrygui.gui.protocols.protocol_check import ProtocolCheck, can_be_checked
from poetrygui.gui.protocols.protocol_words import NO_SANDBOX, reason, size_words, state_sentence
from poetrygui.gui.protocols.source_view import SourceView
from poetrygui.gui.widgets.plain_text import PlainLabel, open_message
from poetrygui.plugins.registry import ProtocolEntry, ProtocolRegistry, ProtocolState
from poetrygui.plugins.source_file import read_source

_FINDINGS_PAGE = 2


class TrustPanel(QWidget):
    """Shows an entry of ``registry``, its source, and buttons for what can be decided about it. The default is no."""

    def __init__(self, registry: ProtocolRegistry) -> None:
        """Show nothing yet."""
        super().__init__()
        self._registry = registry
        self._entry: ProtocolEntry | None = None
        self._state = _value("protocolState")
        self._path = _value("protocolPath")
        self._size = _value("protocolSize")
        self._digest = _value("protocolDigest")
        self._problem = _value("protocolProblem")
        self._slow = _value("protocolSlow")
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow("State", self._state)
        self._form.addRow("File", self._path)
        self._form.addRow("Size", self._size)
        self._form.addRow("SHA-256", self._digest)
        self._form.addRow("Why", self._problem)
        self._form.addRow("Slow", self._slow)
        self._source = _page("protocolSource", "Source")
        self._details = _page("protocolDetails", "Traceback")
        self._findings = _page("protocolFindings", "Check")
        self._check = ProtocolCheck(self)
        self._check.told.connect(self._show_findings)
        self._pages = QTabWidget()
        self._pages.setDocumentMode(True)
        self._pages.addTab(self._source, "Source")
        self._pages.addTab(self._details, "Traceback")
        self._pages.addTab(self._findings, "Check")
        self._warning = PlainLabel(NO_SANDBOX)
        self._warning.setObjectName("protocolWarning")
        self._warning.setWordWrap(True)
        self._trust = _button("trustProtocol", "&Trust it", self._trust_it)
        self._deny = _button("denyProtocol", "&Don't trust it", self._deny_it)
        self._turn_on = _button("turnOnProtocol", "Turn it &on again", self._turn_it_on)
        self._check_it = _button("checkProtocol", "C&heck its framing", self._start_check)
        self._check_it.setToolTip("Runs its samples, and proves that its frames do not depend on the chunks")
        self._being_written = QCheckBox("I am &writing this file here: trust it anew on each save")
        self._being_written.setObjectName("beingWritten")
        self._being_written.clicked.connect(self._set_being_written)
        decisions = QHBoxLayout()
        decisions.addWidget(self._being_written)
        decisions.addStretch()
        for button in (self._check_it, self._turn_on, self._trust, self._deny):
            decisions.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._form)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._warning)
        layout.addLayout(decisions)
        self.show_entry(None)

    def show_entry(self, entry: ProtocolEntry | None) -> None:
        """Show an entry, or nothing."""
        is_another = entry is None or self._entry is None or entry.path != self._entry.path
        self._entry = entry
        self._state.show_text("" if entry is None else state_sentence(entry))
        self._path.show_text("" if entry is None else str(entry.path))
        self._size.show_text("" if entry is None else size_words(entry))
        self._digest.show_text("" if entry is None else entry.sha256)
        self._problem.show_text("" if entry is None else reason(entry))
        slow = None if entry is None else self._registry.slow_calls.get(entry.name)
        self._slow.setText("" if slow is None else slow.sentence)
        for label in (self._size, self._digest, self._problem, self._slow):
            self._form.setRowVisible(label, bool(label.text()))
        self._details.show_text("" if entry is None else entry.details)
        self._pages.setTabVisible(1, entry is not None and bool(entry.details))
        if is_another:
            self._pages.setCurrentIndex(0)
            self.cancel_check()
            self._pages.setTabVisible(_FINDINGS_PAGE, False)
        self._show_source()
        self._show_decisions()

    def cancel_check(self) -> None:
        """End a check that is running: nobody waits for it any more."""
        self._check.cancel()

    def _start_check(self) -> None:
        if self._entry is not None and can_be_checked(self._entry):
            self._pages.setTabVisible(_FINDINGS_PAGE, True)
            self._pages.setCurrentIndex(_FINDINGS_PAGE)
            self._check.start(self._entry)

    def _show_findings(self, text: str) -> None:
        self._findings.show_text(text)

    def _show_source(self) -> None:
        entry = self._entry
        if entry is None or not entry.sha256:
            self._source.show_text("")
            return
        try:
            source = read_source(entry.path, of_anybody=entry.state is ProtocolState.SHIPPED)
        except PluginError as error:
            self._source.show_text(str(error))
            return
        if source.sha256 == entry.sha256:
            self._source.show_source(source.data, entry.problem)
        else:
            # Never other bytes than those that a click on Trust would be about.
            self._source.show_text("The file was changed this moment; it is looked at again.")

    def _show_decisions(self) -> None:
        entry = self._entry
        can_decide = entry is not None and entry.can_be_trusted
        is_denied = can_decide and entry is not None and entry.state is ProtocolState.OFF and not entry.is_suspended
        is_new = can_decide and entry is not None and entry.state is ProtocolState.NEW
        self._warning.setVisible(is_new or is_denied)
        self._trust.setVisible(is_new or is_denied)
        self._deny.setVisible(can_decide and not is_denied)
        self._deny.setDefault(is_new)
        self._turn_on.setVisible(entry is not None and entry.is_suspended)
        self._check_it.setVisible(can_be_checked(entry))
        self._being_written.setVisible(can_decide and not is_denied)
        self._being_written.setChecked(entry is not None and entry.is_being_written)

    def _trust_it(self) -> None:
        self._decide(self._registry.trust)

    def _deny_it(self) -> None:
        self._decide(self._registry.deny)

    def _turn_it_on(self) -> None:
        self._decide(self._registry.turn_on)

    def _set_being_written(self, checked: bool) -> None:
        self._decide(lambda entry: self._registry.trust(entry, being_written=checked))

    def _decide(self, decide: Callable[[ProtocolEntry], None]) -> None:
        if self._entry is None:
            return
        try:
            decide(self._entry)
        except SaveError as error:
            open_message(self, QMessageBox.Icon.Warning, str(error))
            self._show_decisions()


def _value(name: str) -> PlainLabel:
    label = PlainLabel(selectable=True)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    # A path or a digest has no place to be broken at: it must not make the window wide.
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def _page(name: str, title: str) -> SourceView:
    page = SourceView(title)
    page.setObjectName(name)
    return page


def _button(name: str, text: str, slot: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _=False: slot())
    return button
