"""Protocols with one mistake each."""

from __future__ import annotations

import time
from typing import Any

from poetrygui.api import Delimited, PoemProtocol, Sample
from poetrygui.plugins.checking.check import TIME_LIMIT, check_protocol
from poetrygui.plugins.checking.check_report import CheckReport


class Lines(Delimited):
    """Right, and the base of what is wrong below."""


class Forgetful(Lines):
    """Takes the end of a chunk for the end of a line."""

    def dataReceived(self, data: bytes) -> None:
        self.deliver_many(data.rstrip(b"\n").split(b"\n"))


class Impatient(PoemProtocol):
    """Loses a delimiter of two bytes that is cut between the two."""

    def __init__(self) -> None:
        self.held = b""

    def dataReceived(self, data: bytes) -> None:
        *frames, rest = data.split(b"\r\n")
        if frames:
            frames[0] = self.held + frames[0]
            self.held = b""
        self.deliver_many(frames)
        self.held += rest


class LosesTheRest(Lines):
    def unfinished(self) -> None:
        """Claim to be at a border."""

    def connectionLost(self, reason: Any = None) -> None:
        """Drop what is held."""


class CountsChunks(Lines):
    chunks = 0

    def dataReceived(self, data: bytes) -> None:
        self.chunks += 1
        super().dataReceived(data)

    def unfinished(self) -> str | None:
        return super().unfinished() and f"after {self.chunks} chunks"


class WithoutNewline(Lines):
    ends_open = True

    def encode(self, frame: bytes) -> bytes:
        if b"\n" in frame or not frame:
            raise ValueError("no newlines, and something")
        return frame


class Upper(Lines):
    def encode(self, frame: bytes) -> bytes:
        return super().encode(frame.upper())


class Refuses(Lines):
    def encode(self, frame: bytes) -> bytes:
        raise ValueError("never")


class EncodesText(Lines):
    def encode(self, frame: bytes) -> bytes:
        return frame.decode("latin-1") + "\n"  # type: ignore[return-value]  # the mistake


class RaisesInEncode(Lines):
    def encode(self, frame: bytes) -> bytes:
        return frame + self.missing  # type: ignore[attr-defined, no-any-return]  # the mistake


class HangsInEncode(Lines):
    def encode(self, frame: bytes) -> bytes:
        while True:
            time.sleep(0)


class RaisesAtTheFourthByte(Lines):
    count = 0

    def dataReceived(self, data: bytes) -> None:
        self.count += 1
        if self.count == 4:
            raise SystemExit("four")
        super().dataReceived(data)


class HangsAtTheSecondChunk(Lines):
    count = 0

    def dataReceived(self, data: bytes) -> None:
        self.count += 1
        while self.count == 2:
            pass
        super().dataReceived(data)


class AlwaysRaises(PoemProtocol):
    def dataReceived(self, data: bytes) -> None:
        raise ZeroDivisionError("always")


SAMPLE = Sample(b"one\ntwo\nthree\n", [b"one", b"two", b"three"])


CRLF = Sample(b"one\r\ntwo\r\n", [b"one", b"two"])


def failures(report: CheckReport) -> dict[str, str]:
    return {result.title: result.detail for result in report.results if not result.passed}


def found(protocol: type[PoemProtocol], *samples: Sample, seconds: float = TIME_LIMIT) -> dict[str, str]:
    """Return what a check finds; without ``seconds`` no stream is cut."""
    report = check_protocol(protocol, samples or [SAMPLE], seconds=seconds)
    assert report.passed == (not failures(report))
    return failures(report)
