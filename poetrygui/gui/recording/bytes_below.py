"""The bytes of a recording below its text: made when they are first wanted, and begun where the text is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from poetrygui.core.outcomes import Undelivered
from poetrygui.gui import recording
from poetrygui.gui.recording.leading import Leading
from poetrygui.gui.rows.poem_view import PoemView


class BytesBelow(QObject):
    """Leads the bytes to those at fault, where there are any, or to the end of a text that is followed."""

    begun = pyqtSignal()
    """Bytes are seen, and are to be those of what is looked at in the text."""
    went = pyqtSignal(object)
    """The user went to a stretch of the wire."""
    problem = pyqtSignal(str)

    def __init__(
        self,
        view: PoemView,
        put_below: Callable[[QWidget, int], object],
        leads: Leading[recording.ShownRecording],
        shown: Callable[[], recording.ShownRecording | None],
    ) -> None:
        """Show nothing yet; ``put_below`` puts a widget below ``view``, the text, with a share of its height.

        ``leads`` says whether another part leads, and ``shown`` which recording is looked at.
        """
        super().__init__(view)
        self._view = view
        self._put_below = put_below
        self._leads = leads
        self._shown = shown
        self.fault: Undelivered | None = None
        """The bytes that are led to."""
        view.followingChanged.connect(self._show_end)

    @cached_property
    def pane(self) -> recording.BytesPane:
        """The bytes."""
        pane = recording.BytesPane()
        pane.hide()
        self._fill(pane)
        pane.begun.connect(self._begin)
        pane.view.selection_changed.connect(lambda start, stop: self.went.emit((start, stop)))
        for signal in (pane.view.read_failed, pane.view.copy_refused):
            signal.connect(self.problem)
        self._put_below(pane, 1)
        return pane

    @property
    def is_made(self) -> bool:
        """Whether somebody wanted them yet."""
        return "pane" in vars(self)

    def turn(self) -> None:
        """Show the bytes of the recording that is looked at now."""
        if not self.is_made:
            return
        self._fill(self.pane)
        self._show_end()
        if self.fault is not None and self._is_last:
            with self._leads():
                self.pane.show_fault(self.fault)

    def show(self, *, is_wanted: bool) -> None:
        """Show them, or hide them."""
        if is_wanted and not self.is_made and self.fault is not None:
            self.pane.show_fault(self.fault)
        if is_wanted or self.is_made:
            self.pane.setVisible(is_wanted)

    def show_fault(self, undelivered: Undelivered | None) -> None:
        """Lead to the bytes of which no frame was made, now or as soon as bytes are shown; None leads nowhere."""
        if undelivered == self.fault:
            return
        self.fault = undelivered
        if self.is_made and self._is_last:
            self.pane.show_fault(undelivered)

    @property
    def _is_last(self) -> bool:
        shown = self._shown()
        return shown is not None and shown.is_last

    def _fill(self, pane: recording.BytesPane) -> None:
        shown = self._shown()
        pane.set_recording(*((None,) if shown is None else (shown.both.recording, shown.model)))

    def _begin(self) -> None:
        if self._is_followed:
            self._show_end()
        elif self.fault is None:
            self.begun.emit()

    def _show_end(self) -> None:
        if self.is_made and self.fault is None and not self._leads.is_on and self._is_followed:
            self.pane.view.show_end()

    @property
    def _is_followed(self) -> bool:
        start, stop = self._view.selection()
        return self._view.following and start == stop
