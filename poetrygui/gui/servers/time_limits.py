"""For how long a server is waited for, and whether again."""

from __future__ import annotations

from PyQt6.QtWidgets import QDoubleSpinBox

from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.gui.servers.reconnect_field import ReconnectField

_DAY = 86_400.0


class TimeLimits:
    """Fields for the time until a connection comes about, and for the silence on one; both in seconds.

    ``again`` is the field for what is done then.
    """

    def __init__(self, connect: float, idle: float | None, again: ReconnectField | None = None) -> None:
        """Begin with these seconds, ``connect`` and ``idle``, where None is to wait for ever.

        Without ``again``, it is not tried again.
        """
        self.again = again or ReconnectField(Reconnect.OFF, None, resumes=False)
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
