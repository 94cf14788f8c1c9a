"""The dialog for what is chosen for all of the program: every field is explained, and a change is there at once."""

from __future__ import annotations

from typing import Any

from attrs import evolve
from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFont
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFontComboBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from poetrygui.core.library.budget import GIBIBYTE
from poetrygui.gui.widgets.fitting import FittingScrollArea, fit
from poetrygui.gui.widgets.gibibytes_field import gibibytes_field
from poetrygui.gui.window.choices.explained_form import ExplainedForm
from poetrygui.gui.window.choices.notices import ALL_ENDS, FAILURES, NEVER
from poetrygui.gui.window.choices.preferences import (
    LARGEST_LETTERS,
    LONGEST_LIMIT,
    SHORTEST_LIMIT,
    SMALLEST_LETTERS,
    Preferences,
)

_FIRST_SIZE = QSize(640, 560)
_SMALLEST_BUDGET = 0.1
_SYSTEM_FONT = "as the system has it"
_LOOKS = {
    "": "As the desktop",
    "light": "Light",
    "dark": "Dark",
    "contrast": "High contrast",
}
_NOTICES = {
    FAILURES: "When one fails or drops",
    ALL_ENDS: "Whenever one ends",
    NEVER: "Never",
}


class SettingsDialog(QDialog):
    """Tells each change as it is made: there is nothing to be confirmed."""

    changed = pyqtSignal(object)
    """Other Preferences are wanted."""
    budget_wanted = pyqtSignal(object)
    """All recordings are to take so many bytes at most."""
    recording_limit_wanted = pyqtSignal(object)
    """One recording is to take so many bytes at most."""

    def __init__(self, window: QWidget, preferences: Preferences, budget: int, recording_limit: int) -> None:
        """Show over ``window`` what is chosen: ``preferences``, the ``budget`` and ``recording_limit`` in bytes."""
        super().__init__(window)
        self.setObjectName("settingsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Settings")
        self._preferences = preferences
        self._form = ExplainedForm()
        self._add_looks(preferences)
        self._add_work(preferences)
        self._add_recordings(budget, recording_limit)
        self._form.finish()
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(FittingScrollArea(self._form), 1)
        layout.addWidget(box)
        fit(self, _FIRST_SIZE)

    # Building

    def _add_looks(self, preferences: Preferences) -> None:
        look = QComboBox()
        for name, words in _LOOKS.items():
            look.addItem(words, name)
        look.setCurrentIndex(max(look.findData(preferences.look), 0))
        look.currentIndexChanged.connect(lambda _: self._change(look=look.currentData()))
        family = QFontComboBox()
        family.setFontFilters(QFontComboBox.FontFilter.MonospacedFonts)
        family.setEditable(False)
        family.insertItem(0, _SYSTEM_FONT)
        if preferences.font:
            family.setCurrentFont(QFont(preferences.font))
        else:
            family.setCurrentIndex(0)
        family.currentIndexChanged.connect(lambda at: self._change(font=family.itemText(at) if at > 0 else ""))
        letters = QSpinBox()
        letters.setRange(SMALLEST_LETTERS - 1, LARGEST_LETTERS)
        letters.setSpecialValueText(_SYSTEM_FONT)
        letters.setSuffix(" points")
        letters.setKeyboardTracking(False)
        letters.setValue(preferences.letters)
        letters.valueChanged.connect(lambda size: self._change(letters=size if size >= SMALLEST_LETTERS else 0))
        form = self._form
        form.add_part("Looks")
        form.add_field(
            "look",
            "&Colours",
            look,
            "As the desktop has them and turns, or light, dark or of high contrast whatever that has.",
        )
        form.add_field(
            *("textFont", "&Letters of texts", family),
            "What comes, bytes and sources are written in these: all letters are as wide as each other.",
        )
        form.add_field(
            *("letters", "Si&ze of texts", letters),
            "Letters are so large at first; Larger letters and Smaller letters in the View menu go on from there.",
        )

    def _add_work(self, preferences: Preferences) -> None:
        asks = QCheckBox()
        asks.setChecked(preferences.asks_to_quit)
        asks.toggled.connect(lambda on: self._change(asks_to_quit=on))
        limit = QDoubleSpinBox()
        limit.setRange(SHORTEST_LIMIT, LONGEST_LIMIT)
        limit.setDecimals(1)
        limit.setSingleStep(0.1)
        limit.setSuffix(" s")
        limit.setKeyboardTracking(False)
        limit.setValue(preferences.callback_limit)
        limit.valueChanged.connect(lambda seconds: self._change(callback_limit=seconds))
        notices = QComboBox()
        for name, words in _NOTICES.items():
            notices.addItem(words, name)
        notices.setCurrentIndex(max(notices.findData(preferences.notices), 0))
        notices.currentIndexChanged.connect(lambda _: self._change(notices=notices.currentData()))
        form = self._form
        form.add_part("Work")
        form.add_field(
            *("notices", "&Notifications", notices),
            "While you work in another window, the desktop tells you when a connection ends or drops. Many at once are "
            "told as one.",
        )
        form.add_field(
            *("asksToQuit", "Ask before &quitting while something runs", asks),
            "Quitting ends what runs in order, and keeps what came: without the question it is done at once.",
        )
        form.add_field(
            *("callbackLimit", "&Time of a protocol", limit),
            "A protocol's own code that computes or sleeps for longer in one call is interrupted, and its connection "
            "ends: nothing else can happen in the window meanwhile.",
        )

    def _add_recordings(self, budget: int, recording_limit: int) -> None:
        all_of_them, one = gibibytes_field(_SMALLEST_BUDGET), gibibytes_field(_SMALLEST_BUDGET)
        all_of_them.setValue(budget / GIBIBYTE)
        one.setValue(recording_limit / GIBIBYTE)
        all_of_them.valueChanged.connect(lambda value: self.budget_wanted.emit(round(value * GIBIBYTE)))
        one.valueChanged.connect(lambda value: self.recording_limit_wanted.emit(round(value * GIBIBYTE)))
        form = self._form
        form.add_part("Recordings")
        form.add_field(
            *("budgetSetting", "&Keep up to", all_of_them),
            "Where all recordings are more, the oldest go: never what runs, has a tab or is marked as kept. "
            "If any has to go for a new value, that is asked first.",
        )
        form.add_field(
            *("recordingLimitSetting", "Of &one up to", one),
            "Of a recording that grows larger, what came first is dropped as it runs, and that is said; a server's own "
            "dialog can have another limit. It is about those that begin from now on.",
        )

    # Telling

    def show_budget(self, budget: int) -> None:
        """Show a budget of so many bytes, which nobody has just asked for."""
        field = self.findChild(QDoubleSpinBox, "budgetSetting")
        if field is not None:
            field.blockSignals(True)
            field.setValue(budget / GIBIBYTE)
            field.blockSignals(False)

    def _change(self, **what: Any) -> None:
        self._preferences = evolve(self._preferences, **what)
        self.changed.emit(self._preferences)
