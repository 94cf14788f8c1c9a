"""A field for a number of bytes, in GiB."""

from __future__ import annotations

from PyQt6.QtWidgets import QDoubleSpinBox

_LARGEST = 100_000.0


def gibibytes_field(least: float) -> QDoubleSpinBox:
    """Return a field that takes ``least`` GiB or more, and tells a value once it is typed."""
    field = QDoubleSpinBox()
    field.setDecimals(1)
    field.setRange(least, _LARGEST)
    field.setSuffix(" GiB")
    field.setKeyboardTracking(False)
    return field
