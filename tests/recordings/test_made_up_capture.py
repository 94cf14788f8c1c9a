"""A recording is told as the packets of a connection that ended as it did."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.wire_records import Received
from poetrygui.recordings import made_up_capture
from poetrygui.recordings.capture_reader import read_capture
from poetrygui.recordings.tcp_segments import FIN, RST, SYN, Segment, tcp_segment
from tests.recordings.handed_on import exported, told


def segments(data: bytes) -> list[Segment]:
    found = [tcp_segment(packet) for packet in read_capture(io.BytesIO(data))]
    assert all(isinstance(each, Segment) for each in found)
    return [each for each in found if isinstance(each, Segment)]


@pytest.mark.parametrize(
    "outcome, by_server, by_client",
    [
        (Outcome.COMPLETE, FIN, FIN),
        (Outcome.CUT, FIN, FIN),
        (Outcome.RESET, RST, 0),
        (Outcome.PROTOCOL_ERROR, 0, RST),
        (Outcome.STOPPED, 0, RST),
        (Outcome.INTERRUPTED, 0, 0),
    ],
)
def test_the_outcome_is_how_the_packets_end(tmp_path: Path, outcome: Outcome, by_server: int, by_client: int) -> None:
    packets = segments(exported(told((Received(5, 1), b"x"), outcome=outcome).write(tmp_path / "recording")))
    flags = {7: 0, 50_000: 0}
    for each in packets:
        flags[each.source[1]] |= each.flags & (FIN | RST)
    assert flags == {7: by_server, 50_000: by_client}


def test_who_refused_never_answered(tmp_path: Path) -> None:
    refused = segments(exported(told(outcome=Outcome.REFUSED).write(tmp_path / "refused")))
    assert [(each.source[1], each.flags & (SYN | RST)) for each in refused] == [(50_000, SYN), (7, RST)]
    silent = segments(exported(told(outcome=Outcome.TIMEOUT).write(tmp_path / "silent")))
    assert {(each.source[1], each.flags) for each in silent} == {(50_000, SYN)}


def test_the_outcome_and_the_protocol_stand_beside_packets(tmp_path: Path) -> None:
    first, *_, third, second, _ = read_capture(
        io.BytesIO(exported(told((Received(5, 1), b"x")).write(tmp_path / "recording")))
    )
    assert first.comment.startswith("a server at 127.0.0.1:7, recorded by Poetry GUI. Protocol: netstring\n")
    assert third.comment.startswith("complete: as it was\n")
    assert second.comment == ""


def test_what_comes_without_end_is_acknowledged_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_up_capture, "BETWEEN_ACKNOWLEDGEMENTS", 25)
    chunks = [(Received(number, 10), bytes(10)) for number in range(10)]
    packets = segments(exported(told(*chunks).write(tmp_path / "recording")))
    by_client = [each for each in packets if each.source[1] == 50_000 and not each.flags & (SYN | FIN)]
    assert len(by_client) == 1 + 10 // 3
