"""Reading files slice by slice, as the reactor goes round."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.task import Clock

from poetrygui.core.transports.streams.reader import Ears
from poetrygui.core.transports.streams.slice_reader import SliceReader
from tests.core.transports.streams.ears import Heard


def opened(folder: Path, data: bytes) -> int:
    (folder / "verse").write_bytes(data)
    return os.open(folder / "verse", os.O_RDONLY)


def go_round(clock: Clock, seconds: float = 0) -> None:
    """Call what is due, and not yet what that asks for."""
    clock.rightNow += seconds
    for call in [call for call in clock.calls if call.getTime() <= clock.seconds()]:
        clock.calls.remove(call)
        call.called = 1
        call.func(*call.args, **call.kw)


def test_a_slice_in_each_turn(tmp_path: Path) -> None:
    clock, heard = Clock(), Heard(2)
    descriptor = opened(tmp_path, b"verse")
    reader = SliceReader(clock, descriptor, heard.ears)
    reader.start()
    reader.start()
    assert heard.chunks == []
    for count in (1, 2, 3):
        go_round(clock)
        assert len(heard.chunks) == count
    assert heard.ends == []
    go_round(clock)
    assert (heard.chunks, heard.ends) == ([b"ve", b"rs", b"e"], [None])
    assert clock.getDelayedCalls() == []
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(descriptor)


def test_it_stops_in_the_midst_of_what_it_tells(tmp_path: Path) -> None:
    clock, heard = Clock(), Heard(2)

    def came(data: bytes) -> None:
        heard.chunks.append(data)
        reader.stop()

    reader = SliceReader(clock, opened(tmp_path, b"verse"), Ears(lambda: 2, came, heard.ends.append))
    reader.start()
    go_round(clock)
    go_round(clock)
    assert (heard.chunks, clock.getDelayedCalls()) == ([b"ve"], [])
    reader.start()
    go_round(clock)
    assert heard.chunks == [b"ve", b"rs"]
    reader.close()
    reader.close()
    reader.start()
    assert (heard.ends, clock.getDelayedCalls()) == ([], [])


def test_it_begins_where_the_descriptor_stands_and_leaves_it_where_it_ends(tmp_path: Path) -> None:
    clock, heard = Clock(), Heard()
    descriptor = opened(tmp_path, b"title\nverse\n")
    os.lseek(descriptor, 6, os.SEEK_SET)
    SliceReader(clock, descriptor, heard.ears, keeps_descriptor=True).start()
    go_round(clock)
    go_round(clock)
    assert (heard.data, heard.ends) == (b"verse\n", [None])
    assert os.lseek(descriptor, 0, os.SEEK_CUR) == 12
    os.close(descriptor)


def test_an_error_of_the_disk_is_told() -> None:
    clock, heard = Clock(), Heard()
    SliceReader(clock, os.open("/", os.O_RDONLY), heard.ears).start()
    go_round(clock)
    assert [type(end) for end in heard.ends] == [IsADirectoryError]


@pytest.mark.skipif(not hasattr(os, "RWF_NOWAIT"), reason="the system does not tell what is on the disk still")
def test_a_slice_that_is_on_the_disk_still_is_looked_for_later_and_in_the_end_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, heard, looks = Clock(), Heard(), [0]

    def not_in_memory(*_: object) -> int:
        looks[0] += 1
        raise BlockingIOError

    with monkeypatch.context() as slow:
        slow.setattr(os, "preadv", not_in_memory)
        SliceReader(clock, opened(tmp_path, b"verse"), heard.ears).start()
        go_round(clock)
        assert (heard.chunks, looks) == ([], [1])
        for _ in range(99):
            go_round(clock, 0.0021)
        assert (heard.chunks, looks) == ([], [100])
        go_round(clock, 0.0021)
        assert (heard.data, looks) == (b"verse", [100])
    go_round(clock)
    assert heard.ends == [None]


@pytest.mark.skipif(not hasattr(os, "RWF_NOWAIT"), reason="the system does not tell what is on the disk still")
@pytest.mark.parametrize("number, data, ends", [(errno.EOPNOTSUPP, b"verse", [None]), (errno.EIO, b"", [errno.EIO])])
def test_where_the_file_system_cannot_say_it_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, data: bytes, ends: list[Any]
) -> None:
    def cannot(*_: object) -> int:
        raise OSError(number, "so it is")

    monkeypatch.setattr(os, "preadv", cannot)
    clock, heard = Clock(), Heard()
    SliceReader(clock, opened(tmp_path, b"verse"), heard.ears).start()
    go_round(clock)
    go_round(clock)
    assert (heard.data, [end and end.errno for end in heard.ends]) == (data, ends)
