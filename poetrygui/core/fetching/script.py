"""A conversation as it can be held: all that is wrong with it is found before anything connects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import field, frozen

from poetrygui.api import PoemProtocol
from poetrygui.core.fetching.frame_pattern import Found, FramePattern
from poetrygui.core.fetching.passwords import Passwords, whose_password
from poetrygui.core.fetching.sendable import frame_of, why_no_frame
from poetrygui.core.files.small_file import UnfitFileError, read_small_file
from poetrygui.core.options.escapes import unescape_bytes
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.errors import PatternError, SendError

_LARGEST_FILE = 64 * 1024 * 1024


@frozen
class Say:
    """Bytes to send; the protocol frames them, or they go as they are. Nobody is told those that are secret."""

    data: bytes = field(repr=False)
    is_framed: bool = True
    is_secret: bool = False


@frozen
class WaitFor:
    """A frame to wait for, so many seconds at most."""

    pattern: FramePattern
    seconds: float


@frozen
class Answer:
    """What is sent whenever a frame fits; ``template`` may name groups of the pattern."""

    pattern: FramePattern
    template: bytes

    def to(self, found: Found) -> bytes:
        """Return what answers a match."""
        return found.expand(self.template)


@frozen
class Script:
    """What is said in its order, and what is answered whenever it comes."""

    steps: Sequence[Say | WaitFor]
    answers: Sequence[Answer]


def script_of(
    turns: Iterable[Turn], protocol: type[PoemProtocol], name: str, passwords: Passwords | None = None
) -> Script:
    """Return the conversation that ``turns`` are with the ``protocol`` called ``name``.

    ``passwords`` are those that it sends; nobody is asked for one here. Raises SendError for what cannot be sent, and
    PatternError for a pattern that is none.
    """
    steps: list[Say | WaitFor] = []
    answers: list[Answer] = []
    for turn in turns:
        match turn.does:
            case Does.WAIT_FOR:
                steps.append(WaitFor(FramePattern(turn.pattern), turn.seconds))
            case Does.ANSWER:
                answers.append(_answer(turn, protocol, name))
            case _:
                steps.append(_say(turn, protocol, name, passwords or {}))
    return Script(steps, answers)


def check_turns(turns: Iterable[Turn]) -> None:
    """Raise what is wrong with turns whatever the protocol is, and whichever files and passwords are there later."""
    later = Does.SEND_FILE, Does.SEND_PASSWORD
    script_of((turn for turn in turns if turn.does not in later), _Anything, "")


class _Anything(PoemProtocol):
    def encode(self, frame: bytes) -> bytes:
        return frame


def _say(turn: Turn, protocol: type[PoemProtocol], name: str, passwords: Passwords) -> Say:
    is_secret = turn.does is Does.SEND_PASSWORD
    try:
        data = passwords[whose_password(turn)] if is_secret else _bytes_of(turn)
    except ValueError as error:
        what = "This" if turn.does is Does.SEND else repr(turn.text)
        raise SendError(f"{what} cannot be sent: {error}.") from error
    if turn.does is Does.SEND_RAW:
        return Say(data, is_framed=False)
    if refusal := why_no_frame(protocol, name, data):
        raise SendError(refusal)
    return Say(data, is_secret=is_secret)


def _bytes_of(turn: Turn) -> bytes:
    match turn.does:
        case Does.SEND_HEX:
            try:
                return bytes.fromhex(turn.text.replace(":", " "))
            except ValueError as error:
                raise ValueError("these are no bytes in hex, such as 0d 0a") from error
        case Does.SEND_RAW:
            return unescape_bytes(turn.text)
        case Does.SEND_FILE:
            return _content_of(turn.text)
    return frame_of(turn.text)


def _content_of(path: str) -> bytes:
    try:
        return read_small_file(Path(path), _LARGEST_FILE)
    except UnfitFileError as error:
        raise ValueError(f"it is {error}") from error
    except OSError as error:
        raise ValueError((error.strerror or str(error)).lower()) from error


def _answer(turn: Turn, protocol: type[PoemProtocol], name: str) -> Answer:
    pattern = FramePattern(turn.pattern)
    template = frame_of(turn.text)
    if problem := pattern.problem_of(template):
        raise PatternError(f"{turn.text!r} is no answer to {turn.pattern!r}: {problem}.")
    # What stands for a group is known only when a frame is there; whether anything can be sent at all is known now.
    if refusal := why_no_frame(protocol, name, b"" if b"\\" in template else template):
        raise SendError(refusal)
    return Answer(pattern, template)
