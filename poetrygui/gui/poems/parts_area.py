"""The text of a poem with its parts below it, one of which is as high as somebody drags it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from poetrygui.gui import widgets
from poetrygui.gui.poems.part_place import PartPlace
from poetrygui.gui.widgets.plain_text import ElidedLabel
from poetrygui.gui.widgets.tokens import GAP_SMALL, GAP_WIDE

Shares = tuple[int, ...]
"""Of the height: those of what is above the handle, and below it."""
FIRST_SHARES: Shares = (3000, 2000)  # the ruler is above, too; Qt takes less than a part needs for what it needs


class PartsArea(QSplitter):
    """Holds the text and what stands close to it above a handle, and below that a part that takes a share.

    The text and what stands close to it keep the room that they need. Where there is none for all parts, those that
    were wanted last are shown, and a line tells which are not.
    """

    def __init__(self, text: QWidget) -> None:
        """Begin with the text alone, and without a handle."""
        super().__init__(Qt.Orientation.Vertical)
        self.setChildrenCollapsible(False)
        self._text = text
        self._shares = FIRST_SHARES
        self._places: list[PartPlace] = []  # the part that was wanted last is first
        above = QWidget()
        self._above = QVBoxLayout(above)
        self._above.setContentsMargins(0, 0, 0, 0)
        self._above.setSpacing(0)
        # Without a stretch: what has one gets no more than it needs until all others have what they want.
        self._above.addWidget(text)
        self._lacking = ElidedLabel()
        self._lacking.setObjectName("noRoom")
        self._lacking.setContentsMargins(GAP_WIDE, GAP_SMALL, GAP_WIDE, GAP_SMALL)
        self._lacking.hide()
        self._above.addWidget(self._lacking)
        self.addWidget(above)

    def put_in_place(self, other: QWidget) -> None:
        """Put what can be shown in the place of the text there; which of the two is seen is theirs to say."""
        other.setSizePolicy(self._text.sizePolicy())
        self._above.insertWidget(self._above.indexOf(self._text), other)

    def put_close(self, bar: QWidget) -> None:
        """Put a bar right below the text, before all parts."""
        self._above.insertWidget(self._above.indexOf(self._text) + 1, bar)

    def put_below(self, part: QWidget, share: int) -> None:
        """Put a part below those that there are; one that takes a ``share`` of the height, below the handle."""
        place = PartPlace(part, has_handle=share > 0)
        self._places.insert(0, place)
        place.wanted.connect(lambda: self._want(place))
        if share:
            self.addWidget(place)
            self.divide(self._shares)
        else:
            self._above.insertWidget(self._above.indexOf(self._lacking), place)
        self._make_room()

    def divide(self, shares: Shares) -> None:
        """Divide the height so, also where the part below comes later."""
        self._shares = shares
        self.setSizes(list(shares))

    def minimumSizeHint(self) -> QSize:
        """Return what is needed without the parts, which give way."""
        line = self._lacking.minimumSizeHint().height() if any(place.is_wanted for place in self._places) else 0
        return QSize(super().minimumSizeHint().width(), self._needed + line)

    @property
    def _needed(self) -> int:
        """The height that the text needs, with what stands close to it."""
        items = (self._above.itemAt(index) for index in range(self._above.count()))
        close = [item for item in items if item is not None and not item.isEmpty()]
        parts = (self._lacking, *self._places)
        return sum(item.minimumSize().height() for item in close if item.widget() not in parts)

    def _want(self, place: PartPlace) -> None:
        if place.is_wanted:
            self._places.remove(place)
            self._places.insert(0, place)
        self._make_room()

    def _make_room(self) -> None:
        """Show the parts for which there is room, and tell of the others."""
        wanted, room = [place for place in self._places if place.is_wanted], self.height() - self._needed
        if sum(map(self._room_for, wanted)) > room:
            room -= self._lacking.minimumSizeHint().height()
        lacking = []
        for place in self._places:
            fits = place.is_wanted and self._room_for(place) <= room
            place.setVisible(fits)
            if fits:
                room -= self._room_for(place)
            elif place.is_wanted:
                lacking.append(f"the {place.name}")
        what = " and ".join(lacking)
        told = f"There is no room for {what}: close something, or enlarge the window." if lacking else ""
        self._lacking.setVisible(bool(lacking))
        if told != self._lacking.text():
            self._lacking.setText(told)
            if self._lacking.isVisible():
                widgets.announce(told)

    def _room_for(self, place: PartPlace) -> int:
        return place.minimumSizeHint().height() + (self.handleWidth() if place.has_handle else 0)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """See for which parts there is room now."""
        self._make_room()
        super().resizeEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """See that also where something needs more room or less than before."""
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return super().event(event)
