"""What stands above a poem: how it stands, in words and figures, and since when nothing comes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended, Outcome, Receiving, WhatIsKept
from poetrygui.core.poems.kept_part import Dropped
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.poem_header import PoemHeader
from poetrygui.gui.poems.poem_tab import PoemTab
from tests.conftest import WaitFor
from tests.core.certificates import Authority
from tests.core.scripted_server import Session, listen
from tests.gui.poems.tabs import active_timers, has_ended, label
from tests.gui.scripted import LoopbackServers, holds, sends

HOSTILE = "<b>x</b><img src='file:///etc/hostname'> & \u202etxt.exe"


Until = Callable[[Callable[[], bool]], None]


def test_silence_is_said(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until, reactor: Any
) -> None:
    tab = open_tab(servers.listen(holds(b"x\n"), protocol="lines"))
    wait_until(lambda: tab.view.line_count() == 1)
    assert tab.poem.fetch is not None
    wait_until(lambda: "1 byte " in label(tab, "poemState"))
    assert "silent" not in label(tab, "poemState")
    assert " B/s" in label(tab, "poemState")
    tab.poem.fetch.last_received = reactor.seconds() - 7.5
    wait_until(lambda: "silent since " in label(tab, "poemState"))
    assert " B/s" not in label(tab, "poemState")
    assert not active_timers(tab)
    servers.connections[0].transport.write(b"y\n")  # type: ignore[union-attr]  # it stands
    wait_until(lambda: "2 bytes" in label(tab, "poemState") and "silent" not in label(tab, "poemState"))


def test_silence_that_began_on_another_day_than_the_poem_has_a_date(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until, reactor: Any
) -> None:
    tab = open_tab(servers.listen(holds(b"x\n"), protocol="lines"))
    wait_until(lambda: "1 byte " in label(tab, "poemState"))
    tab.poem.info = evolve(tab.poem.info, started="2001-02-03T04:05:06+00:00")
    assert tab.poem.fetch is not None
    tab.poem.fetch.last_received = reactor.seconds() - 7.5
    wait_until(lambda: "silent since " in label(tab, "poemState"))
    assert re.search(r"silent since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d", label(tab, "poemState"))


def test_bytes_of_which_the_protocol_makes_nothing_yet_end_the_silence(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until, reactor: Any
) -> None:
    tab = open_tab(servers.listen(holds(), protocol="netstring"))
    wait_until(lambda: isinstance(tab.poem.state, Receiving) and bool(servers.connections))
    assert tab.poem.fetch is not None
    tab.poem.fetch.last_received = reactor.seconds() - 7.5
    wait_until(lambda: "silent since " in label(tab, "poemState"))
    servers.connections[0].transport.write(b"1")  # type: ignore[union-attr]  # it stands
    wait_until(lambda: "silent" not in label(tab, "poemState"))
    assert label(tab, "poemState").startswith("0 bytes")


@pytest.mark.parametrize(
    "kept, said",
    [
        (WhatIsKept.EVERYTHING, ""),
        (WhatIsKept.ARRIVALS, "  ·  only what arrives is kept"),
        (WhatIsKept.NOTHING, "  ·  not recorded"),
    ],
)
def test_what_is_kept_is_said_where_it_is_not_everything(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until, kept: WhatIsKept, said: str
) -> None:
    tab = open_tab(evolve(servers.listen(holds(b"x\n"), protocol="lines"), recording=kept))
    started = tab.poem.info.started.replace("T", " ")[:19]
    assert label(tab, "poemOrigin").partition(started)[2] == said
    wait_until(lambda: tab.view.text_between(0, 0) == "x")


@pytest.mark.parametrize(
    "protocol, data, outcome, word, reason",
    [
        ("raw", b"", Outcome.COMPLETE, "Complete", "closed the connection"),
        ("netstring", b"3:abc,10:xyz", Outcome.CUT, "Cut off", "3 of 10 bytes"),
        ("netstring", b"3:abcX", Outcome.PROTOCOL_ERROR, "Protocol error", "byte"),
        ("nonesuch", b"abc", Outcome.PLUGIN_FAULT, "Protocol's fault", "nonesuch"),
    ],
)
def test_the_outcome_is_told_with_its_reason(
    servers: LoopbackServers,
    open_tab: Callable[[Server], PoemTab],
    wait_until: Until,
    protocol: str,
    data: bytes,
    outcome: Outcome,
    word: str,
    reason: str,
) -> None:
    tab = open_tab(servers.listen(sends(data), protocol=protocol))
    wait_until(has_ended(tab))
    assert isinstance(tab.poem.state, Ended)
    assert tab.poem.state.outcome is outcome
    assert label(tab, "poemBadge") == word
    assert reason in label(tab, "poemState")


def test_hostile_names_are_shown_as_they_are(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = open_tab(servers.listen(sends(b"x"), HOSTILE))
    assert label(tab, "poemName") == HOSTILE.replace("\u202e", "⟦U+202E⟧")
    wait_until(has_ended(tab))
    for found in tab.findChildren(QLabel):
        assert "\u202e" not in found.text()
        assert found.pixmap().isNull() is False or found.textFormat() is Qt.TextFormat.PlainText
        assert not Qt.mightBeRichText(found.toolTip())  # type: ignore[attr-defined]  # of QtGui, not in the stubs


class _Shortened(StoredPoem):
    """A poem without its beginning."""

    dropped = Dropped(wire=9, rows=9, frames=2, time=90_000_000)


def test_a_beginning_that_is_not_kept_is_said(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = open_tab(servers.listen(holds(b"x\n"), protocol="lines"))
    wait_until(lambda: "1 byte " in label(tab, "poemState"))
    assert label(tab, "poemNotice") == ""
    assert "without" not in label(tab, "poemOrigin")
    tab.poem.store = _Shortened(tab.poem.directory)
    tab.poem.changed.tell()
    wait_until(lambda: "without the first 9 bytes" in label(tab, "poemOrigin"))
    assert label(tab, "poemNotice").startswith("The first 9 bytes (2 frames), of 1 min 30 s, were not kept")


def test_frames_that_an_imported_recording_has_not_are_not_told_as_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    info = PoemInfo("a feed", "127.0.0.1:7", "netstring", "2026-01-01T00:00:00+00:00")
    writer = RecordingWriter(tmp_path / "poem", info, shown=True)
    writer.received(b"3:abc,2:de,", 0)
    writer.end(Ended(Outcome.COMPLETE, "the server closed the connection", 5, 2, 1.5, received=11))
    poem = KeptPoem(writer.info, writer.directory, writer.info.ended)
    header = PoemHeader(poem, lambda: 0.0)
    qtbot.addWidget(header)
    poem.store = StoredPoem.existing(writer.directory)
    header.show_phase()
    texts = {each.objectName(): each.text() for each in header.findChildren(QLabel)}
    assert texts["poemCounts"] == "11 bytes  ·  1.5 s"
    assert texts["poemNotice"].startswith(
        "Shown as it came: the 2 frames that netstring made of it are not in what was"
    )
    poem.close()


def test_whose_certificate_a_server_has_is_in_the_tip_as_long_as_its_tab_is_there(
    open_tab: Callable[[Server], PoemTab], wait_until: Until, wait_for: WaitFor, reactor: Any
) -> None:
    async def script(session: Session) -> None:
        session.send(b"verse")
        await session.lost()

    server = listen(reactor, script, tls=Authority().server("127.0.0.1"))
    tab = open_tab(Server("a poem", server.address, transport_options={"verify": "insecure"}))
    origin = tab.findChild(QLabel, "poemOrigin")
    assert origin is not None
    whose = "Certificate 1: 127.0.0.1; for 127.0.0.1; by authority "
    wait_until(lambda: whose in origin.toolTip().replace("\n", " "))
    assert "\nTLS: TLSv1.3, " in origin.toolTip()
    assert tab.poem.fetch is not None
    tab.poem.fetch.stop()
    wait_until(has_ended(tab))
    assert "Certificate 1: " in origin.toolTip()
    wait_for(server.close())


def test_what_waits_for_peers_says_where_in_a_sentence(
    open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = open_tab(Server("a place", "listen:tcp:0"))
    wait_until(lambda: label(tab, "poemState").startswith("Listening at 127.0.0.1:"))
    assert label(tab, "poemState").endswith(", 0 peers")


def test_an_attempt_that_brings_nothing_is_told_with_its_own_address(
    servers: LoopbackServers,
    library: Library,
    open_tab: Callable[[Server], PoemTab],
    wait_until: Until,
    tmp_path: Path,
) -> None:
    server = servers.listen(sends(b"verse\n"), protocol="lines")
    tab = open_tab(server)
    wait_until(has_ended(tab))
    before = label(tab, "poemOrigin")
    assert before.startswith(f"{server.address}  ·  lines  ·  20")
    below = f"below is what came before, from {before.split('  ·  ')[2]}"
    for elsewhere, options in (
        (f"unix:{tmp_path / 'nobody'}", {}),
        ("tls:127.0.0.1:1", {"certificate": str(tmp_path / "missing.pem")}),
        ("listen:tls:0", {}),
    ):
        other = evolve(server, address=elsewhere, protocol="raw", transport_options=options)
        library.start([other], {server.id: tab.poem})
        wait_until(lambda: label(tab, "poemBadge") == "Unreachable")
        address, protocol, began, text = label(tab, "poemOrigin").split("  ·  ")
        assert (address, protocol, began[:2], text) == (elsewhere, "raw", "20", below)
        origin = tab.findChild(QLabel, "poemOrigin")
        assert origin is not None
        # A tip is broken at blanks where it is long, as a path may be.
        assert origin.toolTip().split() == f"Address and protocol {elsewhere} raw".split()
        # What connects is told as before.
        library.start([server], {server.id: tab.poem})
        wait_until(lambda: label(tab, "poemBadge") == "Complete")
        assert label(tab, "poemOrigin").startswith(f"{server.address}  ·  lines  ·  20")
        below = f"below is what came before, from {label(tab, 'poemOrigin').split('  ·  ')[2]}"
