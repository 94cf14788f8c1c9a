"""The fields that are seen: columns for the first of them, asked for anew, and what is wrong said once."""

from __future__ import annotations

from poetrygui.api import PoemProtocol
from tests.gui.frames.tables import TextAndTable


def test_what_is_wrong_with_fields_is_said_once_and_forgotten_with_the_next_version(shown: TextAndTable) -> None:
    class Broken(PoemProtocol):
        def fields(self, frame: bytes) -> dict[str, object]:
            raise RuntimeError("not yet")

    class Mended(PoemProtocol):
        def fields(self, frame: bytes) -> dict[str, object]:
            return {"size": len(frame)}

    shown.protocol = Broken
    shown.switch(table=True)
    shown.table.place.scroll_to(3)
    assert len(shown.problems) == 1
    assert "the protocol's fields raised RuntimeError: not yet" in shown.problems[0]
    shown.protocol = Mended
    shown.fields.renewed.emit()
    shown.table.place.scroll_to(4)
    assert shown.table.model.fields == ("size",)
    assert shown.texts()[0][5] == "26"
    assert len(shown.problems) == 1


def test_columns_that_were_chosen_stay_whatever_is_seen(shown: TextAndTable) -> None:
    shown.fields.choose("jsonl", ("id", "gone"))
    shown.switch(table=True)
    assert shown.table.model.fields == ("id", "gone")
    assert shown.texts()[-2][5:7] == ("99", "")
    assert shown.fields.seen("jsonl") == ("id", "gone", "level")
    shown.fields.choose("nmea", ("talker",))
    assert shown.table.model.fields == ("id", "gone")


def test_nothing_is_asked_once_the_text_is_shown_again(shown: TextAndTable) -> None:
    shown.switch(table=True)
    shown.switch(table=False)
    assert shown.table.page is None
    shown.fields.renewed.emit()
    shown.fields.choose("jsonl", ())
    assert shown.table.page is None
