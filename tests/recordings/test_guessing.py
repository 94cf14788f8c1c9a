"""Which framing is this: asked of a recording or of a server, told once, and stopped."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.guessing import NOTHING_FITS, Guessed, Guessing, candidates, newest_of
from poetrygui.recordings.workers import SliceWorkers
from tests.conftest import WaitFor
from tests.core.scripted_server import Script, is_silent, listen, sends, sends_and_waits
from tests.plugins.files import Files
from tests.recordings.recorded_folder import record
from tests.surroundings import PATIENCE

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def told() -> list[Guessed]:
    return []


@pytest.fixture
def guessing(reactor: Any, told: list[Guessed], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Guessing]:
    """A question about the shipped protocols; what comes of it is ``told``."""
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    workers = SliceWorkers(reactor)
    yield Guessing(workers.start, candidates(ProtocolRegistry(shipped_protocols())), told.append)
    workers.close()
    assert not list((tmp_path / "scratch").iterdir()), "nothing is left of what was listened to"


def test_a_recordings_framing_is_told_once_the_best_first(
    guessing: Guessing, told: list[Guessed], wait_until: Until, tmp_path: Path
) -> None:
    guessing.try_on(record(tmp_path / "recording", [b"3:one,4:two", b"\n,5:three,"]))
    wait_until(lambda: bool(told))
    (only,) = told
    assert (only.fits[0].name, only.fits[0].first, only.problem) == ("netstring", ("one", "two\n", "three"), "")
    guessing.stop()
    assert len(told) == 1


def test_a_server_is_listened_to(
    guessing: Guessing, told: list[Guessed], wait_until: Until, reactor: Any, wait_for: WaitFor
) -> None:
    server = listen(reactor, sends(b"3:one,3:two,5:three,"))
    guessing.listen(reactor, server.address, {}, PATIENCE)
    wait_until(lambda: bool(told))
    assert told[0].fits[0].name == "netstring"
    wait_for(server.close())


@pytest.mark.parametrize("script, problem", [(is_silent, NOTHING_FITS), (None, "cannot be listened to")])
def test_where_nothing_came_a_sentence_says_so(
    guessing: Guessing,
    told: list[Guessed],
    wait_until: Until,
    reactor: Any,
    wait_for: WaitFor,
    script: Script | None,
    problem: str,
) -> None:
    server = listen(reactor, script or is_silent)
    if script is None:
        wait_for(server.close())
    guessing.listen(reactor, server.address, {}, 0.2 if script else PATIENCE)
    wait_until(lambda: bool(told))
    assert not told[0].fits
    assert problem in told[0].problem
    wait_for(server.close())


def test_a_recording_that_is_not_there_is_a_sentence(
    guessing: Guessing, told: list[Guessed], wait_until: Until, tmp_path: Path
) -> None:
    guessing.try_on(tmp_path / "nowhere")
    wait_until(lambda: bool(told))
    assert "is not there" in told[0].problem


def test_stopped_it_lets_go_of_the_server_and_tells_nothing(
    guessing: Guessing, told: list[Guessed], wait_until: Until, reactor: Any, wait_for: WaitFor
) -> None:
    server = listen(reactor, sends_and_waits(b"verse"))
    guessing.listen(reactor, server.address, {}, PATIENCE)
    wait_until(lambda: bool(server.sessions))
    guessing.stop()
    wait_until(lambda: all(session.is_lost for session in server.sessions))
    wait_for(server.close())
    assert not told


def test_stopped_while_it_tries_it_tells_nothing(guessing: Guessing, told: list[Guessed], tmp_path: Path) -> None:
    guessing.try_on(record(tmp_path / "recording", [b"3:one,"]))
    guessing.stop()
    guessing.stop()
    assert not told


def test_the_newest_recording_of_an_address_in_which_anything_came_is_found(tmp_path: Path) -> None:
    poems, closed = tmp_path / "poems", tmp_path / "closed"
    record(poems / "20260101-000000-000000-aaaa", [b"old"])
    newest = record(closed / "20260201-000000-000000_20260102-000000-000000-bbbb", [b"new"])
    record(poems / "20260103-000000-000000-cccc", [])
    assert newest_of("127.0.0.1:7", poems, closed) == newest
    assert newest_of("127.0.0.1:8", poems, closed) is None


def test_what_cannot_run_is_no_candidate(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.put("broken.py", "this is no Python")
    names = {each["name"] for each in candidates(files.registry())}
    assert "netstring" in names
    assert "broken" not in names
