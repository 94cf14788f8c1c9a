"""Messages on the command line: a row each, framed as they came, and told from each other in a recording."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.commands.running import background, events, run
from tests.surroundings import PATIENCE


@contextmanager
def answering(messages: list[bytes]) -> Iterator[str]:
    """Answer one datagram with these, once; give the address."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        opened.bind(("127.0.0.1", 0))
        opened.settimeout(PATIENCE)

        def answer() -> None:
            _, asker = opened.recvfrom(100)
            for message in messages:
                opened.sendto(message, asker)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"udp:127.0.0.1:{opened.getsockname()[1]}"
        thread.join()


@pytest.mark.parametrize("exact, printed", [([], b"one\n\ntwo\n"), (["--exact"], b"onetwo")])
def test_each_datagram_is_a_row_unless_only_its_bytes_are_wanted(exact: list[str], printed: bytes) -> None:
    with answering([b"one", b"", b"two"]) as address:
        told = run("get", address, "--send", "go on", "--frames", "3", "--timeout", str(PATIENCE), *exact)
    assert (told.returncode, told.stdout) == (0, printed), told.stderr
    assert b"from 127.0.0.1" not in told.stderr
    assert b"UDP does not tell what was lost on the way" in told.stderr


def test_senders_that_are_apart_are_framed_each_by_itself_and_told_by_name() -> None:
    """What two sent was one stream, in which the line of one went on with what the other had sent."""
    options = ("--transport-option", "senders=apart", "--protocol", "lines", "--frames", "2", "--jsonl")
    with (
        background("get", "udp-listen:0", *options) as process,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as two,
    ):
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        while "at" not in told:
            told = json.loads(process.stdout.readline())
        at = "127.0.0.1", int(told["at"].rpartition(":")[2])
        for sender, data in ((one, b"Tyger "), (two, b"In the "), (one, b"Tyger\n"), (two, b"forests\n")):
            sender.sendto(data, at)
        names = {
            f"127.0.0.1:{each.getsockname()[1]}": text for each, text in ((one, "Tyger Tyger"), (two, "In the forests"))
        }
        out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert {frame["peer"]: frame["text"] for frame in events(out, "frame")} == names


def test_a_recording_of_messages_is_framed_anew_with_their_borders(tmp_path: Path) -> None:
    file = tmp_path / "datagrams.poemrec"
    with answering([b"one", b"", b"two\n"]) as address:
        asked = "--send", "go on", "--frames", "3", "--timeout", str(PATIENCE), "--jsonl", "--record", file
        told = run("get", address, *asked)
    assert told.returncode == 0, told.stderr
    assert [each["text"] for each in events(told.stdout, "frame")] == ["one", "", "two\n"]
    again = run("reframe", file, "--protocol", "raw", "--profile", tmp_path / "profile")
    assert again.returncode == 0, again.stdout + again.stderr
    guessed = run("guess", file, "--profile", tmp_path / "profile")
    assert (guessed.returncode, guessed.stdout.splitlines()[0]) == (0, b"raw: 3 frames in 7 bytes")
