"""A form for the options that a protocol declares, checked as one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QComboBox, QFormLayout, QGroupBox, QLineEdit, QWidget

from poetrygui.api import PoemProtocol
from poetrygui.core.text.display_text import label_text, tab_text
from poetrygui.errors import PluginError
from poetrygui.gui.widgets.plain_text import plain_tip
from poetrygui.plugins.options import DeclaredOption, declared_options, parse_option


class _Field(Protocol):
    """What an option's widget tells and takes: text as the command line has it, empty for the default."""

    def text(self) -> str: ...
    def setText(self, text: str) -> None: ...  # noqa: N802 - Qt's name


class _Choice(QComboBox):
    """Offers an option's values, and the default where it has one."""

    def __init__(self, option: DeclaredOption) -> None:
        super().__init__()
        if not option.required:
            self.addItem(f"{label_text(option.default_text, 60)} (default)", "")
        for choice in option.choices:
            self.addItem(label_text(choice, 60), choice)

    def text(self) -> str:
        return str(self.currentData() or "")

    def setText(self, text: str) -> None:  # noqa: N802 - as a line edit has it
        row = self.findData(text)
        if row < 0:
            # A value that the protocol does not take any more is shown, and refused by the check.
            self.addItem(label_text(text, 60), text)
            row = self.count() - 1
        self.setCurrentIndex(row)


class OptionForm(QGroupBox):
    """Shows a field for each option of a protocol; it is hidden where there is none."""

    changed = pyqtSignal()
    """A value is another now."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__("Options of the protocol")
        self.setObjectName("serverOptions")
        self._form = QFormLayout(self)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._options: dict[str, DeclaredOption] = {}
        self._fields: dict[str, _Field] = {}
        self._others: dict[str, str] = {}
        self._failure = ""
        self.hide()

    def show_protocol(self, protocol: type[PoemProtocol] | None, values: Mapping[str, str]) -> None:
        """Show the options of a protocol with these values, by name, as a user typed them.

        Without a protocol nothing can be shown, and the values are kept as they are.
        """
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields.clear()
        self._failure = ""
        try:
            declared = () if protocol is None else declared_options(protocol)
        except PluginError as error:
            declared, self._failure = (), str(error)
        self._options = {option.name: option for option in declared}
        self._others = dict(values) if protocol is None or self._failure else {}
        for option in declared:
            self._add(option, values.get(option.name, ""))
        self.setVisible(bool(declared))

    def fields(self) -> list[QWidget]:
        """Return the widgets that are typed into, from top to bottom."""
        return [field for field in self._fields.values() if isinstance(field, QWidget)]

    def values(self) -> dict[str, str]:
        """Return what differs from the defaults, by name, as it was typed."""
        typed = {name: field.text() for name, field in self._fields.items()}
        return self._others | {name: text for name, text in typed.items() if text}

    def problem(self) -> str:
        """Return what is wrong with the values, in a sentence, or nothing."""
        if self._failure:
            return self._failure
        values = self.values()
        for name, option in self._options.items():
            if name in values:
                try:
                    parse_option(option, values[name])
                except PluginError as error:
                    return str(error)
            elif option.required:
                return f"The option {name} is needed: {option.takes}."
        return ""

    def _add(self, option: DeclaredOption, value: str) -> None:
        field: QLineEdit | _Choice
        if option.choices:
            field = _Choice(option)
            if value:
                field.setText(value)
            field.currentIndexChanged.connect(lambda _: self.changed.emit())
        else:
            field = QLineEdit(value)
            default = "needed" if option.required else option.default_text or "empty"
            field.setPlaceholderText(label_text(default, 60))
            field.textChanged.connect(lambda _: self.changed.emit())
        field.setObjectName(f"option_{option.name}")
        field.setToolTip(plain_tip("What it takes", option.takes, f"On the command line: --option {option.name}=…"))
        self._fields[option.name] = field
        self._form.addRow(tab_text(option.label, 60), field)
