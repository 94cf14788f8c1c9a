"""A form for options, of a protocol or of a transport, checked as one types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFormLayout, QGroupBox, QWidget

from poetrygui.core.options.declared_option import DeclaredOption, unused_options
from poetrygui.core.options.option_text import value_of
from poetrygui.core.text.display_text import tab_text
from poetrygui.errors import OptionError
from poetrygui.gui.servers.option_fields import OptionField, option_field
from poetrygui.gui.widgets.plain_text import plain_tip


class OptionForm(QGroupBox):
    """Shows a field for each option; it is hidden where there is none."""

    changed = pyqtSignal()
    """A value is another now."""
    rebuilt = pyqtSignal()
    """There are other fields now."""

    def __init__(self, title: str, name: str, flag: str) -> None:
        """Show nothing yet but ``title``.

        The widget of an option is called ``name``, an underscore and the option; ``flag`` sets it on the command line.
        """
        super().__init__(title)
        self._name = name
        self._flag = flag
        self._form = QFormLayout(self)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._options: dict[str, DeclaredOption] = {}
        self._fields: dict[str, OptionField] = {}
        self._others: dict[str, str] = {}
        self.hide()

    def show_options(self, options: Iterable[DeclaredOption], values: Mapping[str, str]) -> None:
        """Show these with their values, by name, as a user typed them."""
        self._clear()
        self._options = {option.name: option for option in options}
        for option in self._options.values():
            self._add(option, values.get(option.name, ""))
        self.setVisible(bool(self._options))
        self._show_what_is_used()
        self.rebuilt.emit()

    def keep(self, values: Mapping[str, str]) -> None:
        """Show nothing, and keep values of options that are not known now."""
        self._clear()
        self._others = dict(values)
        self.hide()
        self.rebuilt.emit()

    def fields(self) -> list[QWidget]:
        """Return the widgets that take the keyboard, from top to bottom."""
        return [part for field in self._fields.values() for part in field.parts()]

    def values(self) -> dict[str, str]:
        """Return what differs from the defaults, by name, as it was typed."""
        typed = {name: field.text() for name, field in self._fields.items()}
        return self._others | {name: text for name, text in typed.items() if text}

    def problem(self) -> str:
        """Return what is wrong with the values, in a sentence, or nothing."""
        values = self.values()
        for name, option in self._options.items():
            if name in values:
                try:
                    value_of(option, values[name])
                except OptionError as error:
                    return str(error)
            elif option.required:
                return f"The option {name} is needed: {option.takes}."
        return ""

    def _clear(self) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._options = {}
        self._fields.clear()
        self._others = {}

    def _add(self, option: DeclaredOption, value: str) -> None:
        field = option_field(option, value)
        field.changed.connect(self._field_changed)
        field.parts()[0].setObjectName(f"{self._name}_{option.name}")
        field.setToolTip(plain_tip("What it takes", option.takes, f"On the command line: {self._flag} {option.name}=…"))
        self._fields[option.name] = field
        self._form.addRow(tab_text(option.label, 60), field)

    def _field_changed(self) -> None:
        self._show_what_is_used()
        self.changed.emit()

    def _show_what_is_used(self) -> None:
        unused = unused_options(self._options.values(), self.values())
        for name, field in self._fields.items():
            field.setEnabled(name not in unused)
