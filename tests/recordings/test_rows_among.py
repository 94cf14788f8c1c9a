"""Rows of all that came stand for a text that has what was sent among it, each for its own place there."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.sent_found import SentFound
from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.sent_among import SentAmong
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.line_rows import LineRows
from poetrygui.recordings.rows_among import RowsAmong
from poetrygui.recordings.table_rows import RowKind
from tests.recordings.framed_folder import record_lines

CHUNKS = [b"a 0\n", b"b 0\n", b"a 1\n"]


def kept(folder: Path) -> tuple[StoredPoem, SentFound]:
    """Return a poem, and what was sent on its connection, found."""
    poem = StoredPoem.existing(record_lines(folder, CHUNKS, sent={1: b"PING\n", 2: b"QUIT"}))
    whole = KeptPoem(PoemInfo("", "", "lines", ""), folder)
    whole.store = poem
    found = SentFound(whole, lambda: None)
    while found.work(1):
        pass
    return poem, found


def test_rows_of_all_stand_for_the_text_with_messages(tmp_path: Path) -> None:
    poem, found = kept(tmp_path / "poem")
    among = SentAmong(poem)
    rows = RowsAmong(among, poem, None)
    for each in found.found:
        among.put(each.at, each.message.head.strip(), each)
    among.put(poem.size, b"and more")
    text = among.read(0, among.size)
    assert text == b"a 0\nPING\nb 0\nQUIT\na 1\nand more\n"
    shown = [row for row in rows.between(rows.start, rows.count) if row.kind is not RowKind.EVENT]
    assert [text[slice(*rows.stretch_of(row))] for row in shown] == [b"a 0", b"PING\n", b"b 0", b"QUIT\n", b"a 1"]
    for row in shown:
        start, stop = rows.stretch_of(row)
        assert {rows.row_at(place) for place in range(start, stop)} == {row.number}
    assert rows.row_at(among.size - 1) is None, "this line is no message"
    rows.reader = poem
    assert [rows.stretch_of(row) for row in shown] == [(0, 3), (4, 4), (4, 7), (8, 8), (8, 11)]
    found.close()
    poem.close()


def test_lines_that_were_chosen_have_messages_between_them(tmp_path: Path) -> None:
    poem, found = kept(tmp_path / "poem")
    chosen = ChosenLines(poem)
    chosen.add(0, [0, 4, 8, 12], 2, poem.size)
    among = SentAmong(chosen)
    rows = LineRows(among, lambda offset: (poem, offset), lambda _: ("", None))
    quit_ = found.found[1]
    among.put(chosen.from_whole(quit_.at), b"QUIT", quit_)
    assert [row.kind for row in rows.between(0, 3)] == [RowKind.FRAME, RowKind.SENT, RowKind.FRAME]
    row = rows.between(1, 2)[0]
    assert (row.time, row.wait, row.size, row.origin is not None) == (3000, 2000, 4, True)
    assert rows.stretch_of(row) == (4, 9)
    among.put(4, b"more")
    kinds = [each.kind for each in rows.between(1, 4)]
    assert kinds == [RowKind.SENT, RowKind.BETWEEN, RowKind.FRAME], "what has moved is read again"
    found.close()
    poem.close()
