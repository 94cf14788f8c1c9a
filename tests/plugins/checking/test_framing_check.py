"""A cut that makes a difference is told by its byte, with as few cuts as it takes."""

from __future__ import annotations

import pytest
from twisted.internet.protocol import Protocol

from poetrygui.api import PoemProtocol, Sample
from poetrygui.core.authors.overheard import as_poem_protocol
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.plugins.checking.check import check_protocol
from poetrygui.plugins.checking.check_report import Deadline
from poetrygui.plugins.checking.framing_check import check_framing, stream_of
from tests.plugins.checking.mistakes import (
    CRLF,
    AlwaysRaises,
    CountsChunks,
    Forgetful,
    HangsAtTheSecondChunk,
    Impatient,
    Lines,
    RaisesAtTheFourthByte,
    found,
)


def test_a_cut_that_makes_a_difference_is_told_by_its_byte() -> None:
    problems = found(Forgetful)
    assert "samples" not in problems
    for title in ("byte by byte", "cut in two", "cut at random"):
        assert problems[title].startswith("sample 1 cut after byte "), title
    assert problems["cut in two"] == (
        "sample 1 cut after byte 1: frame 1 is b'o' instead of b'one', other from its byte 1 on"
    )


def test_a_delimiter_that_is_cut_is_told_by_the_byte_between() -> None:
    assert found(Impatient, CRLF)["cut in two"].startswith("sample 1 cut after byte 4: frame 1 is b'one\\r\\ntwo'")


def test_what_is_left_at_an_early_close_must_not_depend_on_chunks() -> None:
    problems = found(CountsChunks)
    assert list(problems) == ["closed early"]
    assert problems["closed early"].startswith("sample 1 closed after byte 2 and cut after byte 1: the reason is ")


def test_what_a_protocol_raises_is_told_with_the_cut_that_makes_it() -> None:
    problems = found(RaisesAtTheFourthByte)
    assert list(problems) == ["byte by byte", "cut at random"]
    cut, _, what = problems["cut at random"].partition(": ")
    assert cut.startswith("sample 1 cut after bytes ")
    assert cut.count(",") + cut.count(" and ") == 2, "no more cuts than it takes"
    assert what.startswith("it ends as plugin-fault: the protocol's dataReceived raised SystemExit: four (line ")


def test_a_hang_is_told_with_the_line_it_was_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.1)
    problems = found(HangsAtTheSecondChunk)
    assert problems["cut in two"].startswith("sample 1 cut after byte 1: it ends as plugin-hang: ")
    assert "of mistakes.py)" in problems["cut in two"]


def test_a_long_sample_is_cut_in_some_places() -> None:
    line = b"x" * 99 + b"\n"
    report = check_protocol(Lines, [Sample(line * 3000, [line[:-1]] * 3000)])
    assert report.passed, str(report)


class ClosesItself(Protocol):
    def dataReceived(self, data: bytes) -> None:
        assert self.transport is not None
        self.transport.write(b"bye")
        self.transport.loseConnection()


def test_one_that_closes_after_a_chunk_is_seen_to_depend_on_chunks() -> None:
    assert "cut after byte 1" in found(as_poem_protocol(ClosesItself), Sample(b"abc", [b"abc"]))["cut in two"]


def framing(*streams: tuple[type[PoemProtocol], bytes], seconds: float = 60.0) -> dict[str, str]:
    made = [stream_of(f"stream {number}", *each) for number, each in enumerate(streams, 1)]
    results = check_framing(made, Deadline(seconds))
    assert all(result.passed == (not result.detail.startswith(("stream", "nothing", "there"))) for result in results)
    return {result.title: result.detail for result in results}


def test_each_way_of_cutting_tells_how_much_was_tried() -> None:
    assert framing((Lines, b"one\ntwo\n"), (Lines, b"a\n")) == {
        "byte by byte": "2 streams",
        "cut in two": "8 borders",
        "cut at random": "300 cuts",
        "closed early": "8 ends",
    }


@pytest.mark.parametrize(
    "streams, why",
    [
        ((), "there is no stream"),
        (((Lines, b""),), "a stream of one byte cannot be cut: add a longer sample"),
        (((Lines, b"\n"),), "a stream of one byte cannot be cut: add a longer sample"),
        (((AlwaysRaises, b"one\n"),), "the protocol fails as it is"),
    ],
)
def test_where_nothing_can_be_cut_that_is_said(streams: tuple[tuple[type[PoemProtocol], bytes], ...], why: str) -> None:
    assert framing(*streams) == {"framing": f"nothing was tried, since {why}"}


def test_without_time_nothing_is_said_to_hold() -> None:
    found = framing((Lines, b"one\ntwo\n"), seconds=0.0)
    assert all("there was time for 0" in detail for detail in found.values())
    assert len(found) == 4
