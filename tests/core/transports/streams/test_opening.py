"""What keeps a path from being read, in a sentence, and what a poller knows."""

from __future__ import annotations

import os
import pty
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from poetrygui.core.transports.streams.opening import check_path, is_polled, open_to_read, place_of
from poetrygui.errors import AddressError


@pytest.mark.parametrize(
    "make, is_fit, said",
    [
        (lambda path: None, stat.S_ISREG, "There is no file '{}': check how it is written."),
        (Path.mkdir, stat.S_ISREG, "'{}' is a folder: name a file in it."),
        (os.mkfifo, stat.S_ISREG, "'{}' is a FIFO: write fifo:{}."),
        (Path.touch, stat.S_ISFIFO, "'{}' is a regular file: write file:{}."),
    ],
)
def test_what_is_refused(
    tmp_path: Path, make: Callable[[Path], object], is_fit: Callable[[int], bool], said: str
) -> None:
    make(tmp_path / "verse")
    with pytest.raises(AddressError) as refused:
        check_path(tmp_path / "verse", is_fit)
    assert str(refused.value) == said.replace("{}", str(tmp_path / "verse"))


def test_a_socket_and_a_device_have_addresses_of_their_own(socket_folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(socket_folder / "s"))
        with pytest.raises(AddressError, match="is a socket: write unix:"):
            check_path(socket_folder / "s", stat.S_ISREG)
    with pytest.raises(AddressError, match="is a device: write file:/dev/null"):
        check_path(Path("/dev/null"), stat.S_ISREG)


def test_what_may_come_later_is_no_mistake(tmp_path: Path) -> None:
    check_path(tmp_path / "later", stat.S_ISREG, may_be_missing=True)
    (tmp_path / "now").touch()
    check_path(tmp_path / "now", stat.S_ISREG)
    with pytest.raises(AddressError, match="cannot be looked at: not a directory"):
        check_path(tmp_path / "now" / "below", stat.S_ISREG, may_be_missing=True)


def test_a_permission_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").touch(0)
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may read all
    with pytest.raises(AddressError, match=r"You may not read .* ask for the permission"):
        check_path(tmp_path / "secret", stat.S_ISREG)


def test_opening_waits_for_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    descriptor = open_to_read(tmp_path / "fifo")
    assert not os.get_blocking(descriptor)
    assert not os.get_inheritable(descriptor)
    os.close(descriptor)


def test_a_home_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/blake")
    assert place_of("~/verse") == Path("/home/blake/verse")
    assert place_of("/verse") == Path("/verse")
    assert place_of("~nobody-is-called-so/verse") == Path("~nobody-is-called-so/verse")


def test_what_a_poller_knows(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    file, null = (os.open(path, os.O_RDONLY) for path in (tmp_path / "file", "/dev/null"))
    reading, writing = os.pipe()
    ours, terminal = pty.openpty()
    left, right = socket.socketpair()
    with left, right:
        found = [is_polled(each) for each in (file, null, reading, terminal, left.fileno())]
    for descriptor in (file, null, reading, writing, ours, terminal):
        os.close(descriptor)
    assert found == [False, False, True, True, True]
