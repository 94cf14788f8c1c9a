"""``poetrygui get`` as a user or a script runs it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import resource
import shlex
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

from poetrygui.paths import resources
from tests.commands.running import COMMAND, background, events, run, serving
from tests.commands.senders import sending
from tests.surroundings import PATIENCE

TYGER = resources() / "poems" / "tyger.txt"
SONNET = resources() / "poems" / "sonnet-18.txt"


@contextmanager
def scripted(*answers: bytes, wait: bool = False) -> Iterator[str]:
    """Accept a connection for each answer, send it, and close; with ``wait``, keep silent until the reader leaves."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def play() -> None:
            for answer in answers:
                # A reader that gives up resets the connection.
                with listener.accept()[0] as connection, contextlib.suppress(ConnectionError):
                    connection.sendall(answer)
                    while wait and connection.recv(1):
                        pass

        thread = threading.Thread(target=play)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        thread.join()


def closed_port() -> str:
    return "127.0.0.1:1"  # one that was free a moment ago may be another test's by now


def test_a_single_poem_goes_to_standard_output_alone() -> None:
    with serving(TYGER) as (address,):
        got = run("get", address)
        number_alone = run("get", address.rpartition(":")[2])
    assert got.returncode == 0
    assert got.stdout == TYGER.read_bytes()
    assert b"complete" in got.stderr
    assert number_alone.stdout == got.stdout


@pytest.mark.parametrize("protocol", ["netstring", "lines"])
def test_rows_of_a_framed_poem(protocol: str) -> None:
    with serving(TYGER, "--protocol", protocol) as (address,):
        got = run("get", address, "--protocol", protocol)
        exact = run("get", address, "--protocol", protocol, "--exact")
    assert got.returncode == 0
    assert got.stdout == TYGER.read_bytes()
    assert exact.stdout == TYGER.read_bytes().replace(b"\n", b"")


def test_several_poems_come_whole_under_headings_and_a_refused_one_is_named() -> None:
    refused = closed_port()
    with serving(TYGER, SONNET, "--delay", "0.01", "--num-bytes", "40") as addresses:
        got = run("get", *addresses, refused)
    assert got.returncode == 1
    for address, poem in zip(addresses, (TYGER, SONNET), strict=True):
        assert f"# {address}: complete\n".encode() + poem.read_bytes() in got.stdout
    assert f"# {refused}: refused\n".encode() in got.stdout
    assert f"{refused}: refused".encode() in got.stderr


def test_json_lines_tell_frames_and_the_end() -> None:
    with serving(TYGER, "--protocol", "netstring") as (address,):
        got = run("get", address, "--protocol", "netstring", "--jsonl")
    assert got.returncode == 0
    assert [each["state"] for each in events(got.stdout, "state")] == ["connecting", "receiving"]
    lines = TYGER.read_text(encoding="utf-8").splitlines()
    assert [each["text"] for each in events(got.stdout, "frame")] == lines
    sizes = [len(line.encode()) for line in lines]
    assert [each["size"] for each in events(got.stdout, "frame")] == sizes
    ends = [0, *accumulate(len(b"%d:," % size) + size for size in sizes)]
    assert [each["wire"] for each in events(got.stdout, "frame")] == [[*each] for each in pairwise(ends)]
    (end,) = events(got.stdout, "end")
    data = "".join(lines).encode()
    assert (end["outcome"], end["bytes"], end["frames"]) == ("complete", len(data), len(lines))
    assert end["sha256"] == hashlib.sha256(data).hexdigest()
    assert end["address"] == address
    assert end["seconds"] > 0


def test_json_lines_tell_the_parts_of_a_frame_and_what_is_no_text() -> None:
    with scripted(b"caf\xe9") as address:
        got = run("get", address, "--jsonl")
    (part,) = events(got.stdout, "part")
    (frame,) = events(got.stdout, "frame")
    times = [(each.pop("time"), each.pop("delta")) for each in (part, frame)]
    assert part == {"event": "part", "task": 1, "size": 4, "wire": [0, 4], "base64": "Y2Fm6Q=="}
    assert frame == {"event": "frame", "task": 1, "size": 4, "wire": [0, 4]}
    # The frame before it is the beginning.
    assert 0 < times[0][1] <= times[1][1]
    assert times[1][0] - times[0][0] == pytest.approx(times[1][1] - times[0][1], abs=1e-5)


def test_json_lines_tell_when_and_where_on_the_wire_a_frame_came() -> None:
    before = time.time()
    with serving(TYGER, "--protocol", "lines") as (address,):
        got = run("get", address, "--protocol", "lines", "--jsonl")
    after = time.time()
    frames = events(got.stdout, "frame")
    # The clock on the wall may be set meanwhile, and is then an hour off.
    assert before - 3600 < frames[0]["time"] <= frames[-1]["time"] < after + 3600
    for one, other in pairwise(frames):
        assert one["wire"][1] == other["wire"][0]
        assert other["time"] - one["time"] == pytest.approx(other["delta"], abs=1e-5)
    assert frames[-1]["wire"][1] == TYGER.stat().st_size


def test_raw_delivers_no_frame_where_nothing_came() -> None:
    with scripted(b"") as address:
        got = run("get", address, "--jsonl")
    (end,) = events(got.stdout, "end")
    assert (end["outcome"], end["bytes"], end["frames"]) == ("complete", 0, 0)
    assert got.returncode == 0


@pytest.mark.parametrize(
    "protocol, sent, outcome, kept",
    [
        ("netstring", b"3:abc,10:xyz", "cut", b"abcxyz"),
        ("netstring", b"3:abc,GET", "protocol-error", b"abc"),
        ("lines", b"one\ntwo", "complete", b"onetwo"),
    ],
)
def test_the_end_is_told_honestly(protocol: str, sent: bytes, outcome: str, kept: bytes) -> None:
    with scripted(sent) as address:
        got = run("get", address, "--protocol", protocol, "--jsonl")
    (end,) = events(got.stdout, "end")
    assert end["outcome"] == outcome
    assert end["sha256"] == hashlib.sha256(kept).hexdigest()
    assert got.returncode == (0 if outcome == "complete" else 1)


def test_silence_ends_at_the_time_limit() -> None:
    with scripted(b"a line", wait=True) as address:
        got = run("get", address, "--timeout", "1.5")
    assert got.returncode == 1
    assert got.stdout == b"a line"
    assert b"timeout" in got.stderr
    assert b"1.5 s" in got.stderr


def test_output_files_are_exact_for_raw_and_rows_otherwise(tmp_path: Path) -> None:
    with scripted(b"a\nb", b"1:a,2:b\n,") as address:
        raw = run("get", address, "--output", tmp_path / "raw")
        netstring = run("get", address, "--output", tmp_path / "netstring", "--protocol", "netstring")
    assert [path.read_bytes() for path in (tmp_path / "raw").iterdir()] == [b"a\nb"]
    assert [path.read_bytes() for path in (tmp_path / "netstring").iterdir()] == [b"a\nb\n"]
    assert raw.stdout == netstring.stdout == b""


def test_output_files_never_replace_one_that_is_there(tmp_path: Path) -> None:
    with scripted(b"first", b"second") as address:
        run("get", address, "--output", tmp_path)
        run("get", address, "--output", tmp_path)
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"first", b"second"]


@pytest.mark.parametrize(
    "protocol, sent, outcome", [("netstring", b"3:abc,10:xyz", "cut"), ("netstring", b"3:abc,GET", "protocol-error")]
)
def test_a_half_poem_is_never_under_a_whole_ones_name(tmp_path: Path, protocol: str, sent: bytes, outcome: str) -> None:
    with scripted(sent, b"3:abc,") as address:
        half = run("get", address, "--output", tmp_path, "--protocol", protocol)
        (part,) = tmp_path.iterdir()
        whole = run("get", address, "--output", tmp_path, "--protocol", protocol)
    assert part.name == f"1-{address.replace(':', '-')}.txt.part"
    assert f"{address}: {outcome}, ".encode() in half.stderr
    assert f" into {part}\n".encode() in half.stderr
    assert part.read_bytes().startswith(b"abc\n")
    assert {path.name for path in tmp_path.iterdir()} == {part.name, f"1-{address.replace(':', '-')}-2.txt"}
    assert whole.returncode == 0


def test_a_poem_is_a_part_while_it_comes_and_after_a_kill(tmp_path: Path) -> None:
    with sending(b"a line\n", then="silence") as address:
        with background("get", address, "--output", tmp_path, "--jsonl") as process:
            assert process.stdout is not None
            while b'"part"' not in process.stdout.readline():
                pass
            (file,) = tmp_path.iterdir()
            # It was not told before it was there.
            assert (file.suffix, file.read_bytes()) == (".part", b"a line\n")
            process.kill()
        assert [path.suffix for path in tmp_path.iterdir()] == [".part"]


@pytest.mark.parametrize("protocol", ["raw", "lines"])
def test_after_a_full_disk_the_count_told_is_the_files(tmp_path: Path, protocol: str) -> None:
    room = 100_000
    with sending(b"a line\n" * 50_000) as address:
        arguments = ["get", address, "--protocol", protocol, "--output", str(tmp_path), "--jsonl", "--exact"]
        got = subprocess.run(
            [*COMMAND, *arguments],
            capture_output=True,
            check=False,
            timeout=PATIENCE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        )
    (file,) = tmp_path.iterdir()
    data = file.read_bytes()
    (end,) = events(got.stdout, "end")
    assert (file.suffix, len(data)) == (".part", room)
    assert (end["outcome"], end["bytes"]) == ("disk-full", room)
    assert end["sha256"] == hashlib.sha256(data).hexdigest()
    told = [*events(got.stdout, "part"), *events(got.stdout, "frame")]
    assert sum(each["size"] for each in told if "text" in each) == room
    assert end["frames"] == (0 if protocol == "raw" else room // len("a line"))


def test_no_file_is_left_of_a_refused_server(tmp_path: Path) -> None:
    assert run("get", closed_port(), "--output", tmp_path).returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_trace_tells_each_chunk_and_the_sum() -> None:
    with serving(TYGER, "--delay", "0.01", "--num-bytes", "200") as (address,):
        got = run("get", address, "--trace")
    told = got.stderr.decode()
    port = address.rpartition(":")[2]
    peer = re.escape(f"IPv4Address(type='TCP', host='127.0.0.1', port={port})")
    chunks = [int(size) for size in re.findall(f"Task 1: got ([0-9]+) bytes of poetry from {peer}", told)]
    # A reader that gets no turn in time finds several pieces in one chunk.
    assert {size % 200 for size in chunks[:-1]} <= {0}
    assert sum(chunks) == TYGER.stat().st_size
    assert f"Task 1: {TYGER.stat().st_size} bytes of poetry" in told
    assert "Got 1 of 1 poems in " in told
    assert got.stdout == TYGER.read_bytes()


def test_stack_tells_the_way_from_the_reactor_to_the_protocol_once_and_goes_on() -> None:
    with serving(TYGER, "--delay", "0.01", "--num-bytes", "200") as (address,):
        got = run("get", address, "--stack")
    told = got.stderr.decode()
    assert told.count("The way from the reactor to the protocol:") == 1
    stack = told.partition("The way")[2]
    assert stack.index("reactor.run()") < stack.index("doRead") < stack.index("in Raw.dataReceived")
    assert got.stdout == TYGER.read_bytes()


def test_a_reader_who_leaves_ends_it_without_a_word() -> None:
    with scripted(b"line\n" * 100_000) as address, background("get", address) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"line\n"
        process.stdout.close()
        assert process.wait(timeout=PATIENCE) == 1
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def test_an_interrupt_ends_each_poem_as_stopped(tmp_path: Path) -> None:
    with scripted(b"a line", wait=True) as address, background("get", address, "--jsonl") as process:
        assert process.stdout is not None
        while b'"part"' not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=PATIENCE)
    (end,) = events(rest, "end")
    assert (end["outcome"], end["bytes"]) == ("stopped", 6)
    assert process.returncode == 1


def test_what_is_sent_is_encoded_by_the_protocol() -> None:
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def play() -> None:
            with listener.accept()[0] as connection:
                received.append(connection.recv(100))

        thread = threading.Thread(target=play)
        thread.start()
        got = run("get", f"127.0.0.1:{listener.getsockname()[1]}", "--protocol", "netstring", "--send", "hello")
        thread.join()
    assert received == [b"5:hello,"]
    assert got.returncode == 0


def test_get_and_serve_work_where_qt_cannot_be_imported(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class NoQt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('PyQt6', 'qtpy', 'qreactor'):\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, NoQt())\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")]), str(Path.cwd())])
    env = {"PYTHONPATH": path}
    import_qt = subprocess.run(
        ["python3", "-c", "import PyQt6"], env={**os.environ, **env}, capture_output=True, check=False
    )
    assert import_qt.returncode != 0
    with serving(TYGER, env=env) as (address,):
        got = run("get", address, env=env)
    assert got.stdout == TYGER.read_bytes()


def test_a_dropped_in_protocol_is_used_once_it_is_trusted(tmp_path: Path) -> None:
    (tmp_path / "protocols").mkdir()
    file = tmp_path / "protocols" / "int32.py"
    file.write_text(
        "from twisted.protocols.basic import Int32StringReceiver\n"
        "from poetrygui.api import PoemProtocol\n"
        "class Int32(PoemProtocol, Int32StringReceiver):\n"
        "    def stringReceived(self, string):\n"
        "        self.deliver(string)\n",
        encoding="utf-8",
    )
    untrusted = run("get", "80", "--protocol", "int32", "--profile", tmp_path)
    assert untrusted.returncode == 2
    assert shlex.join(["--trust", str(file)]).encode() in untrusted.stderr
    with scripted(b"\0\0\0\3abc\0\0\0\2d") as address:
        got = run("get", address, "--protocol", "int32", "--profile", tmp_path, "--jsonl", "--trust", file)
    assert [each["text"] for each in events(got.stdout, "frame")] == ["abc"]
    assert events(got.stdout, "end")[0]["outcome"] == "cut"
