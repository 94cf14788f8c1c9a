"""Small files: read whole, refused when they are large, and nothing else in their place is ever waited for."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from poetrygui.core.files.small_file import NotAFileError, TooLargeError, read_small_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and sockets there have no path")


def put_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's name may not be long
        try:
            listener.bind(path.name)
        finally:
            os.chdir(here)


PLACED: dict[str, Callable[[Path], None]] = {"a pipe": os.mkfifo, "a socket": put_socket, "a folder": Path.mkdir}


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for size in (0, 1, 100):
        path.write_bytes(b"\r" * size)
        assert read_small_file(path, 100) == b"\r" * size
    path.write_bytes(b"\r" * 101)
    with pytest.raises(TooLargeError, match="larger than 100 bytes"):
        read_small_file(path, 100)


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"small")

    def grow(_: os.stat_result) -> None:
        path.write_bytes(b"#" * 101)

    with pytest.raises(TooLargeError):
        read_small_file(path, 100, look=grow)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_small_file(tmp_path / "file", 100)


@pytest.mark.parametrize("what", PLACED)
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, what: str) -> None:
    PLACED[what](tmp_path / "file")
    with pytest.raises(NotAFileError, match=what):
        read_small_file(tmp_path / "file", 100)


def test_a_device_is_not_read() -> None:
    with pytest.raises(NotAFileError, match="a device"):
        read_small_file(Path("/dev/zero"), 100)


def test_a_link_is_followed_unless_it_must_not_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"1")
    (tmp_path / "link").symlink_to("file")
    assert read_small_file(tmp_path / "link", 100) == b"1"
    with pytest.raises(OSError, match="link"):
        read_small_file(tmp_path / "link", 100, follow_links=False)
