"""What one highlight rule looks for, and how it shows it: the fields in which that is changed."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve
from PyQt6.QtCore import QEvent, pyqtSignal
from PyQt6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PyQt6.QtWidgets import QComboBox, QFormLayout

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.field_test import EXAMPLE
from poetrygui.core.reading.highlight_rules import COLOURS, Rule
from poetrygui.gui.reading.condition_fields import (
    LONGEST_NAME,
    ConditionForm,
    ServerChoice,
    named_box,
    side_by_side,
    text_line,
)
from poetrygui.gui.widgets.theme import rule_colours
from poetrygui.gui.widgets.tokens import ICON_SMALL, RADIUS_SMALL

_TEXT = "Text to look for"
_NO_CONDITION = Condition("")


class HighlightForm(ConditionForm):
    """Shows a rule, and tells each change of it as it is made."""

    changed = pyqtSignal(object)
    """The Rule is to be this one."""

    def __init__(self, servers: Mapping[str, str]) -> None:
        """Offer ``servers``, names by ids, for which alone a rule can be."""
        super().__init__("highlightText", _TEXT)
        self._rule: Rule | None = None
        self._pattern = named_box("highlightPattern", "Regular e&xpression")
        self._case = named_box("highlightCase", "Match &case")
        self._word = named_box("highlightWord", "W&hole word")
        self._field = named_box("highlightField", "&Field")
        self._flags = self._pattern, self._case, self._word, self._field
        self._field.setToolTip("Look for frames with a field, as their protocol tells it")
        self._field.toggled.connect(self._show_kind)
        self._colour = QComboBox()
        for name in COLOURS:
            self._colour.addItem(name.capitalize(), name)
        self._show_colours()
        self._reach = QComboBox()
        self._reach.addItems(("The whole line", "What matches"))
        self._server = ServerChoice(servers)
        self._name = text_line("highlightName", "What you call it, or nothing", LONGEST_NAME)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        layout.addRow("&Look for:", self.looked_for)
        layout.addRow("", side_by_side(self._flags))
        fields = (("C&olour:", self._colour), ("&Paint:", self._reach), ("&In:", self._server), ("&Name:", self._name))
        for label, field in fields:
            layout.addRow(label, field)
            field.setAccessibleName(label.replace("&", "").rstrip(":"))
        for name, combo in (("Colour", self._colour), ("Reach", self._reach), ("Server", self._server)):
            combo.setObjectName(f"highlight{name}")
            combo.currentIndexChanged.connect(lambda _: self._change())
        for line in (self.looked_for, self._name):
            line.textEdited.connect(lambda _: self._change())
        for flag in self._flags:
            flag.clicked.connect(lambda _=False: self._change())
        self.setEnabled(False)

    def show_rule(self, rule: Rule | None) -> None:
        """Show a rule to be changed; None shows nothing."""
        self._rule = None  # what is shown now is no change
        self.setEnabled(rule is not None)
        shown = rule or Rule(_NO_CONDITION)
        self.looked_for.setText(shown.condition.text)
        self._pattern.setChecked(shown.condition.is_pattern)
        self._case.setChecked(shown.condition.matches_case)
        self._word.setChecked(shown.condition.is_word)
        self._field.setChecked(shown.condition.is_field)
        self._colour.setCurrentIndex(self._colour.findData(shown.colour))
        self._reach.setCurrentIndex(not shown.whole_line)
        self._server.choose(shown.server)
        self._name.setText(shown.name)
        self._rule = rule

    def changeEvent(self, event: QEvent | None) -> None:
        """Show the colours as another palette has them."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self._show_colours()

    def _show_colours(self) -> None:
        for row, name in enumerate(COLOURS):
            self._colour.setItemIcon(row, swatch(name, self.palette()))

    def _show_kind(self, is_field: bool) -> None:
        """Show what can be looked for: a text, or a field, which is of whole lines."""
        for part in (self._pattern, self._word, self._reach):
            part.setEnabled(not is_field)
        self.looked_for.setPlaceholderText(EXAMPLE if is_field else _TEXT)
        self.looked_for.setAccessibleName(f"Field to look for, as in {EXAMPLE}" if is_field else _TEXT)

    def _change(self) -> None:
        if self._rule is None:
            return
        is_field = self._field.isChecked()
        condition = evolve(
            self._rule.condition,
            text=self.looked_for.text(),
            is_pattern=self._pattern.isChecked() and not is_field,
            matches_case=self._case.isChecked(),
            is_word=self._word.isChecked() and not is_field,
            is_field=is_field,
        )
        self._rule = Rule(
            condition,
            self._colour.currentData(),
            is_field or not self._reach.currentIndex(),
            self._server.currentData(),
            self._name.text().strip(),
        )
        self.changed.emit(self._rule)


def swatch(colour: str, palette: QPalette) -> QIcon:
    """Return a picture of the colour of that name, as ``palette`` has it."""
    size = ICON_SMALL
    picture = QPixmap(size * 2, size * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(QColor(0, 0, 0, 0))
    text, ground = rule_colours(colour, palette)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ground)
    painter.setPen(text)
    painter.drawRoundedRect(1, 1, size - 2, size - 2, RADIUS_SMALL, RADIUS_SMALL)
    painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)  # the colour is what is to be seen, also of the rule that is chosen
    return icon
