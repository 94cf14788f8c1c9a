"""What a new phase is told as."""

from __future__ import annotations

from poetrygui.core.outcomes import Connecting, Ended, Outcome, Pausing, Receiving
from poetrygui.gui.window.news.happening import Happening, end_of, happening_of, went_wrong
from tests.gui.window.news.states import poem

CUT = Ended(Outcome.CUT, "It was closed inside a frame.")


def test_an_end_is_told_with_its_outcome_and_reason() -> None:
    told = happening_of(poem("mine", CUT), 1000.0)
    sentence = "Cut off: It was closed inside a frame."
    assert told == Happening(1000.0, "mine", sentence, is_bad=True, recording="folder-of-mine")
    complete = happening_of(poem("", Ended(Outcome.COMPLETE, "It was\x1b closed.")), 0)
    assert complete is not None
    assert not complete.is_bad
    assert complete.server == "127.0.0.1:1", "what has no name is told by its address"
    assert "\x1b" not in complete.sentence


def test_a_drop_is_one_also_where_it_is_connected_again() -> None:
    pausing = Pausing("the server closed it", due=5.0, ended=CUT)
    told = happening_of(poem("mine", pausing), 0)
    assert told is not None
    assert told.is_bad
    assert told.sentence.endswith("It is connected again soon.")
    assert end_of(pausing) is CUT
    assert end_of(Pausing("not yet")) is None


def test_connecting_is_no_news_and_being_connected_is() -> None:
    assert happening_of(poem("mine", Connecting()), 0) is None
    told = happening_of(poem("mine", Receiving()), 0)
    assert told is not None
    assert told.sentence == "Connected to 127.0.0.1:1."
    assert end_of(Receiving()) is None


def test_what_somebody_wanted_did_not_go_wrong() -> None:
    wrong = {outcome for outcome in Outcome if went_wrong(Ended(outcome, ""))}
    assert wrong == set(Outcome) - {Outcome.COMPLETE, Outcome.STOPPED}


def test_a_line_has_the_time_the_server_and_what_happened() -> None:
    happening = Happening(0.0, "mine", "Cut off.")
    assert happening.line == f"{happening.moment}\tmine\tCut off."
    assert happening.moment[:3] in {"197", "196"}
