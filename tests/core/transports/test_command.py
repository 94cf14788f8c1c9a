"""Commands: how they are written, what is refused, and what is told of them."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import PoemProtocol
from poetrygui.core.outcomes import Outcome
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.command import Command
from poetrygui.core.transports.streams.endpoint import StreamAddress
from poetrygui.errors import AddressError
from tests.core.conftest import Fetched

words = st.text(st.characters(min_codepoint=32, exclude_characters="\x7f", exclude_categories=["Cs"]), max_size=8)


@given(st.lists(words, min_size=1, max_size=4).filter(lambda argv: bool(argv[0])))
def test_its_address_is_read_back(argv: list[str]) -> None:
    assert parse_address(str(Command(tuple(argv)))) == Command(tuple(argv))


def test_how_it_is_written() -> None:
    assert parse_address("command:sh -c 'echo a; echo b'") == Command(("sh", "-c", "echo a; echo b"))
    assert Command(("ls", "a b")).destination == StreamAddress(b"ls 'a b'")
    for text, said in (
        ("command:", "A command needs a program: write command:PROGRAM ARGUMENT..."),
        ("command:''", "A command needs a program"),
        ("command:sh 'x", "cannot be read: no closing quotation"),
    ):
        with pytest.raises(AddressError, match=said):
            parse_address(text)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "verse"
    path.write_text("#!/bin/sh\necho verse\n", "utf-8")
    path.chmod(0o700)
    return path


def test_what_cannot_be_run_is_told_before(tmp_path: Path, program: Path, fetched: Fetched) -> None:
    for text, options, said in (
        ("command:nonesuch-at-all", {}, "There is no program 'nonesuch-at-all'"),
        (f"command:{shlex.quote(str(tmp_path / 'nonesuch'))}", {}, "There is no program '/"),
        ("command:./verse", {"folder": "/"}, "There is no program"),
        ("command:ls", {"folder": f"{tmp_path}/nonesuch"}, "There is no folder"),
    ):
        with pytest.raises(AddressError, match=said):
            parse_address(text, options).check()
    parse_address("command:./verse", {"folder": str(tmp_path)}).check()
    program.write_bytes(b"\x7fELF and no more")
    broken = fetched(f"command:{shlex.quote(str(program))}")
    assert (broken.outcome, broken.ended.reason) == (
        Outcome.UNREACHABLE,
        f"The program '{program}' cannot be started: exec format error.",
    )


def test_it_runs_in_a_folder(program: Path, fetched: Fetched) -> None:
    running = fetched("command:./verse", transport_options={"folder": str(program.parent)})
    assert (running.outcome, running.rows) == (Outcome.COMPLETE, b"verse\n")


@pytest.mark.parametrize("errors, rows", [("apart", b"verse\n"), ("mixed", b"verse\noops\n"), ("dropped", b"verse\n")])
def test_where_its_standard_error_goes(fetched: Fetched, errors: str, rows: bytes) -> None:
    running = fetched(
        "command:sh -c 'echo verse; echo oops >&2; exit 3'", "lines", transport_options={"errors": errors}
    )
    assert (running.outcome, running.rows) == (Outcome.RESET, rows)
    assert running.ended.reason == "the command ended with status 3" + (": oops" if errors == "apart" else "")


class Answering(PoemProtocol):
    """Says something, and has all that it wants with the answer."""

    def connectionMade(self) -> None:
        assert self.transport is not None
        self.transport.write(b"verse")

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)
        assert self.transport is not None
        self.transport.loseConnection()


def test_one_can_talk_with_it(fetched: Fetched) -> None:
    running = fetched("command:cat", Answering)
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"verse")
    assert running.ended.reason == "the protocol closed the connection"


def test_nothing_of_ours_is_handed_down(fetched: Fetched) -> None:
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    running = fetched(f"command:sh -c 'echo x >&{writing}'")
    os.close(reading)
    os.close(writing)
    assert running.outcome is Outcome.RESET
