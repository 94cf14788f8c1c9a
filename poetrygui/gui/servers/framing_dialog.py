"""The question with which protocol a recording is to be framed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QMessageBox, QVBoxLayout, QWidget

from poetrygui.api import PoemProtocol
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.text.display_text import label_text
from poetrygui.errors import PluginError
from poetrygui.gui.servers.protocol_fields import ProtocolFields
from poetrygui.gui.widgets.fitting import FittingScrollArea, fit
from poetrygui.gui.widgets.label_letters import have_label_lead_to
from poetrygui.gui.widgets.plain_text import PlainLabel, open_message
from poetrygui.plugins.registry import ProtocolEntry

Frame = Callable[[str, dict[str, str]], object]
"""Frames with the protocol of that name and its options, as typed. Raises PluginError."""


class FramingDialog(QDialog):
    """Lets a protocol and its options be chosen; ``frame`` is called with them when that is accepted."""

    look_wanted = pyqtSignal(object)
    """The Path of a protocol file that is to be looked at, which is done over this dialog."""

    def __init__(
        self,
        parent: QWidget | None,
        info: PoemInfo,
        protocols: Iterable[ProtocolEntry],
        frame: Frame,
        load: Callable[[str], type[PoemProtocol]] | None = None,
    ) -> None:
        """Ask how the recording of which ``info`` is noted is to be framed, with which of ``protocols``.

        ``load`` loads one that was not yet, after which :meth:`show_protocols` is called with how it stands then.
        """
        super().__init__(parent)
        self.setObjectName("framingDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Frame it with …")
        self._frame = frame
        self._protocol = ProtocolFields(self, load, keep=False)
        what = PlainLabel()
        what.setWordWrap(True)
        name = label_text(info.name or info.address, 60)
        what.setText(f"What came from “{name}” is given to a protocol once more. Nothing is fetched, nothing is sent.")
        self._problem = PlainLabel()
        self._problem.setObjectName("framingProblem")
        self._problem.setWordWrap(True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.setObjectName("framingButtons")
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert ok is not None
        self._ok = ok
        ok.setText("&Frame it")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Protocol", self._protocol.choice)
        have_label_lead_to(form, self._protocol.choice, self._protocol.choice.combo)
        fields = QWidget()
        rows = QVBoxLayout(fields)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(what)
        rows.addLayout(form)
        rows.addWidget(self._protocol.options)
        rows.addStretch()
        area = FittingScrollArea(fields)
        area.content_changed.connect(lambda: fit(self))
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(460)
        self._protocol.begin(protocols, info.protocol, dict(info.options))
        self._protocol.changed.connect(self._check)
        self._protocol.look_wanted.connect(self.look_wanted)
        self._protocol.options.rebuilt.connect(self._order_fields)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._order_fields()
        self._check()
        self._protocol.choice.setFocus()

    def show_protocols(self, protocols: Iterable[ProtocolEntry]) -> None:
        """Offer these from now on; the choice stays as it is."""
        self._protocol.offer(protocols)

    def accept(self) -> None:
        """Have it framed and close; stay open where the protocol may not run."""
        if self._protocol.problem():
            return
        try:
            self._frame(self._protocol.name, self._protocol.options.values())
        except PluginError as error:
            open_message(self, QMessageBox.Icon.Warning, str(error), details=error.details)
        else:
            super().accept()

    def _order_fields(self) -> None:
        choice = self._protocol.choice
        fields = [choice.combo, choice.look, *self._protocol.options.fields(), *self._buttons.buttons()]
        for one, next_one in pairwise(fields):
            self.setTabOrder(one, next_one)

    def _check(self) -> None:
        problem = self._protocol.problem()
        self._problem.show_text(problem)
        self._ok.setEnabled(not problem)
