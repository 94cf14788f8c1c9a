"""``get --record``: what came on the wire in a file, and nothing of it lost however that ended."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Event, Sent
from poetrygui.paths import shipped_protocols
from poetrygui.recordings.new_recordings import Imported
from tests.commands.running import events, run, start
from tests.commands.senders import sending
from tests.commands.test_get import closed_port
from tests.recordings.poemrecs import imported
from tests.surroundings import PATIENCE

VERSES = b"3:one,4:two\n,5:three,"


def made_of(file: Path, poems: Path) -> Imported:
    (made,), problem = imported(file.read_bytes(), poems)
    assert problem == ""
    return made


@pytest.mark.parametrize("more", [[], ["--jsonl"], ["--output", "poems"]])
def test_the_wire_and_the_frames_are_in_it(tmp_path: Path, more: list[str]) -> None:
    more = [str(tmp_path / each) if each == "poems" else each for each in more]
    file = tmp_path / "a.poemrec"
    with sending(VERSES) as address:
        ended = run("get", address, "--protocol", "netstring", "--record", file, *more)
    assert ended.returncode == 0
    if not more:
        assert ended.stdout == b"one\ntwo\nthree\n"
    made = made_of(file, tmp_path / "made")
    recording = Recording.existing(made.folder)
    assert recording.wire(0, 100) == VERSES
    assert recording.sums.frames == 3
    recording.close()
    poem = StoredPoem.existing(made.folder)
    assert (poem.read(0, 100), poem.frame_count) == (b"one\ntwo\nthree\n", 3)
    poem.close()
    assert (made.info.address, made.info.peer, made.info.protocol) == (address, address, "netstring")
    assert made.info.ended is not None
    assert (made.info.ended.outcome, made.info.ended.received) == ("complete", len(VERSES))
    assert not (tmp_path / "a.poemrec.part").exists()


def test_what_was_sent_and_the_source_of_the_protocol_are_in_it(tmp_path: Path) -> None:
    with sending(VERSES) as address:
        run("get", address, "--protocol", "netstring", "--send", "ask", "--record", tmp_path / "a.poemrec")
    made = made_of(tmp_path / "a.poemrec", tmp_path / "made")
    recording = Recording.existing(made.folder)
    records = list(recording.records())
    recording.close()
    assert [each.data for each in records if isinstance(each, Sent)] == [b"3:ask,"]
    assert [each.kind for each in records if isinstance(each, Event)] == [EventKind.CONNECTED, EventKind.LOST]
    source = (made.folder / "protocol.py").read_bytes()
    assert source == (shipped_protocols() / "netstring.py").read_bytes()
    assert made.info.digest == hashlib.sha256(source).hexdigest()


def test_bytes_that_broke_the_framing_are_in_it(tmp_path: Path) -> None:
    with sending(b"3:one,nonsense") as address:
        ended = run("get", address, "--protocol", "netstring", "--record", tmp_path / "a.poemrec")
    assert ended.returncode == 1
    made = made_of(tmp_path / "a.poemrec", tmp_path / "made")
    recording = Recording.existing(made.folder)
    assert recording.wire(0, 100) == b"3:one,nonsense"
    assert made.info.ended is not None
    assert made.info.ended.outcome == "protocol-error"
    assert made.info.ended.undelivered is not None
    assert made.info.ended.undelivered.data == b"nonsense"
    recording.close()


def test_another_format_goes_by_the_name(tmp_path: Path) -> None:
    with sending(VERSES) as address:
        assert run("get", address, "--record", tmp_path / "a.jsonl").returncode == 0
    assert b'"recv"' in (tmp_path / "a.jsonl").read_bytes()


def test_to_nobody_is_recorded_too(tmp_path: Path) -> None:
    ended = run("get", closed_port(), "--record", tmp_path / "a.poemrec")
    assert ended.returncode == 1
    made = made_of(tmp_path / "a.poemrec", tmp_path / "made")
    assert made.info.ended is not None
    assert (made.size, made.info.ended.outcome) == (0, "refused")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_lost_where_it_is_ended(
    tmp_path: Path, how: signal.Signals, wait_until: Callable[[Callable[[], bool]], None]
) -> None:
    file, part = tmp_path / "a.poemrec", tmp_path / "a.poemrec.part"
    with (
        sending(VERSES, then="silence") as address,
        start("get", address, "--protocol", "netstring", "--record", file) as process,
    ):
        wait_until(lambda: part.exists() and recorded_in(part) == VERSES)
        process.send_signal(how)
        process.communicate(timeout=PATIENCE)
    if how is signal.SIGTERM:
        made = made_of(file, tmp_path / "made")
        assert made.info.ended is not None
        assert made.info.ended.outcome == "stopped"
        folder = made.folder
    else:
        folder = part
        # It is in the way of no other, and can be used as it is.
        again = run("get", "127.0.0.1:1", "--record", file)
        assert again.returncode == 2
        assert b"a.poemrec.part is there already" in again.stderr
        framed = run("reframe", folder, "--protocol", "netstring", "--profile", tmp_path / "profile")
        assert framed.stdout.startswith(b"netstring: 3 frames, 12 bytes")
    assert recorded_in(folder) == VERSES


def recorded_in(folder: Path) -> bytes:
    """Return what came and has its record."""
    recording = Recording.existing(folder)
    data = recording.wire(0, recording.timed_size)
    recording.close()
    return data


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "a.poemrec").write_bytes(b"mine")
    ended = run("get", "127.0.0.1:1", "--record", tmp_path / "a.poemrec")
    assert ended.returncode == 2
    assert b"is there already" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.poemrec"]
    assert (tmp_path / "a.poemrec").read_bytes() == b"mine"


def test_a_folder_that_is_not_there_is_said_before_anything_is_asked_for(tmp_path: Path) -> None:
    ended = run("get", "127.0.0.1:1", "--record", tmp_path / "nowhere" / "a.poemrec")
    assert ended.returncode == 2
    assert b"could not be written: No such file or directory." in ended.stderr


def test_a_folder_that_goes_meanwhile_is_said_with_what_is_lost(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    file = tmp_path / "folder" / "a.poemrec"
    with (
        sending(VERSES, then="silence") as address,
        start("get", address, "--protocol", "netstring", "--record", file) as process,
    ):
        assert process.stdout is not None
        said = b""
        while b"three\n" not in said:
            said += os.read(process.stdout.fileno(), 100)
        file.write_bytes(b"somebody else's")
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert b"but what came is in" in told
    assert file.read_bytes() == b"somebody else's"
    assert (tmp_path / "folder" / "a.poemrec.part" / "wire.000").read_bytes() == VERSES


LATE = '''"""Delivers what came, and a moment later the half of it."""
from poetrygui.api import Poem

API = 1
TITLE = "Late"


class Late(Poem):
    def dataReceived(self, data):
        from twisted.internet import reactor
        self.deliver(data)
        reactor.callLater(0.2, self.deliver, data[: len(data) // 2])
        reactor.callLater(0.4, self.transport.loseConnection)
'''


def test_each_frame_is_told_with_the_time_that_is_recorded(tmp_path: Path) -> None:
    late = tmp_path / "profile" / "protocols" / "late.py"
    late.parent.mkdir(parents=True)
    late.write_text(LATE, encoding="utf-8")
    trusting = ["--protocol", "late", "--profile", str(tmp_path / "profile"), "--trust", str(late)]
    with sending(b"hear this", then="silence") as address:
        got = run("get", address, *trusting, "--record", tmp_path / "a.poemrec", "--jsonl")
    frames = events(got.stdout, "frame")
    assert [each["text"] for each in frames] == ["hear this", "hear"]
    made = made_of(tmp_path / "a.poemrec", tmp_path / "made")
    recording = Recording.existing(made.folder)
    chunks = [recording.chunk_of_frame(number) for number in range(2)]
    recording.close()
    times = [made.info.clock + each.time / 1e6 for each in chunks if each is not None]
    assert frames[0]["time"] == pytest.approx(times[0], abs=1.5e-6)
    # What the timer brought is no part of the chunk, and is recorded when it was delivered.
    assert times[1] - times[0] >= 0.19
    assert frames[1]["delta"] >= 0.19
    assert times[1] >= frames[1]["time"] - 1.5e-6
