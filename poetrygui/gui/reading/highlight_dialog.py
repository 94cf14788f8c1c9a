"""Changing the highlight rules: a list, and the fields of the one that is chosen there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QDialog,
    QFileDialog,
    QWidget,
)

from poetrygui.core import reading
from poetrygui.core.files.small_file import read_small_file, what_is_wrong
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.highlight_rules import (
    COLOURS,
    LARGEST_FILE,
    MOST,
    Rule,
    Rules,
    rules_in,
    write_rules,
)
from poetrygui.core.text.wording import counted
from poetrygui.errors import SaveError
from poetrygui.gui.reading.condition_layout import lay_out
from poetrygui.gui.reading.highlight_form import HighlightForm
from poetrygui.gui.reading.rule_list import RuleList
from poetrygui.gui.widgets.fitting import fit
from poetrygui.gui.widgets.plain_text import PlainLabel

_FILES = "Highlight rules (*.json)"
_FIRST = "The first rule that fits gives a line its colour. Changes are shown at once, and kept by OK."


class HighlightDialog(QDialog):
    """Shows each change as it is made; OK keeps all of them, and Cancel goes back to what was before."""

    shown = pyqtSignal(object)
    """These Rules are to be in force for now."""
    kept = pyqtSignal(object)
    """These Rules are to be kept."""

    def __init__(self, rules: Rules, servers: Mapping[str, str], parent: QWidget) -> None:
        """Change ``rules``; ``servers``, names by ids, are those for which a rule may be."""
        super().__init__(parent)
        self.setObjectName("highlightDialog")
        self.setWindowTitle("Highlight rules")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._before = rules
        self._list = RuleList()
        self._form = HighlightForm(servers)
        self._problem = PlainLabel(_FIRST)
        actions = (
            ("Add", "&Add", self.add),
            ("Remove", "&Remove", self._list.remove),
            ("Up", "Move &up", partial(self._list.move_current, -1)),
            ("Down", "Move &down", partial(self._list.move_current, 1)),
            ("Import", "I&mport …", self._choose_import),
            ("Export", "&Export …", self._choose_export),
        )
        lay_out(self, "highlight", (self._list, self._form, self._problem), actions)
        for rule in rules:
            self._list.add(rule)
        self._list.currentRowChanged.connect(lambda _: self._form.show_rule(self._list.rule()))
        self._list.changed.connect(self._show)
        self._form.changed.connect(self._list.change)
        self._list.setCurrentRow(0)
        fit(self)

    def add(self, text: str = "") -> None:
        """Add a rule that looks for ``text``, in the colour that the fewest rules have."""
        if self._list.count() >= MOST:
            self._problem.setText(f"There are {MOST} rules, which is as many as are kept: remove one first.")
            return
        used = [rule.colour for rule in self._list.rules]
        self._take((Rule(Condition(text), min(COLOURS, key=used.count)),))
        self._form.take_keyboard()

    def accept(self) -> None:
        """Have the rules kept, unless one of them can look for nothing."""
        rules = tuple(rule for rule in self._list.rules if rule.condition.text)
        for rule in rules:
            try:
                reading.check(rule.condition)
            except reading.FindError as error:
                self._list.setCurrentRow(self._list.rules.index(rule))
                self._problem.setText(str(error))
                self._form.take_keyboard()
                return
        self.kept.emit(rules)
        super().accept()

    def reject(self) -> None:
        """Show the rules of before."""
        self.shown.emit(self._before)
        super().reject()

    def read(self, path: Path) -> None:
        """Add the rules of a file."""
        try:
            rules = rules_in(read_small_file(path, LARGEST_FILE))
        except OSError as error:
            self._problem.setText(f"{path.name} cannot be read: {error.strerror or error}.")
        except Exception as error:  # noqa: BLE001 - damage comes in every shape, and gets the same answer
            self._problem.setText(f"The rules in {path.name} are {what_is_wrong(error)}: nothing was added.")
        else:
            new = tuple(rule for rule in rules if rule not in self._list.rules)[: MOST - self._list.count()]
            self._take(new)
            self._problem.setText(f"{counted(len(new), 'rule')} added from {path.name}.")

    def write(self, path: Path) -> None:
        """Write the rules into a file that others can add."""
        rules = tuple(rule for rule in self._list.rules if rule.condition.text)
        try:
            write_rules(path, rules)
        except SaveError as error:
            self._problem.setText(str(error))
        else:
            self._problem.setText(f"{counted(len(rules), 'rule')} written to {path.name}.")

    def _take(self, rules: Rules) -> None:
        for rule in rules:
            self._list.add(rule)
        if rules:
            self._list.setCurrentRow(self._list.count() - 1)

    def _show(self) -> None:
        self._problem.setText(_FIRST)
        self.shown.emit(self._list.rules)

    def _choose_import(self) -> None:
        dialog = QFileDialog(self, "Add highlight rules", "", _FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._choose(dialog, self.read)

    def _choose_export(self) -> None:
        dialog = QFileDialog(self, "Write the highlight rules", "highlights.json", _FILES)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        self._choose(dialog, self.write)

    def _choose(self, dialog: QFileDialog, call: Callable[[Path], None]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: call(Path(chosen)))
        dialog.open()
