"""Below a poem whose stream went wrong stand the bytes of which no frame was made: to be read, selected and copied."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended, Outcome, Undelivered
from poetrygui.core.text.undelivered_text import undelivered_rows
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.poems.undelivered_strip import UndeliveredStrip
from tests.gui.scripted import LoopbackServers, sends


def shown(tab: PoemTab) -> tuple[bool, str, str]:
    """Return whether there is a strip to be seen, its heading and its rows."""
    strip = tab.findChild(UndeliveredStrip)
    heading, rows = tab.findChild(QLabel, "undeliveredHeading"), tab.findChild(QPlainTextEdit, "undeliveredBytes")
    assert strip is not None
    assert heading is not None
    assert rows is not None
    return strip.isVisible(), heading.text(), rows.toPlainText()


def test_the_bytes_are_there_also_after_a_restart(
    servers: LoopbackServers, library: Library, qtbot: QtBot, wait_until: Callable[[Callable[[], bool]], None]
) -> None:
    poems: list[KeptPoem] = []
    library.started.subscribe(poems.append)
    library.start([servers.listen(sends(b"not a netstring\r\n\x1b"), protocol="netstring")])
    tab = PoemTab(poems[0], library)
    qtbot.addWidget(tab)
    tab.show()
    strip = tab.findChild(UndeliveredStrip)
    assert strip is not None
    assert (strip.isVisible(), strip.findChildren(QWidget)) == (False, []), "nothing is made that nobody may ever see"
    wait_until(lambda: isinstance(poems[0].state, Ended))
    assert isinstance(poems[0].state, Ended)
    assert poems[0].state.outcome is Outcome.PROTOCOL_ERROR
    is_seen, heading, rows = shown(tab)
    assert is_seen
    assert heading == "Received, not delivered: bytes 0 to 17 of the stream  ·  18 bytes"
    first, second = rows.split("\n")
    assert first.endswith(r" not a netstring\r")
    assert first.startswith(" 0  6e 6f 74 20 61")
    assert second.startswith("16  0a 1b ")
    assert second.endswith(r" \n\x1b")

    wait_until(lambda: (poems[0].directory / "undelivered").exists() and (poems[0].directory / "poem.json").exists())
    wait_until(lambda: library.kept.earlier(1)[0][0].info.ended is not None)
    (earlier,), _ = library.kept.earlier(1)
    again = PoemTab(earlier, library)
    qtbot.addWidget(again)
    again.show()
    wait_until(lambda: earlier.store is not None)
    assert shown(again) == (True, heading, rows)


def test_keys_reach_it_and_copy_it_and_a_screen_reader_hears_what_it_is(qtbot: QtBot) -> None:
    strip = UndeliveredStrip()
    qtbot.addWidget(strip)
    strip.show_bytes(Undelivered(5, b"<b>\xff", is_exact=False))
    rows = strip.findChild(QPlainTextEdit, "undeliveredBytes")
    assert rows is not None
    assert rows.accessibleName() == ("Received last: bytes 5 to 8 of the stream, some of which may have been delivered")
    with qtbot.waitExposed(strip):
        strip.show()
    assert rows.focusPolicy() & Qt.FocusPolicy.TabFocus
    rows.setFocus()
    for key in (Qt.Key.Key_A, Qt.Key.Key_C):
        qtbot.keyClick(rows, key, Qt.KeyboardModifier.ControlModifier)  # type: ignore[no-untyped-call]
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text().endswith(r"<b>\xff")
    strip.show_bytes(None)
    assert not strip.isVisible()


def test_much_of_it_is_laid_out_a_slice_at_a_time(qtbot: QtBot) -> None:
    strip = UndeliveredStrip()
    qtbot.addWidget(strip)
    undelivered = Undelivered(0, bytes(range(256)) * 256)
    strip.show_bytes(undelivered)
    rows = strip.findChild(QPlainTextEdit, "undeliveredBytes")
    assert rows is not None
    assert rows.blockCount() < 1000
    qtbot.waitUntil(lambda: rows.blockCount() == 4096)
    assert rows.toPlainText().split("\n") == list(undelivered_rows(undelivered))
    assert rows.textCursor().blockNumber() == 0
    strip.show_bytes(Undelivered(1, bytes(3000), is_exact=False))
    qtbot.waitUntil(lambda: rows.textCursor().blockNumber() == 187)


def test_tab_leads_to_it_where_it_is_seen_though_it_is_made_after_all_else(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout, above, strip, below = QVBoxLayout(window), QLineEdit(), UndeliveredStrip(), QLineEdit()
    for each in (above, strip, below):
        layout.addWidget(each)
    with qtbot.waitExposed(window):
        window.show()
    strip.show_bytes(Undelivered(5, b"abc", is_exact=True))
    rows = strip.findChild(QPlainTextEdit, "undeliveredBytes")
    met: list[QWidget] = []
    beside: QWidget | None = above.nextInFocusChain()
    while beside is not None and beside is not above:
        met += [beside] if beside in (rows, below) else []
        beside = beside.nextInFocusChain()
    assert met == [rows, below]
