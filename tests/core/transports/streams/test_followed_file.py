"""A file that grows, is emptied, is replaced, goes, and comes back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from twisted.internet.task import Clock

from poetrygui.core.transports.streams.asides import Aside
from poetrygui.core.transports.streams.followed_file import LOOK_EVERY, FollowedFile
from tests.core.transports.streams.ears import Heard


class Follower:
    """Follows a file by a clock of its own."""

    def __init__(self, path: Path) -> None:
        self.clock, self.heard = Clock(), Heard()
        self.told: list[Aside] = []
        descriptor = os.open(path, os.O_RDONLY) if path.exists() else -1
        self.file = FollowedFile(self.clock, path, descriptor, self.heard.ears, self.told.append)
        self.file.start()

    def go_on(self) -> None:
        """Let it look, and read what it finds."""
        self.clock.advance(LOOK_EVERY)
        self.clock.pump([0] * 6)

    @property
    def said(self) -> list[str]:
        assert all(aside.is_remark for aside in self.told)
        return [aside.text for aside in self.told]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "log"
    path.write_bytes(b"one\n")
    return path


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def test_what_is_appended_comes(path: Path) -> None:
    follower = Follower(path)
    follower.go_on()
    append(path, b"two\n")
    follower.go_on()
    follower.go_on()
    assert (follower.heard.data, follower.said, follower.heard.ends) == (b"one\ntwo\n", [], [])
    follower.file.close()
    follower.file.close()
    assert follower.clock.getDelayedCalls() == []


def test_a_file_that_is_emptied_is_read_from_its_beginning(path: Path) -> None:
    follower = Follower(path)
    follower.go_on()
    path.write_bytes(b"2\n")
    follower.go_on()
    assert follower.heard.data == b"one\n2\n"
    assert follower.said == ["the file was emptied: it is read from its beginning"]
    follower.file.close()


def test_a_file_that_is_replaced_is_read_to_its_end_first(path: Path) -> None:
    follower = Follower(path)
    follower.go_on()
    append(path, b"last\n")
    path.rename(path.with_name("log.1"))
    path.write_bytes(b"first\n")
    follower.go_on()
    assert follower.heard.data == b"one\nlast\nfirst\n"
    assert follower.said == ["the file was replaced: the new one is read"]
    follower.file.close()


def test_a_file_that_goes_and_comes_back(path: Path) -> None:
    follower = Follower(path)
    follower.go_on()
    path.unlink()
    follower.go_on()
    follower.go_on()
    assert follower.said == ["the file is waited for: no such file or directory"]
    path.mkdir()
    follower.go_on()
    path.rmdir()
    path.write_bytes(b"new\n")
    follower.go_on()
    assert follower.heard.data == b"one\nnew\n"
    assert follower.said[1:] == [
        "the file is waited for: no regular file",
        "the file was replaced: the new one is read",
    ]
    follower.file.close()


def test_a_file_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    follower = Follower(tmp_path / "later")
    follower.go_on()
    (tmp_path / "later").write_bytes(b"verse\n")
    follower.go_on()
    assert follower.heard.data == b"verse\n"
    assert follower.said == ["the file is waited for: no such file or directory", "the file is there now"]
    follower.file.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all")
def test_a_new_file_that_may_not_be_read_is_waited_for(path: Path) -> None:
    follower = Follower(path)
    follower.go_on()
    path.unlink()
    path.touch(0)
    follower.go_on()
    assert follower.said == ["the file is waited for: permission denied"]
    path.chmod(0o600)
    append(path, b"verse\n")
    follower.go_on()
    assert follower.heard.data == b"one\nverse\n"
    follower.file.close()


def test_nothing_is_read_or_looked_for_while_it_is_stopped(path: Path) -> None:
    follower = Follower(path)
    follower.file.stop()
    assert follower.clock.getDelayedCalls() == []
    follower.file.start()
    follower.go_on()
    follower.file.stop()
    append(path, b"two\n")
    follower.go_on()
    assert follower.heard.data == b"one\n"
    follower.file.start()
    follower.file.start()
    follower.go_on()
    assert follower.heard.data == b"one\ntwo\n"
    follower.file.close()


def test_an_error_of_reading_ends_it() -> None:
    follower = Follower(Path("/"))
    follower.go_on()
    assert [type(end) for end in follower.heard.ends] == [IsADirectoryError]
    assert follower.clock.getDelayedCalls() == []
