"""A tab's page, which is next to nothing until somebody looks at it."""

from __future__ import annotations

from functools import cached_property

from attrs import evolve
from PyQt6.QtCore import QPoint, pyqtSignal
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.gui import frames, poems, reading, recording
from poetrygui.gui.poems.parts_area import FIRST_SHARES, Shares
from poetrygui.gui.poems.poem_pane import PoemPane
from poetrygui.gui.poems.send_bar import SendBar
from poetrygui.gui.recording.recording_look import RecordingLook
from poetrygui.gui.recording.recording_parts import RecordingParts
from poetrygui.gui.rows.poem_view import PoemView


class PoemTab(QWidget):
    """Holds the PoemPane of one poem: with ``is_lazy`` it is made when it is first shown or asked for."""

    problem = pyqtSignal(str)
    look_wanted = pyqtSignal(object)
    """The Path of a protocol file to be looked at."""
    view_changed = pyqtSignal()
    """The view began or ceased to follow, or to have a selection."""
    look_at_recordings_wanted = pyqtSignal(object)
    """What is shown of recordings is to be this RecordingLook."""
    zoomed = pyqtSignal(int)
    """The mouse has made its letters larger by so many steps."""
    divided = pyqtSignal(object)
    """Somebody has dragged what parts the text from the bytes: to these Shares of the height."""
    menu_wanted = pyqtSignal(QPoint)
    """A menu of what can be done in the view is to open at a point of the screen."""

    def __init__(
        self,
        poem: KeptPoem,
        library: Library,
        *,
        is_lazy: bool = False,
        place: TabPlace | None = None,
        tools: frames.FrameTools | None = None,
    ) -> None:
        """Show ``poem``, which ``library`` keeps, at the ``place`` where it was closed; ``tools`` know its frames."""
        super().__init__()
        self.poem = poem
        self._place = place
        self._library = library
        self._tools = tools
        self._pane: PoemPane | None = None
        self._wants_send_bar = False
        self._wraps, self._zoom = True, 0
        self._recording_look, self._shares = RecordingLook(), FIRST_SHARES
        self._marks_to_come: dict[int, str] = {}  # by where their lines begin, until there is a view
        if not is_lazy:
            self._build()

    @property
    def is_built(self) -> bool:
        """Whether there is a pane by now."""
        return self._pane is not None

    @property
    def view(self) -> PoemView:
        """The poem's rows."""
        return self._build().view

    @property
    def lines(self) -> reading.ShownLines:
        """Which lines of the poem are shown."""
        return self._build().lines

    @cached_property
    def differences(self) -> recording.DifferenceMargin:
        """The marks beside the rows where another framing of the recording makes other frames."""
        margin = recording.DifferenceMargin(self.view.palette)
        self.view.margins.add(margin)
        return margin

    @property
    def find_bar(self) -> reading.FindBar:
        """The bar for finding."""
        return self._build().find_bar

    @property
    def send_bar(self) -> SendBar:
        """The bar for sending."""
        return self._build().send_bar

    def place(self, index: int) -> TabPlace:
        """Return where the view is; ``index`` is where the tab stands among the others."""
        place = (self._place if self._pane is None else self._pane.place()) or TabPlace()
        marks = *place.marks, *((begins - self.poem.stream.base, note) for begins, note in self._marks_to_come.items())
        return evolve(place, index=index, encoding=self.poem.stream.lettering.encoding, marks=marks)

    def mark(self, begins: int, note: str) -> None:
        """Mark the line that begins there, with a ``note`` if it has none; nothing is made for that."""
        if self._pane is None:
            self._marks_to_come.setdefault(begins, note)
        else:
            self._pane.view.marks.put(begins, self._pane.view.marks.note_of(begins) or note)

    def go_to(self, start: int, stop: int) -> None:
        """Select these rows and show them, as soon as the tab is seen."""
        if (pane := self._build()).isVisible():
            pane.view.select_in_whole(start, stop)
        else:
            pane.go_to(TabPlace(top=start, following=False, anchor=start, caret=stop))

    def show_find_bar(self) -> None:
        """Open the bar for finding, and type into it."""
        self._build().show_find_bar()

    def find_again(self, *, backward: bool = False) -> None:
        """Go to the next match, or to the one before; where nothing is looked for, ask what to look for."""
        self.find_bar.find_again(backward=backward)

    def show_send_bar(self, wanted: bool) -> None:
        """Show the bar for sending while there is a connection to send on."""
        self._wants_send_bar = wanted
        if self._pane is not None:
            self._pane.show_send_bar(wanted)

    def set_wrap(self, wraps: bool) -> None:
        """Wrap long lines, or do not."""
        self._wraps = wraps
        if self._pane is not None:
            self._pane.view.set_wrap(wraps)

    def set_zoom(self, steps: int) -> None:
        """Have letters so many steps larger than at first."""
        self._zoom = steps
        if self._pane is not None:
            self._pane.view.zoom_to(steps)

    def divide(self, shares: Shares) -> None:
        """Divide the height so between the text and the bytes."""
        self._shares = shares
        if self._pane is not None:
            self._pane.area.divide(shares)

    def show_recording(self, look: RecordingLook) -> None:
        """Show of the recording what is wanted, as far as there is one."""
        self._recording_look = look
        if self._pane is not None:
            self._pane.parts.show_look(look)

    @property
    def parts(self) -> RecordingParts:
        """What is shown of the recording."""
        return self._build().parts

    @property
    def has_recording(self) -> bool:
        """Whether there is a recording, as far as is known before anybody has looked at the tab."""
        return self._pane is not None and self._pane.parts.has_recording

    @property
    def is_to_record(self) -> bool:
        """Whether its server's setting lets there be a recording."""
        return self.poem.info.kept is not WhatIsKept.NOTHING

    @property
    def may_hold_sent(self) -> bool:
        """Whether what was sent is kept, if anything was."""
        return self.has_recording and self.poem.info.kept is WhatIsKept.EVERYTHING

    def forget_sent(self) -> None:
        """Ask whether what was sent is to be forgotten, and have it forgotten."""
        poems.ask_to_forget_sent(self, self.poem, self._library)

    def put_above(self, bar: QWidget) -> None:
        """Put a bar above the text."""
        self._build().put_above(bar)

    def release(self) -> None:
        """Let go of the poem: the tab is about to be closed."""
        if self._pane is not None:
            self._pane.release()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Have something to show."""
        super().showEvent(event)
        if self._pane is None and (stack := self.parentWidget()) is not None:
            self.setGeometry(stack.contentsRect())  # now: a stack does it later, and all that stands here twice
        self._build()

    def _build(self) -> PoemPane:
        if self._pane is None:
            self._pane = pane = PoemPane(self.poem, self._library, self._tools, self)
            pane.problem.connect(self.problem)
            pane.look_wanted.connect(self.look_wanted)
            view = pane.view
            for signal in (view.followingChanged, view.hasSelectionChanged, view.marksChanged, pane.parts.changed):
                signal.connect(self.view_changed)
            pane.parts.look_wanted.connect(self.look_at_recordings_wanted)
            want = self.look_at_recordings_wanted.emit
            pane.undelivered.all_wanted.connect(lambda: want(evolve(self._recording_look, bytes=True)))
            view.menuWanted.connect(self.menu_wanted)
            pane.show_send_bar(self._wants_send_bar)
            if self._place is not None:
                pane.go_to(self._place)
            view.marks.put_all(self._marks_to_come.items())
            self._marks_to_come.clear()
            pane.area.divide(self._shares)
            pane.area.splitterMoved.connect(lambda *_: self.divided.emit(tuple(pane.area.sizes())))
            pane.parts.show_look(self._recording_look)
            if not self._wraps:
                view.set_wrap(False)
            view.zoomed.connect(self.zoomed)
            _fill(self, pane)
            # Where it stands by now: a style sheet takes a widget that it has looked at and that moves its font away.
            view.zoom_to(self._zoom)
            self.setFocusProxy(view)
            # A layout shows what it is given only later, and not at all where that comes while it is being shown.
            pane.show()
        return self._pane


def _fill(tab: QWidget, pane: QWidget) -> None:
    """Give a pane all of a tab, at once: its rows are read when it is shown, for the size that it has by then."""
    layout = QVBoxLayout(tab)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(pane)
    pane.setGeometry(tab.rect())
