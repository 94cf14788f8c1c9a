"""Syslog: what rsyslog, routers and firewalls send, over TCP (RFC 6587) or UDP, where each datagram is a message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from poetrygui.api import IMessageTransport, Option, Sample, Scanned

API = 1
TITLE = "Syslog (RFC 6587; over UDP, RFC 5426)"
DIGITS = re.compile(rb"[1-9][0-9]{0,8}|")
PRIORITY = re.compile(rb"<(0|[1-9][0-9]{0,2})>")
HIGHEST = 191  # of facility 23, severity 7
NEW_HEAD = re.compile(rb"<\d+>1 (?P<time>\S+) (?P<host>\S+) (?P<app>\S+) (?P<process>\S+) (?P<id>\S+) ")
DATA = re.compile(rb'-|(?:\[(?:[^]"\\]|"(?:[^"\\]|\\.)*")*\])+', re.DOTALL)
OLD_HEAD = re.compile(
    rb"<\d+>(?P<time>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) (?P<host>\S+) "
    rb"(?:(?P<app>[^\s:\[]{1,48})(?:\[(?P<process>[^\]\s]{1,48})\])?: ?)?"
)
SEVERITIES = ("emergency", "alert", "critical", "error", "warning", "notice", "informational", "debug")


class Syslog(Scanned):
    """One frame for each message; one that begins with a digit is counted, one with < goes to the end of its line.

    What a transport gives as a message is one as it stands: a datagram is neither counted nor ended.
    """

    transport: Any
    noun = "message"
    limit: Annotated[int, Option("Longest message accepted, in bytes", minimum=0)] = 1024 * 1024

    def dataReceived(self, data: bytes) -> None:
        """Take a message that has borders, or cut a chunk of a stream."""
        if IMessageTransport.providedBy(self.transport):
            self.deliver(data.removesuffix(b"\n").removesuffix(b"\r"))
        else:
            super().dataReceived(data)

    def end_of(self, held: bytearray, start: int, stop: int) -> int | None:
        """Return where the message ends that begins at ``start`` of ``held``, None if not before ``stop``."""
        # The close ends a line, too.
        self.ends_open = held[start] == ord("<")
        if self.ends_open:
            newline = held.find(b"\n", start + self.place, stop)
            self.place = stop - start
            return newline + 1 if newline >= 0 else None
        digits = DIGITS.match(held, start, stop)
        space = digits.end() if digits else start
        if space < stop and (space == start or held[space] != ord(" ")):
            belongs = "a message begins, with < or its length" if space == start else "the space after a length belongs"
            raise ValueError(f"byte {self.offset + space - start:,} is 0x{held[space]:02X}, where {belongs}")
        if space == stop or not digits:
            return None
        end = space + 1 + int(digits[0])
        if end - start > self.limit:
            raise ValueError(f"{int(digits[0]):,} bytes are announced, over the limit of {self.limit:,} bytes")
        return end if end <= stop else None

    def decode(self, piece: bytes) -> bytes | None:
        if self.ends_open:
            message = piece.removesuffix(b"\n").removesuffix(b"\r")
        else:
            message = piece[piece.index(b" ") + 1 :]
        check_priority(message, self.offset + (0 if self.ends_open else piece.index(b" ") + 1))
        return message

    def fields(self, frame: bytes) -> Mapping[str, object] | None:
        priority = PRIORITY.match(frame)
        if priority is None:
            return None
        facility, severity = divmod(int(priority[1]), 8)
        told: dict[str, object] = {"facility": facility, "severity": SEVERITIES[severity]}
        head = NEW_HEAD.match(frame) or OLD_HEAD.match(frame)
        at = priority.end() if head is None else head.end()
        if head is not None:
            told |= {name: text.decode("utf-8", "replace") for name, text in head.groupdict().items() if text}
        if head is not None and head.re is NEW_HEAD and (data := DATA.match(frame, at)):
            told |= {"data": data[0].decode("utf-8", "replace")} if data[0] != b"-" else {}
            at = min(data.end() + 1, len(frame))
        return told | {"message": frame[at:].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")}

    def encode(self, frame: bytes) -> bytes:
        check_priority(frame, 0)
        if IMessageTransport.providedBy(self.transport):
            return frame
        wire = b"%d %b" % (len(frame), frame)
        if len(wire) > self.limit:
            raise ValueError(f"a message of {len(frame):,} bytes is too long for the limit of {self.limit:,}")
        return wire


def check_priority(message: bytes, offset: int) -> None:
    """Look at what a message begins with; ValueError where that is no priority."""
    priority = PRIORITY.match(message)
    if priority is None or int(priority[1]) > HIGHEST:
        raise ValueError(f"at byte {offset:,} stands no priority, which is from <0> to <{HIGHEST}>")


NEW = b"<165>1 2003-10-11T22:14:15.003Z host app - ID47 - \xef\xbb\xbfAn event"
OLD = b"<34>Oct 11 22:14:15 host su: 'su root' failed"
SAMPLES = [
    Sample(NEW + b"\n" + b"%d %b" % (len(NEW), NEW) + OLD + b"\r\n" + OLD, [NEW, NEW, OLD, OLD]),
    Sample(b"11 <0>one\ntwo\n", [b"<0>one\ntwo\n"]),
    Sample(OLD + b"\n99 <1>two", [OLD], "cut"),
    Sample(OLD + b"\n<192>two\n", [OLD], "protocol-error"),
    Sample(OLD + b"\nhello\n", [OLD], "protocol-error"),
    Sample(b"3;<1>", outcome="protocol-error"),
    Sample(b"1048576 <1>", outcome="protocol-error"),
]
