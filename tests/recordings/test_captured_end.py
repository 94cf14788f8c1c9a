"""How a captured connection ended is said in the program's own words, and what is not whole is never complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.outcomes import Outcome
from poetrygui.recordings import capture_connections
from poetrygui.recordings.tcp_segments import ACK, FIN, RAW, RST
from tests.recordings.captures import HANDSHAKE, PIECES, T0, capture, made_of
from tests.recordings.packets import Tcp, ipv4, pcap


@pytest.mark.parametrize(
    "last, outcome, reason",
    [
        (Tcp(501, b"", False, RST), Outcome.RESET, "the server broke the connection off"),
        (Tcp(100, b"", True, RST), Outcome.STOPPED, "the client broke the connection off"),
        (Tcp(501, b"", False, ACK), Outcome.STOPPED, capture_connections.CAPTURE_ENDS),
    ],
)
def test_how_it_ended(tmp_path: Path, last: Tcp, outcome: Outcome, reason: str) -> None:
    (server,) = made_of(capture([*HANDSHAKE, Tcp(500, b"x"), last]), tmp_path / "poems")
    assert server.info.ended is not None
    assert (server.info.ended.outcome, server.info.ended.reason) == (outcome, reason)


def test_a_late_start_is_no_whole_poem(tmp_path: Path) -> None:
    (server,) = made_of(capture([Tcp(700, b"def"), Tcp(703, b"", flags=FIN | ACK)]), tmp_path / "poems")
    assert server.info.ended is not None
    assert server.info.ended.outcome is Outcome.CUT
    assert "before the capture began" in server.info.ended.reason


def test_many_holes_are_counted(tmp_path: Path) -> None:
    packets = [(T0 + number, ipv4(tcp)) for number, tcp in enumerate([*HANDSHAKE, *PIECES])]
    (server,) = made_of(pcap(packets, RAW, snap=40 + 10), tmp_path / "poems")
    assert server.info.ended is not None
    assert server.info.ended.reason.endswith("6 bytes missing at byte 42; and 61 more holes")
