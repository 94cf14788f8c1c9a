"""What is known of one protocol, fact by fact."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QFormLayout, QSizePolicy, QWidget

from poetrygui.gui.protocols.protocol_words import reason, receives_words, size_words, state_sentence
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.hosts import confinement
from poetrygui.plugins.registry import ProtocolEntry

_TITLES = {
    "protocolState": "State",
    "protocolPath": "File",
    "protocolSize": "Size",
    "protocolDigest": "SHA-256",
    "protocolProblem": "Why",
    "protocolReceives": "Receives",
    "protocolConfined": "Confined",
    "protocolSlow": "Slow",
}
_ALWAYS_SHOWN = ("protocolState", "protocolPath")
_NARROWEST = 480  # pixels, in which nobody sees them narrower


class EntryFacts(QWidget):
    """A form with a row for each fact; those that there are not are hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet, within ``parent``."""
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._values = {name: _value(name) for name in _TITLES}
        for name, title in _TITLES.items():
            self._form.addRow(title, self._values[name])

    def minimumSizeHint(self) -> QSize:
        """Need the lines that there are in a dialog: a long path broken at a word's width would take a screen."""
        least = super().minimumSizeHint()
        return QSize(least.width(), min(least.height(), self.heightForWidth(max(self.width(), _NARROWEST))))

    def show_entry(self, entry: ProtocolEntry | None, slow: str) -> None:
        """Show an entry, or nothing; ``slow`` says of a call of it that it held the window up."""
        facts = dict.fromkeys(_TITLES, "")
        if entry is not None:
            facts = {
                "protocolState": state_sentence(entry),
                "protocolPath": str(entry.path),
                "protocolSize": size_words(entry),
                "protocolDigest": entry.sha256,
                "protocolProblem": reason(entry),
                "protocolReceives": _sentence(receives_words(entry)),
                "protocolConfined": confinement.confined_words(entry.needs) if entry.can_be_trusted else "",
                "protocolSlow": slow,
            }
        for name, label in self._values.items():
            label.show_text(facts[name])
            if name not in _ALWAYS_SHOWN:
                self._form.setRowVisible(label, bool(label.text()))


def _sentence(words: str) -> str:
    return f"In {'its' if words.startswith('own') else 'the'} {words}." if words else ""


def _value(name: str) -> PlainLabel:
    label = PlainLabel(selectable=True)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    # A path or a digest has no place to be broken at: it must not make the window wide.
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
