"""There is room for the longest name, and beside each line stands whose it is, whichever lines are shown."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QRect
from PyQt6.QtGui import QFontMetrics, QPalette
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.library.sent_merged import SentMerged
from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.sent_among import SentAmong
from poetrygui.core.text.row_cutter import Row
from poetrygui.gui.poems.source_margin import SourceMargin
from poetrygui.gui.rows.row_margins import VisibleRow
from tests.core.library.test_merged_poem import part
from tests.gui.recording.test_time_margin import Written


def test_names_have_room_up_to_a_limit(qtbot: QtBot) -> None:
    metrics = QFontMetrics(QApplication.font())

    def width(name: str) -> int:
        poem = MergedPoem([KeptPoem(PoemInfo(name, "", "", ""), Path())])
        return SourceMargin(poem, QPalette).width(metrics, poem.merged)

    assert width("a") < width("longer") < width("x" * 14) == width("x" * 99)


def test_lines_that_were_chosen_have_their_own_servers(qtbot: QtBot, tmp_path: Path) -> None:
    one = part(tmp_path / "one", "one", b"a\n", b"c\n", sent={1: b"hi"})
    two = part(tmp_path / "two", "two", b"b\n", b"d\n", sent={1: b"PING"})
    poem = MergedPoem([one, two])
    poem.take()
    while poem.merge(1, 0):
        pass
    sent = SentMerged(poem, lambda: None)
    sent.work(1)
    chosen = ChosenLines(poem.merged)  # one's a and c, and two's d
    chosen.add(0, [0, 2, 4, 8], 3, 8)
    among = SentAmong(chosen)
    for each in sent.found:
        among.put(chosen.from_whole(each.at), each.message.head, each)
    among.put(among.whole.size, b"no more", None)
    assert among.read(0, 99) == b"a\nhi\nc\nPING\nd\nno more\n"
    offsets = [0, 2, 5, 7, 12, 14]
    rows = [VisibleRow(Row(at, at + 1, at + 2, True, b"x"), 20 * at, 20) for at in offsets]
    painter = Written()
    SourceMargin(poem, QPalette).paint(painter, QRect(0, 0, 300, 600), rows, among)
    painter.end()
    assert [text for text in painter.texts if ":" not in text] == ["one", "two"]
    assert len(painter.texts) == 7, "each line has its time, but for the one that nobody sent"
    sent.close()
    poem.discard()
    for poem_of in (one, two):
        poem_of.close()
