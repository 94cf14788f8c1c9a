"""For how long a server is waited for."""

from __future__ import annotations

from PyQt6.QtWidgets import QDoubleSpinBox

_DAY = 86_400.0


class TimeLimits:
    """Fields for the time until a connection comes about, and for the silence on one; both in seconds."""

    def __init__(self, connect: float, idle: float | None) -> None:
        """Begin with these; None is to wait for ever."""
        self.connect_field = _seconds("serverConnectTimeout", 0.1, connect)
        self.idle_field = _seconds("serverIdleTimeout", 0.0, idle or 0.0)
        self.idle_field.setSpecialValueText("wait for ever")

    @property
    def connect(self) -> float:
        """For how long it is tried to connect."""
        return self.connect_field.value()

    @property
    def idle(self) -> float | None:
        """For how long a server may be silent; None is for ever."""
        return self.idle_field.value() or None


def _seconds(name: str, least: float, value: float) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setObjectName(name)
    field.setRange(least, _DAY)
    field.setDecimals(1)
    field.setSuffix(" s")
    field.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
    field.setValue(value)
    return field
