"""Real hosts under a real confinement: what nobody may is refused, and all that is honest works."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.confinement.confine import missing_here
from poetrygui.hosts.warm import CAN_FORK, WarmProcess
from poetrygui.plugins.needs import ASKS_FOR
from tests.hosts.confinement import honest, ways_out
from tests.hosts.confinement.honest import HONEST
from tests.hosts.confinement.ways_out import FILES, NETWORK, NOBODYS, PROCESSES, WAYS_OUT
from tests.surroundings import PATIENCE

pytestmark = [
    pytest.mark.skipif(not CAN_FORK, reason="this system has no fork"),
    pytest.mark.skipif(bool(missing_here()), reason=f"hosts are not confined here: {missing_here()}"),
]
WaitUntil = Callable[[Callable[[], bool]], None]
JOBS = (ways_out.__name__, honest.__name__)
REFUSED = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EXDEV)


@pytest.fixture
def warm(reactor: Any) -> Iterator[WarmProcess]:
    process = WarmProcess(reactor, JOBS)
    yield process
    process.close()


def said_by_each(
    warm: WarmProcess, wait_until: WaitUntil, job: str, names: list[str], at: dict[str, Any], allowed: Allowed
) -> dict[str, list[Any]]:
    """Return what each said, in a host of its own."""
    said: dict[str, list[Any]] = {name: [] for name in names}
    ends: list[object] = []
    for name in names:
        warm.run(job, {"name": name, "at": at}, said[name].append, ends.append, PATIENCE, allowed=allowed)
    wait_until(lambda: len(ends) == len(names))
    return said


def refused(
    warm: WarmProcess, wait_until: WaitUntil, at: dict[str, Any], allowed: Allowed, names: list[str]
) -> dict[str, int]:
    """Return which ways out are refused, each with the number of the error."""
    said = said_by_each(warm, wait_until, f"{ways_out.__name__}:try_it", names, at, allowed)
    return {name: told[0]["error"] for name, told in said.items() if told and told[0]["error"] in REFUSED}


def allowed_in(at: dict[str, Any], *words: str) -> Allowed:
    return Allowed(read=(at["allowed"],), write=(at["output"],), words=words)


def open_without(at: dict[str, Any]) -> set[str]:
    """Return the ways that are open to a process that nothing confines, which changes what they find."""
    found = subprocess.run(
        [sys.executable, "-m", ways_out.__name__, json.dumps(at)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    return {name for name, error in json.loads(found.stdout).items() if not error}


def test_every_way_out_is_refused_and_most_are_open_without(
    warm: WarmProcess, wait_until: WaitUntil, at: dict[str, Any]
) -> None:
    found = refused(warm, wait_until, at, allowed_in(at), list(WAYS_OUT))
    assert sorted(WAYS_OUT.keys() - found.keys()) == []
    assert Path(at["secret"]).read_text() == "secret"
    assert Path(at["output"], "there").read_text() == "there"
    assert Path(at["allowed"], "file").read_text() == "there"
    # Systems differ in what they let anybody do: in traces and rings least of all.
    shut = WAYS_OUT.keys() - open_without(at)
    assert not shut & {*FILES, *NETWORK, *PROCESSES} - {"change_an_attribute"}
    print("not tried, since nobody may here:", *sorted(shut))


@pytest.mark.parametrize("word, group", [("network", NETWORK), ("processes", PROCESSES), ("files", FILES)])
def test_a_word_opens_its_own_ways_and_no_others(
    warm: WarmProcess, wait_until: WaitUntil, at: dict[str, Any], word: str, group: dict[str, Any]
) -> None:
    found = refused(warm, wait_until, at, allowed_in(at, word), list(WAYS_OUT))
    # What belongs to a word is open but for what another one is needed for, too.
    assert sorted(found.keys() & group.keys() - {"change_an_attribute", "signal_a_process", "signal_a_thread"}) == []
    others = {*FILES, *NETWORK, *PROCESSES, *NOBODYS} - {*group}
    if word == "processes":  # which write into files that are there, where they may write at all
        others -= {"append_to_a_file_where_it_may_make_some", "cut_a_file_by_opening_it"}
    assert sorted(others - found.keys()) == []


def test_what_is_honest_works(warm: WarmProcess, wait_until: WaitUntil, at: dict[str, Any], tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "file").write_text("linked")
    allowed = Allowed(read=(at["allowed"], str(linked)), write=(at["output"],), linked=(str(linked),))
    names = [name for name in HONEST if name not in ("use_the_network", "start_a_program")]
    said = said_by_each(warm, wait_until, f"{honest.__name__}:do", names, {**at, "linked": str(linked)}, allowed)
    assert {name: told for name, told in said.items() if told != [{"problem": ""}]} == {}


@pytest.mark.parametrize("name, word", [("use_the_network", "network"), ("start_a_program", "processes")])
def test_what_asks_for_more_works_where_that_is_allowed(
    warm: WarmProcess, wait_until: WaitUntil, at: dict[str, Any], name: str, word: str
) -> None:
    job = f"{honest.__name__}:do"
    given = said_by_each(warm, wait_until, job, [name], at, Allowed(words=(word,)))
    assert given == {name: [{"problem": ""}]}
    without = said_by_each(warm, wait_until, job, [name], at, Allowed(words=tuple(ASKS_FOR.keys() - {word})))
    assert "Permission" in without[name][0]["problem"] or "not permitted" in without[name][0]["problem"]
