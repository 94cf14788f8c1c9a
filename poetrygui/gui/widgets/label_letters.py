"""The letter of a label leads to a field: where that is within another widget, this has to be said."""

from __future__ import annotations

from PyQt6.QtWidgets import QFormLayout, QLabel, QLayout, QWidget


def have_label_lead_to(form: QFormLayout, field: QWidget | QLayout, inner: QWidget) -> None:
    """Have the letter of the label of ``field`` in ``form`` lead to what is ``inner`` in that.

    What holds it is to have no place of its own where Tab goes: all that stands before it would be passed by.
    """
    label = form.labelForField(field)
    assert isinstance(label, QLabel)
    label.setBuddy(inner)
