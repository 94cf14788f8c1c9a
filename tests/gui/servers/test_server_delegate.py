"""How a server is drawn: two lines of its own, in the palette's colours, and no other row is looked at for it."""

from __future__ import annotations

from pathlib import Path

import PyQt6.QtGui  # brings mightBeRichText  # noqa: F401
import pytest
from PyQt6.QtCore import QEvent, QModelIndex, QObject
from PyQt6.QtGui import QColor, QImage, QPainter, QPalette
from PyQt6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import Ended, Outcome, Receiving, State
from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.gui.servers.server_delegate import ServerDelegate
from poetrygui.gui.servers.server_list import ServerList
from poetrygui.gui.servers.server_model import ServerModel
from poetrygui.gui.widgets.dress import LOOKS, palette_of
from poetrygui.gui.widgets.theme import contrast


@pytest.fixture
def book(tmp_path: Path) -> ServerBook:
    return ServerBook(tmp_path / "servers.json")


class _CountingModel(ServerModel):
    looks = 0

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        self.looks += 1
        return super().columnCount(parent)


class _Paintings(QObject):
    count = 0

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        self.count += event is not None and event.type() == QEvent.Type.Paint
        return False


def test_a_state_is_painted_without_a_look_at_all_other_rows(book: ServerBook, qtbot: QtBot) -> None:
    book.servers = tuple(Server(f"poem {row}", f"127.0.0.1:{row + 1}") for row in range(2000))
    model = _CountingModel(book)
    view = ServerList()
    qtbot.addWidget(view)
    view.setUniformItemSizes(True)
    view.setItemDelegate(ServerDelegate(view))
    view.setModel(model)
    with qtbot.waitExposed(view):
        view.show()
    viewport = view.viewport()
    assert viewport is not None
    paintings = _Paintings()
    viewport.installEventFilter(paintings)
    paintings.count = model.looks = 0
    model.set_state(book.servers[1].id, Receiving(5, 1))
    qtbot.waitUntil(lambda: paintings.count > 0)
    assert model.looks < 1000


WIDTH = 300


def drawn(server: Server, book: ServerBook, state: State | None = None, *, selected: bool = False) -> QImage:
    """Return a row as it is drawn."""
    model = ServerModel(book)
    model.add(server)
    if state is not None:
        model.set_state(server.id, state)
    delegate, option, index = ServerDelegate(), QStyleOptionViewItem(), model.index(0, 0)
    option.palette.setColor(QPalette.ColorRole.Text, QColor("#00ff00"))
    if selected:
        option.state |= QStyle.StateFlag.State_Selected
    height = delegate.sizeHint(option, index).height()
    option.rect.setRect(0, 0, WIDTH, height)
    image = QImage(WIDTH, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    model.remove({server.id})
    return image


@pytest.mark.parametrize("look", LOOKS)
def test_where_the_keyboard_is_is_seen_on_a_row_that_is_selected(look: str, book: ServerBook) -> None:
    model, delegate = ServerModel(book), ServerDelegate()
    model.add(SERVER)
    pictures = []
    for state in (QStyle.StateFlag.State_None, QStyle.StateFlag.State_HasFocus):
        option = QStyleOptionViewItem()
        option.palette = palette_of(LOOKS[look])
        option.state |= QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Active | state
        option.rect.setRect(0, 0, WIDTH, delegate.sizeHint(option, model.index(0, 0)).height())
        image = QImage(option.rect.size(), QImage.Format.Format_RGB32)
        image.fill(option.palette.window().color())
        painter = QPainter(image)
        delegate.paint(painter, option, model.index(0, 0))
        painter.end()
        pictures.append(image)
    without, focused = pictures
    middle = focused.height() // 2
    most = max(contrast(focused.pixelColor(x, middle), without.pixelColor(x, middle)) for x in range(10))
    assert most >= 3, "as WCAG 2 asks for"


SERVER = Server("name", "127.0.0.1:1", "raw")


@pytest.mark.parametrize(
    "other",
    [
        Server("other", "127.0.0.1:1", "raw"),
        Server("name", "127.0.0.1:2", "raw"),
        Server("name", "127.0.0.1:1", "lines"),
    ],
)
def test_its_name_its_address_and_its_protocol_are_seen(book: ServerBook, qtbot: QtBot, other: Server) -> None:
    assert drawn(SERVER, book) == drawn(SERVER, book)
    assert drawn(SERVER, book) != drawn(other, book)


def test_how_its_fetch_stands_is_seen(book: ServerBook, qtbot: QtBot) -> None:
    states: list[State | None] = [None, Receiving(5, 1), Ended(Outcome.COMPLETE, "why"), Ended(Outcome.RESET, "why")]
    pictures = [drawn(SERVER, book, state) for state in states]
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])


def test_a_chosen_one_looks_chosen(book: ServerBook, qtbot: QtBot) -> None:
    assert drawn(SERVER, book, selected=True) != drawn(SERVER, book)


def test_a_long_name_has_an_ellipsis_and_hides_no_state(book: ServerBook, qtbot: QtBot) -> None:
    long, longer, other = (
        Server("n" * count + end, "127.0.0.1:1", "raw") for count, end in ((80, ""), (90, ""), (80, "1"))
    )
    ended = Ended(Outcome.RESET, "why")
    assert drawn(long, book, ended) == drawn(longer, book, ended)
    assert drawn(long, book, ended) != drawn(long, book)
    assert drawn(long, book, ended) != drawn(other, book, ended), "addresses differ in their ends"
