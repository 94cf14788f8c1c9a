"""Where all frames of a recording end is what the plainest way finds, whether their protocol tells a layout or not."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.poems.recording import Recording
from poetrygui.paths import shipped_protocols
from poetrygui.plugins import shipped_protocol
from poetrygui.plugins.pinned import pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.jobs import JOBS
from tests.recordings.shortened_folder import netstrings, shortened_by
from tests.recordings.test_comparison import exact

VERSES = [b"verse %d %b" % (number, b"y" * (number % 40)) for number in range(100)]
WIRES = {
    "netstring": b"".join(b"%d:%b," % (len(verse), verse) for verse in VERSES),
    "lines": b"\r\n".join([*VERSES, b"and no end"]),
    "jsonl": b"".join(b'{"verse": "%b"}\n' % verse for verse in VERSES),
    "slip": b"".join(verse + b"\xc0" for verse in VERSES),
    "prefixed": b"".join(len(verse).to_bytes(4, "big") + verse for verse in VERSES) + b"\0\0",
    "raw": b"".join(VERSES),
}


def said(folder: Path, name: str) -> tuple[Any, list[int], str]:
    """Return where it begins, all ends, and the note."""
    pinned = pin(ProtocolRegistry(shipped_protocols()), name, {})
    messages = [each for each in JOBS["all_ends"]({"recording": str(folder), "protocol": pinned.as_json()}) if each]
    ends = [end for each in messages if isinstance(each, array) for end in each]
    begin, note = (
        next((each[key] for each in messages if isinstance(each, dict) and key in each), None)
        for key in ("begin", "note")
    )
    return begin, ends, str(note)


@pytest.mark.parametrize("name", WIRES)
def test_they_are_those_of_all_frames(tmp_path: Path, name: str) -> None:
    folder = shortened_by(tmp_path / "recording", name, WIRES[name], 1 << 30)
    begin, ends, note = said(folder, name)
    assert (begin, note) == ([0, 0], "")
    by_the_end = [len(WIRES[name])] if name in ("lines", "raw") else []
    assert ends == [*exact(shipped_protocol(name), WIRES[name]).ends, *by_the_end]


def test_of_one_without_its_beginning_they_are_those_of_the_frames_that_are_whole(tmp_path: Path) -> None:
    strings, where = netstrings()
    folder = shortened_by(tmp_path / "recording", "netstring", b"".join(strings))
    (byte, frames), ends, note = said(folder, "netstring")
    assert where[frames] == byte
    assert Recording.existing(folder).dropped.wire <= byte
    assert ends == where[frames + 1 :]
    assert note == ""
    begin, ends, note = said(folder, "jsonl")
    assert (begin, ends, note) == (None, [], "Of what is kept, it is not known where a frame begins.")


@pytest.mark.parametrize("name", ["lines", "jsonl"])
def test_by_another_protocol_than_that_which_recorded_nothing_is_told(tmp_path: Path, name: str) -> None:
    folder = shortened_by(tmp_path / "recording", "netstring", WIRES["netstring"], 1 << 30)
    _, ends, note = said(folder, name)
    assert (ends, note) == ([], "From frame 1 on, its protocol makes others than were recorded.")
