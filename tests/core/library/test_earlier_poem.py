"""How a poem of an earlier run ended is what is noted, or else that it was interrupted."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from poetrygui.core.library.earlier_poem import earlier_poem
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo, write_info

INFO = PoemInfo("a server", "127.0.0.1:1", "raw", "2026-01-01T00:00:00")
ENDED = Ended(Outcome.COMPLETE, "the server closed the connection", 5, 1)


def test_its_end_is_what_is_noted(tmp_path: Path) -> None:
    write_info(tmp_path, evolve(INFO, ended=ENDED))
    poem, is_new = earlier_poem(tmp_path)
    assert (poem.state, poem.info.name, is_new) == (ENDED, "a server", False)


def test_one_without_an_end_was_interrupted_and_that_is_to_be_noted(tmp_path: Path) -> None:
    write_info(tmp_path, INFO)
    poem, is_new = earlier_poem(tmp_path)
    assert poem.state == poem.info.ended == Ended(Outcome.INTERRUPTED, "the program ended before the stream did")
    assert is_new


@pytest.mark.parametrize("damage, said", [(None, "nothing is noted"), ("{", "was damaged")])
def test_where_nothing_can_be_read_of_it_its_folder_is_its_name(tmp_path: Path, damage: str | None, said: str) -> None:
    if damage is not None:
        (tmp_path / "poem.json").write_text(damage)
    poem, is_new = earlier_poem(tmp_path)
    assert isinstance(poem.state, Ended)
    assert (poem.info.name, poem.state.outcome, is_new) == (tmp_path.name, Outcome.INTERRUPTED, True)
    assert said in poem.state.reason
