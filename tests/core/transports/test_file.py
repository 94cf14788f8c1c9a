"""Files: what is read, what is refused, and following."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from poetrygui.core.outcomes import Outcome, Receiving
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.file import File
from poetrygui.core.transports.streams.endpoint import StreamAddress
from poetrygui.errors import AddressError
from tests.conftest import WaitFor
from tests.core.conftest import Fetched, StartFetch

FOLLOW = {"follow": "yes"}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "a log: of verse"
    path.write_bytes(b"one\n")
    return path


def test_its_address_is_a_path_as_it_stands(log: Path) -> None:
    assert parse_address(f"file:{log}") == File(str(log))
    assert str(File(str(log))) == f"file:{log}"
    assert File("/run/\udcff").destination == StreamAddress(b"/run/\xff")
    with pytest.raises(AddressError, match="A file needs its path: write file:/PATH"):
        parse_address("file:")


def test_the_end_is_told_as_the_files(log: Path, fetched: Fetched) -> None:
    running = fetched(f"file:{log}", "lines")
    assert (running.outcome, running.ended.reason) == (Outcome.COMPLETE, "the file ended")


def test_a_device_is_read_until_it_ends(fetched: Fetched) -> None:
    assert fetched("file:/dev/null").outcome is Outcome.COMPLETE


@pytest.mark.parametrize("options", [{}, FOLLOW])
def test_what_cannot_be_read_is_told_before(tmp_path: Path, fetched: Fetched, options: dict[str, str]) -> None:
    with pytest.raises(AddressError, match="is a folder"):
        parse_address(f"file:{tmp_path}", options).check()
    running = fetched(f"file:{tmp_path}", transport_options=options)
    assert running.outcome is Outcome.UNREACHABLE
    assert running.ended.reason == f"'{tmp_path}' is a folder: name a file in it."


def test_a_missing_file_is_a_mistake_unless_it_is_followed(tmp_path: Path, fetched: Fetched) -> None:
    parse_address(f"file:{tmp_path}/later", FOLLOW).check()
    assert "There is no file" in fetched(f"file:{tmp_path}/later").ended.reason
    with pytest.raises(AddressError, match="is a device"):
        parse_address("file:/dev/null", FOLLOW).check()


@pytest.mark.parametrize("begin, rows", [("start", b"one\ntwo\n"), ("end", b"two\n")])
def test_following_begins_at_either_end(
    log: Path, start_fetch: StartFetch, wait_for: WaitFor, wait_until: Callable[..., None], begin: str, rows: bytes
) -> None:
    running = start_fetch(f"file:{log}", "lines", transport_options={**FOLLOW, "begin": begin})
    wait_until(lambda: isinstance(running.fetch.state, Receiving))
    with log.open("ab") as file:
        file.write(b"two\n")
    wait_until(lambda: running.rows == rows)
    running.fetch.stop()
    wait_for(running.done)
    assert (running.outcome, running.rows) == (Outcome.STOPPED, rows)


def test_what_becomes_of_a_followed_file_is_told(
    tmp_path: Path, start_fetch: StartFetch, wait_until: Callable[..., None]
) -> None:
    running = start_fetch(f"file:{tmp_path}/later", "lines", transport_options=FOLLOW)
    wait_until(lambda: isinstance(running.fetch.state, Receiving))
    (tmp_path / "later").write_bytes(b"verse\n")
    wait_until(lambda: running.rows == b"verse\n")


def test_nothing_can_be_sent_to_a_file(log: Path, fetched: Fetched) -> None:
    running = fetched(f"file:{log}", send="hello")
    assert running.outcome is Outcome.UNREACHABLE
    assert running.ended.reason == f"Nothing can be sent to file:{log}: leave empty what is to be sent."
