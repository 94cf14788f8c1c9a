"""What is to be said of a poem's protocol: told once, and only where it is something else than before."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.library.notice import Notice, NotStarted, ProtocolNews, why_not_started
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.errors import AddressError, PluginError

ONE, OTHER = Notice(Path("one.py"), "An earlier version runs."), Notice(Path("one.py"))


def test_another_notice_is_told_and_the_same_one_is_not() -> None:
    news = ProtocolNews()
    told: list[Notice | None] = []
    news.noticed.subscribe(lambda: told.append(news.notice))
    for notice in (None, ONE, Notice(ONE.path, ONE.sentence), OTHER, None):
        news.take_notice(notice)
    assert told == [ONE, OTHER, None]


def test_the_sentence_is_that_of_the_notice_or_empty() -> None:
    news = ProtocolNews()
    assert news.sentence == ""
    news.take_notice(OTHER)
    assert news.sentence == ""
    news.take_notice(ONE)
    assert news.sentence == "An earlier version runs."


def test_what_keeps_a_fetch_from_being_begun_is_its_end() -> None:
    fault = why_not_started(PluginError("It cannot be loaded.", "its lines"))
    assert fault == NotStarted(Outcome.PLUGIN_FAULT, "It cannot be loaded.", details="its lines")
    assert why_not_started(AddressError("No such way.")) == Ended(Outcome.UNREACHABLE, "No such way.")
