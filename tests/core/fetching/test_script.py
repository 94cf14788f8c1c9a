"""What is wrong with a conversation is a sentence, before anything connects."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.api import PoemProtocol
from poetrygui.core.fetching.script import Say, WaitFor, check_turns, script_of
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.errors import PoetryError
from poetrygui.plugins import shipped_protocol

LINES = shipped_protocol("lines")


class Mute(PoemProtocol):
    """Does not say how to send."""


def test_each_turn_is_what_was_typed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"from a file")
    turns = [
        Turn(Does.SEND, r"ä\n"),
        Turn(Does.SEND_HEX, "0d:41 42"),
        Turn(Does.WAIT_FOR, pattern="a+", seconds=3),
        Turn(Does.SEND_FILE, str(tmp_path / "file")),
        Turn(Does.ANSWER, r"\1!", "(b)"),
        Turn(Does.SEND_RAW, r"\x00ä\r\n"),
    ]
    script = script_of(turns, LINES, "lines")
    first, second, waiting, third, last = script.steps
    assert (first, second, third) == (Say(r"ä\n".encode()), Say(b"\rAB"), Say(b"from a file"))
    assert last == Say("\0ä\r\n".encode(), is_framed=False)
    assert isinstance(waiting, WaitFor)
    assert (waiting.pattern.text, waiting.seconds) == ("a+", 3)
    (answer,) = script.answers
    found = answer.pattern.search(b"abc")
    assert found is not None
    assert answer.to(found) == b"b!"


@pytest.mark.parametrize(
    "turn, sentence",
    [
        (Turn(Does.SEND, "a\nb"), "This cannot be sent: a line can neither hold a newline"),
        (Turn(Does.SEND_HEX, "0a41"), "This cannot be sent: a line can neither hold a newline"),
        (Turn(Does.SEND_HEX, "0"), "'0' cannot be sent: these are no bytes in hex, such as 0d 0a."),
        (Turn(Does.SEND_RAW, r"\q"), r"is no escape"),
        (Turn(Does.SEND_FILE, "/nowhere/at/all"), "'/nowhere/at/all' cannot be sent: no such file or directory."),
        (Turn(Does.SEND_FILE, "/"), "'/' cannot be sent: it is a folder."),
        (Turn(Does.WAIT_FOR, pattern="(a"), "'(a' is no regular expression"),
        (Turn(Does.ANSWER, "a", "("), "'(' is no regular expression"),
        (Turn(Does.ANSWER, r"\1", "a"), "is no answer to 'a': invalid group reference 1"),
        (Turn(Does.ANSWER, "a\nb", "a"), "This cannot be sent: a line can neither hold a newline"),
    ],
)
def test_what_cannot_be_is_said(turn: Turn, sentence: str) -> None:
    with pytest.raises(PoetryError) as raised:
        script_of([turn], LINES, "lines")
    assert sentence in str(raised.value)


def test_what_is_wrong_whatever_the_protocol_is_can_be_told_without_it() -> None:
    check_turns([Turn(Does.SEND, "a\nb"), Turn(Does.SEND_FILE, "/nowhere/at/all"), Turn(Does.ANSWER, "a", "b")])
    for turn in (Turn(Does.SEND_HEX, "0"), Turn(Does.WAIT_FOR, pattern="(a")):
        with pytest.raises(PoetryError):
            check_turns([turn])


@pytest.mark.parametrize("turn", [Turn(Does.SEND, "a"), Turn(Does.ANSWER, r"\g<0>", "a")])
def test_a_protocol_that_does_not_say_how_to_send_is_named(turn: Turn) -> None:
    with pytest.raises(PoetryError, match="The protocol mute does not say how to send: choose one that does"):
        script_of([turn], Mute, "mute")
    assert script_of([Turn(Does.SEND_RAW, "a"), Turn(Does.WAIT_FOR, pattern="a")], Mute, "mute").steps
