"""The library without a window, and the command that fetches by it: on a plain reactor, with no Qt to be had."""

from __future__ import annotations

import select
import subprocess
import sys
from pathlib import Path

from poetrygui.core.poems.poem_info import read_info
from poetrygui.paths import resources
from tests.commands.running import serving

TYGER = resources() / "poems" / "tyger.txt"
_PROGRAM = r"""
import select
import sys

sys.modules["PyQt6"] = None  # whoever imports it gets an ImportError

from pathlib import Path

if hasattr(select, "epoll"):
    from twisted.internet import epollreactor

    epollreactor.install()

from twisted.internet import reactor

from poetrygui.commands.get import Get
from poetrygui.commands.get_task import GetOptions
from poetrygui.commands.progress import Progress
from poetrygui.commands.standard_streams import StandardStreams
from poetrygui.core import Server
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended
from poetrygui.plugins import shipped_protocol

folder, addresses = Path(sys.argv[1]), sys.argv[2:]
library = Library(reactor, folder / "poems", folder / "closed", lambda server: shipped_protocol(server.protocol))
begun, reopened = [], []


def told(poem):
    if isinstance(poem.state, Ended):
        print(poem.info.name, poem.state.outcome, poem.state.frames, flush=True)
        if len([each for each in begun if isinstance(each.state, Ended)]) == len(addresses):
            library.kept.close(begun[0], TabPlace(3))
            library.kept.reopen()


def shown_again(poem, place):
    print("reopened", poem.info.name, place.index, flush=True)
    library.shut_down().addCallback(lambda _: get()).addCallback(got)


def get():
    streams, options = StandardStreams(), GetOptions(shipped_protocol("netstring"), folder / "files")
    return Get(reactor, servers, options, streams.out, Progress(streams.error, enabled=False)).start()


def got(is_whole):
    print("got", is_whole, flush=True)
    reactor.stop()


library.started.subscribe(begun.append)
library.phase_changed.subscribe(told)
library.kept.reopened.subscribe(shown_again)
library.kept.problem.subscribe(print)
servers = [Server(f"poem {number}", address, "netstring") for number, address in enumerate(addresses)]
reactor.callWhenRunning(library.start, servers)
reactor.run()
print(type(reactor).__name__, any(name.startswith("PyQt6.") for name in sys.modules))
"""


def test_it_fetches_keeps_closes_and_reopens_without_qt_and_then_get_fetches(tmp_path: Path) -> None:
    with serving(TYGER, TYGER, "--protocol", "netstring") as addresses:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, tmp_path, *addresses],
            capture_output=True,
            timeout=120,
            check=True,
            encoding="utf-8",
        )
    lines = done.stdout.splitlines()
    frames = len(TYGER.read_text("utf-8").splitlines())
    assert sorted(lines[:2]) == [f"poem {number} complete {frames}" for number in range(2)]
    assert lines[2] == "reopened poem 0 3"
    assert lines[3] == "got True"
    name, any_qt = lines[4].split()
    assert name == "EPollReactor" if hasattr(select, "epoll") else name != "EPollReactor"
    assert any_qt == "False"
    assert [path.read_bytes() for path in (tmp_path / "files").iterdir()] == [TYGER.read_bytes()] * 2
    assert done.stderr.count(": complete, ") == 2
    notes = [read_info(folder) for folder in sorted((tmp_path / "poems").iterdir())]
    assert [note.name for note in notes if note is not None and note.ended is not None] == ["poem 0", "poem 1"]
    assert not list((tmp_path / "closed").iterdir())
