"""Everything about one protocol, and the decision whether it may run."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QCheckBox, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from poetrygui import hosts
from poetrygui.errors import SaveError
from poetrygui.gui.protocols.entry_facts import EntryFacts
from poetrygui.gui.protocols.entry_pages import EntryPages
from poetrygui.gui.protocols.protocol_check import can_be_checked
from poetrygui.gui.protocols.protocol_words import warning_words
from poetrygui.gui.widgets.plain_text import PlainLabel, open_message
from poetrygui.plugins.protocol_state import Denied, Suspended
from poetrygui.plugins.registry import ProtocolEntry, ProtocolRegistry


class TrustPanel(QWidget):
    """Shows an entry of ``registry``, its source, and buttons for what can be decided about it. The default is no."""

    def __init__(self, registry: ProtocolRegistry, parent: QWidget | None = None) -> None:
        """Show nothing yet, within ``parent``."""
        super().__init__(parent)
        self._registry = registry
        self._entry: ProtocolEntry | None = None
        self._facts = EntryFacts(self)
        self._pages = EntryPages(self)
        self._warning = PlainLabel()
        self._warning.setObjectName("protocolWarning")
        self._warning.setWordWrap(True)
        self._trust = _button("trustProtocol", "&Trust it", self._trust_it)
        self._deny = _button("denyProtocol", "&Don't trust it", self._deny_it)
        self._turn_on = _button("turnOnProtocol", "Turn it &on again", self._turn_it_on)
        self._check_it = _button("checkProtocol", "C&heck its framing", self._pages.start_check)
        self._check_it.setToolTip("Runs its samples, and proves that its frames do not depend on the chunks")
        self._being_written = QCheckBox("I am &writing this file here: trust it anew on each save")
        self._being_written.setObjectName("beingWritten")
        self._being_written.clicked.connect(self._set_being_written)
        self._in_process = QCheckBox("It runs in the window's &own process, where nothing is confined")
        self._in_process.setObjectName("receivesInProcess")
        self._in_process.setToolTip("For a profiler or a debugger, and for what a process of its own refuses")
        self._in_process.clicked.connect(self._set_in_process)
        decisions = QHBoxLayout()
        decisions.addWidget(self._being_written)
        decisions.addStretch()
        for button in (self._check_it, self._turn_on, self._trust, self._deny):
            decisions.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._facts)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._warning)
        layout.addWidget(self._in_process)
        layout.addLayout(decisions)
        self.show_entry(None)

    @property
    def is_through(self) -> bool:
        """Whether all that is shown is there, colours included."""
        return self._pages.is_through

    def show_entry(self, entry: ProtocolEntry | None) -> None:
        """Show an entry, or nothing."""
        self._entry = entry
        slow = None if entry is None else self._registry.slow_calls.get(entry.name)
        self._facts.show_entry(entry, "" if slow is None else slow.sentence)
        self._pages.show_entry(entry)
        self._show_decisions()

    def cancel_check(self) -> None:
        """End a check that is running: nobody waits for it any more."""
        self._pages.cancel_check()

    def _show_decisions(self) -> None:
        entry = self._entry
        state = None if entry is None else entry.state
        can_decide = entry is not None and entry.can_be_trusted
        is_denied = isinstance(state, Denied)
        is_new = entry is not None and entry.is_undecided
        is_here = self._registry.trust_book.all_in_process or (entry is not None and entry.in_process)
        self._warning.setText(warning_words(in_process=is_here))
        self._warning.setVisible(is_new or is_denied)
        self._trust.setVisible(is_new or is_denied)
        self._deny.setVisible(can_decide and not is_denied)
        self._deny.setDefault(is_new)
        self._turn_on.setVisible(isinstance(state, Suspended))
        self._check_it.setVisible(can_be_checked(entry))
        self._being_written.setVisible(can_decide and not is_denied)
        self._being_written.setChecked(state is not None and state.is_being_written)
        has_choice = entry is not None and can_decide and (entry.is_usable or entry.in_process)
        self._in_process.setVisible(has_choice and hosts.HAS_HOSTS)
        self._in_process.setChecked(entry is not None and entry.in_process)
        # Where the window was started so, all of them do.
        self._in_process.setEnabled(not self._registry.trust_book.all_in_process)

    def _trust_it(self) -> None:
        self._decide(self._registry.trust)

    def _deny_it(self) -> None:
        self._decide(self._registry.deny)

    def _turn_it_on(self) -> None:
        self._decide(self._registry.turn_on)

    def _set_being_written(self, checked: bool) -> None:
        self._decide(lambda entry: self._registry.trust(entry, being_written=checked))

    def _set_in_process(self, checked: bool) -> None:
        self._decide(lambda entry: self._registry.run_in_process(entry, wanted=checked))

    def _decide(self, decide: Callable[[ProtocolEntry], None]) -> None:
        if self._entry is None:
            return
        try:
            decide(self._entry)
        except SaveError as error:
            open_message(self, QMessageBox.Icon.Warning, str(error))
            self._show_decisions()


def _button(name: str, text: str, slot: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _=False: slot())
    return button
