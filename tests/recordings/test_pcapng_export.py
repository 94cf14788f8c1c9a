"""A recording that was handed on as pcapng is the same one here, and the same bytes in Wireshark."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_records import Anchor, Event, Received, Sent
from poetrygui.recordings.made_up_packets import LARGEST_PAYLOAD
from tests.recordings.handed_on import INFO, exported, imported, told
from tests.recordings.random_recordings import Told, told_recordings
from tests.recordings.recorded_folder import as_they_came
from tests.surroundings import PATIENCE

needs_tshark = pytest.mark.skipif(shutil.which("tshark") is None, reason="Wireshark's own reader is not here")


@given(told_recordings())
def test_it_comes_back_with_every_chunk_and_microsecond(told: Told) -> None:
    with tempfile.TemporaryDirectory() as folder:
        recording = told.write(Path(folder) / "recording")
        (made,) = imported(exported(recording), Path(folder) / "poems")
        again = Recording.existing(made.folder)
        assert as_they_came(again) == as_they_came(recording) == told.records
        assert again.wire(0, again.wire_size) == told.wire
        assert again.info == recording.info
        assert made.size == len(told.wire)
        again.close()
        recording.close()


def test_it_comes_back_without_its_last_records_where_those_are_lost(tmp_path: Path) -> None:
    recording = told((Received(10, 3), b"abc"), (Event(20, EventKind.PAUSED), b"")).write(tmp_path / "recording")
    (tmp_path / "recording" / "wire.000").write_bytes(b"abcdef")
    (made,) = imported(exported(Recording.existing(recording.directory)), tmp_path / "poems")
    assert as_they_came(Recording.existing(made.folder)) == [
        Received(10, 3),
        Event(20, EventKind.PAUSED),
        Received(20, 3),
    ]


# Wireshark's own reader


def followed(data: bytes, count: int, folder: Path) -> list[tuple[bytes, bytes]]:
    """Return what tshark makes of so many connections: the client's bytes, and the server's."""
    path = folder / "followed.pcapng"
    path.write_bytes(data)
    wanted = [each for number in range(count) for each in ("-z", f"follow,tcp,raw,{number}")]
    ran = subprocess.run(
        ["tshark", "-r", str(path), "-q", *wanted], capture_output=True, check=True, timeout=PATIENCE, encoding="ascii"
    )
    found: dict[int, tuple[bytes, bytes]] = {}
    for number, lines in re.findall(r"tcp.stream eq (\d+)\nNode 0.*\nNode 1.*\n((?:\t?[0-9a-f]+\n)*)=", ran.stdout):
        sides = {True: b"", False: b""}
        for line in lines.splitlines():
            sides[line.startswith("\t")] += bytes.fromhex(line)
        found[int(number)] = sides[False], sides[True]
    return [found[number] for number in range(count)]


def random_recording(number: int) -> Told:
    chance = random.Random(number)
    address = chance.choice([f"127.0.0.1:{number + 1}", f"[::1]:{number + 1}", f"poems.example:{number + 1}"])
    time, happenings = 0, []
    for _ in range(chance.randrange(12)):
        time += chance.choice([0, 1, chance.randrange(10**6)])
        size = chance.choice([1, 10, 1448, LARGEST_PAYLOAD, LARGEST_PAYLOAD + 1, chance.randrange(1, 150_000)])
        data = chance.randbytes(size)
        what: Received | Sent | Event = Received(time, size)
        if chance.random() < 0.3:
            what, data = Sent(time, data), b""
        elif chance.random() < 0.2:
            what, data = Event(time, chance.choice([*EventKind])), b""
        happenings.append((what, data))
    ended = Ended(chance.choice([*Outcome]), "as it was")
    return Told(evolve(INFO, address=address, ended=ended), happenings)


@needs_tshark
def test_wireshark_puts_together_what_came(tmp_path: Path) -> None:
    recordings = [random_recording(number) for number in range(300)]
    # Sections of several files may follow each other in one, and a process for each would take minutes.
    data = b"".join(exported(each.write(tmp_path / str(number))) for number, each in enumerate(recordings))
    for each, sides in zip(recordings, followed(data, len(recordings), tmp_path), strict=True):
        assert sides == (each.sent, each.wire), each.info.address


@needs_tshark
def test_wireshark_finds_no_fault_and_shows_what_is_written_beside(tmp_path: Path) -> None:
    # As a connection is recorded: what the clock showed, that it was made, and what came.
    chunks: list[tuple[Received | Event | Anchor, bytes]] = [
        (Anchor(0, 1_767_225_600.5), b""),
        (Event(2, EventKind.CONNECTED, "127.0.0.1:7"), b""),
        *((Received(number * 10, 70_000), bytes(70_000)) for number in range(1, 21)),
    ]
    chunks += [(Event(250, kind, ""), b"") for kind in (EventKind.PAUSED, EventKind.RESUMED, EventKind.PAUSED)]
    (tmp_path / "a.pcapng").write_bytes(
        exported(told(*chunks, (Sent(300, b"ask"), b""), outcome=Outcome.RESET).write(tmp_path / "recording"))
    )
    faults = "tcp.analysis.flags && !tcp.analysis.window_update", "tcp.checksum.status == 0", "ip.checksum.status == 0"
    wrong = " || ".join(f"({each})" for each in (*faults, "_ws.malformed"))
    checked = [each for layer in ("tcp", "ip") for each in ("-o", f"{layer}.check_checksum:TRUE")]
    told_wrong, comments = (
        subprocess.run(
            ["tshark", *checked, "-r", tmp_path / "a.pcapng", *more],
            capture_output=True,
            check=True,
            timeout=PATIENCE,
            encoding="utf-8",
        ).stdout
        for more in (["-Y", wrong], ["-T", "fields", "-e", "frame.comment", "-Y", "frame.comment"])
    )
    assert told_wrong == ""
    assert "Protocol: netstring" in comments
    assert "reset: as it was" in comments
