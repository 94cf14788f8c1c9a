"""Where there are no rows, it is said why."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import AwaitingPeers, Connecting, Ended, Outcome, Receiving
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.poems.placeholder import placeholder


def test_each_state_has_its_words(tmp_path: Path) -> None:
    poem = KeptPoem(PoemInfo("", "", "", ""), tmp_path)
    assert placeholder(poem) == "Reading the recording …"
    poem.store = StoredPoem(tmp_path)
    assert placeholder(poem) == "Connecting …"
    poem.state = Connecting("Waits for its turn")
    assert placeholder(poem) == "Waits for its turn"
    poem.state = AwaitingPeers("listening at 127.0.0.1:1, 0 peers")
    assert placeholder(poem) == "What each peer sends has a tab of its own."
    poem.state = Receiving(0, 0)
    assert placeholder(poem) == "No frame was made yet."
    poem.state = Ended(Outcome.COMPLETE, "")
    assert placeholder(poem) == "Nothing came."
    poem.read_as(Lettering(), 5)
    assert placeholder(poem).startswith("What came before was cleared")
    poem.stream.problem = "It cannot be read."
    assert placeholder(poem) == "It cannot be read."
