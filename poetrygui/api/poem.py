"""The base of every protocol: how it hands over what it cut out of the stream, and to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar
from typing import Protocol as StructuralType

from twisted.internet.protocol import Protocol
from twisted.protocols.basic import IntNStringReceiver, LineOnlyReceiver, LineReceiver, NetstringReceiver

from poetrygui.api.frame_block import FrameBlock
from poetrygui.api.layout import Layout


class FrameSink(StructuralType):
    """What stands behind :meth:`PoemProtocol.deliver`: the core's connection, a test's list, a daemon's queue.

    One that is a :class:`BlockSink` as well gets the frames of a block together; any other gets them by :meth:`frames`.
    """

    def frame(self, data: bytes) -> None:
        """Take a whole frame, or the last piece of one whose parts came before (``data`` may be empty)."""

    def part(self, data: bytes) -> None:
        """Take a piece of a frame that is still coming."""

    def frames(self, frames: Sequence[bytes]) -> None:
        """Take many whole frames at once."""

    def fail(self, reason: str) -> None:
        """Take notice that the stream is not what the protocol expects."""

    def remark(self, text: str) -> None:
        """Take a remark that is shown beside the outcome."""


class BlockSink(FrameSink, StructuralType):
    """A sink that can take many frames without an object for each."""

    def frame_block(self, block: FrameBlock) -> int:
        """Take many whole frames in one run of bytes, which has the ending of the last one; return how many."""


class GatheringSink(FrameSink, StructuralType):
    """A sink that takes together, later on, what is delivered frame by frame while it has a list for that."""

    gathered: list[bytes] | None


class CollectedFrames:
    """A sink that keeps everything in memory: for tests and for trying a protocol out.

    ``received`` holds the whole frames, ``failure`` the first reason given to ``fail`` (nothing is taken after it),
    ``remarks`` what ``remark`` was given.
    """

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.failure: str | None = None
        self.remarks: list[str] = []
        self._parts: list[bytes] = []

    @property
    def unfinished(self) -> bytes:
        """The bytes so far of a frame that is still coming."""
        return b"".join(self._parts)

    def frame(self, data: bytes) -> None:
        """Keep a frame, together with the parts of it that came before."""
        if self.failure is None:
            self.received.append(b"".join([*self._parts, data]))
            self._parts.clear()

    def part(self, data: bytes) -> None:
        """Keep a piece of the frame that is still coming."""
        if self.failure is None:
            self._parts.append(data)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Keep many frames."""
        if self._parts or self.failure is not None:
            for data in frames:
                self.frame(data)
        else:
            self.received += [b"".join((data,)) for data in frames]

    def fail(self, reason: str) -> None:
        """Keep the first reason."""
        if self.failure is None:
            self.failure = reason

    def remark(self, text: str) -> None:
        """Keep the remark."""
        self.remarks.append(text)


class PoemProtocol(Protocol):
    """Mixed into a Twisted ``Protocol``, before any other base class, this makes it a protocol of Poetry GUI.

    Frames are bytes. ``sink`` is set by whoever runs the protocol, before ``makeConnection``; where nobody does,
    frames are collected in memory (:class:`CollectedFrames`), which is what a test wants.
    """

    sink: FrameSink | None = None
    gathering_sink: GatheringSink | None = None
    """The same as ``sink``, where whoever runs the protocol says so: then a frame costs a third of a call to that."""
    _refused = 0  # bytes of the line that Twisted's receiver refused, and of what came after it

    def deliver(self, data: bytes) -> None:
        """Hand over a whole frame; after :meth:`deliver_part`, the last piece of that frame (may be empty)."""
        sink = self.sink
        if sink is None:
            sink = self._sink()
        elif (
            sink is (gathering := self.gathering_sink)
            and type(data) is bytes
            and (gathered := gathering.gathered) is not None
        ):
            gathered.append(data)
            return
        sink.frame(data)

    def deliver_part(self, data: bytes) -> None:
        """Hand over a piece of a frame that is still coming, so that it is seen before its end is there."""
        self._sink().part(data)

    def deliver_many(self, frames: Sequence[bytes]) -> None:
        """Hand over many whole frames at once: far cheaper than one by one when they are tiny."""
        self._sink().frames(frames)

    def deliver_block(self, data: bytes, ending: bytes = b"\n", *, drop_cr: bool = False) -> int:
        """Hand over many whole frames in one run of bytes, ``data``, each followed by ``ending``; return how many.

        With ``drop_cr`` a carriage return right before an ending is not part of the frame. Where frames are tiny and
        many this is far cheaper than :meth:`deliver_many`, which gets them in a list where it is overridden.
        """
        block = FrameBlock(data, ending, drop_cr)
        take = getattr(self._sink(), "frame_block", None)
        if take is not None and getattr(self.deliver_many, "__func__", None) is PoemProtocol.deliver_many:
            count: int = take(block)
            return count
        frames = block.frames()
        self.deliver_many(frames)
        return len(frames)

    def deliver_lines(self, lead: bytes, chunk: bytes, stop: int) -> int:
        """Hand over the lines that lie in a ``chunk`` up to byte ``stop``, the first behind ``lead``; return how many.

        That is ``deliver_block(lead + chunk[:stop], drop_cr=True)``, but where the rows are recorded as they came,
        nothing is copied, nor compared with what came: the chunk is the one that ``dataReceived`` was given.
        """
        take = getattr(self._sink(), "led_lines", None)
        if take is not None and getattr(self.deliver_block, "__func__", None) is PoemProtocol.deliver_block:
            count: int = take(lead, chunk, stop)
            if count:
                return count
        return self.deliver_block(b"".join((lead, memoryview(chunk)[:stop])), drop_cr=True)

    def fail(self, reason: str) -> None:
        """Say that the stream breaks the protocol, in a sentence naming byte and limit, and end the connection.

        The outcome is ``protocol-error``. Whatever is delivered afterwards is ignored.
        """
        self._sink().fail(reason)
        if self.transport is not None:
            self.transport.loseConnection()

    def remark(self, text: str) -> None:
        """Add a sentence to the reason shown at the end, such as "the last line has no newline"."""
        self._sink().remark(text)

    def unfinished(self) -> str | None:
        """Tell what a clean close would cut off now ("3 of 10 bytes of a string"), or None at a frame border.

        Asked after ``connectionLost``, where it makes the outcome ``cut``, and of one with a :meth:`wire_layout` when
        another sender goes on, as by UDP. Twisted's own receivers are known here; a protocol that keeps a buffer of its
        own overrides this, and so does one with a raw mode, whose end only the protocol knows.
        """
        if not getattr(self, "line_mode", True):
            # One that leaves by itself knows.
            left = getattr(self.transport, "disconnecting", False)
            return None if left else "in raw mode, and whether all of it came only the protocol knows"
        # Twisted's IntNStringReceiver, LineReceiver and LineOnlyReceiver keep what they could not cut yet in these
        # and have no public name for it.
        for name in ("_unprocessed", "_buffer"):
            rest = getattr(self, name, b"")
            if isinstance(rest, bytes) and rest:
                return f"{len(rest):,} bytes after the last whole frame"
        if isinstance(self, NetstringReceiver):
            inside: bool = self._state == self._PARSING_PAYLOAD or bool(self._remainingData)
            return "inside a netstring" if inside else None
        return None

    def undelivered_from(self, received: int) -> int | None:
        """Return at which byte of the stream, from 0, what is in no frame begins, or None where that is not known.

        Asked where the stream went wrong or was cut off after ``received`` bytes, which are then shown from there on;
        ``received`` itself where all of it was delivered.
        """
        if isinstance(self, IntNStringReceiver):
            return received - len(self._unprocessed) + self._compatibilityOffset
        if isinstance(self, LineReceiver) and self.line_mode:
            return received - (self._refused or len(self._buffer))
        if isinstance(self, LineOnlyReceiver) and not self._refused:
            return received - len(self._buffer)
        return None

    def wire_layout(self) -> Layout | None:
        """Return the rule by which its frames lie on the wire, where there is one: so their places there are told.

        Asked once, before the first bytes come. None where sizes and delimiters do not tell.
        """
        return None

    def fields(self, frame: bytes) -> Mapping[str, object] | None:
        """Return the fields of ``frame`` by their names; a protocol that knows them overrides this.

        Asked of an instance without a connection, and only for frames that are looked at or saved with their fields, in
        any order. None, or an empty mapping, where a frame has none.
        """
        return None

    def encode(self, frame: bytes) -> bytes:
        """Return the bytes that carry ``frame`` on the wire; a protocol that can speak overrides this.

        Raises ValueError where the protocol cannot carry these bytes.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say how a frame is encoded")

    def send(self, frame: bytes) -> None:
        """Encode a frame and write it to the connection."""
        if self.transport is not None:
            self.transport.write(self.encode(frame))

    # Twisted's receivers call the next three when a limit is passed or a length cannot be read. Their own versions
    # just close, which would look like a clean end.

    def lineLengthExceeded(self, line: bytes) -> None:
        """End with a protocol error: a line of Twisted's LineReceiver is longer than its MAX_LENGTH."""
        self._refused = len(line)
        self.fail(line_is_too_long(self))

    def lengthLimitExceeded(self, length: int) -> None:
        """End with a protocol error: a string of Twisted's IntNStringReceiver announces more than MAX_LENGTH."""
        self.fail(string_is_too_long(self, length))

    def _handleParseError(self) -> None:  # noqa: N802 - Twisted's name
        self.fail(NO_NETSTRING)

    def _sink(self) -> FrameSink:
        if self.sink is None:
            self.sink = CollectedFrames()
        return self.sink


Poem = PoemProtocol
"""The name of :class:`PoemProtocol` in the first files for version 1, which go on working."""


class OverheardProtocol(PoemProtocol):
    """Behind a Twisted class that knows nothing of PoemProtocol, and may have a ``send`` or ``fail`` of its own."""

    overheard_sender: ClassVar[str] = ""
    """The method by which the class itself sends a frame, if it has one."""

    def unfinished(self) -> str | None:
        """Count the buffers, too, of receivers that are written after Twisted's and have a private name for them."""
        if (said := PoemProtocol.unfinished(self)) is not None:
            return said
        for each in type(self).__mro__:
            rest = vars(self).get(f"_{each.__name__.lstrip('_')}__buffer", b"")
            if isinstance(rest, bytes) and rest:
                return f"{len(rest):,} bytes after the last whole frame"
        return None


def has_fields(protocol: type[Protocol]) -> bool:
    """Tell whether a class says which fields its frames have."""
    fields = getattr(protocol, "fields", None)
    return callable(fields) and fields is not PoemProtocol.fields


NO_NETSTRING = "what came is not a netstring"


def line_is_too_long(receiver: object) -> str:
    """Return the sentence for a line over the limit of one of Twisted's receivers."""
    limit = getattr(receiver, "MAX_LENGTH", 0)
    return f"a line is longer than the limit of {limit:,} bytes; raise MAX_LENGTH to accept it"


def string_is_too_long(receiver: object, length: int) -> str:
    """Return the sentence for a string that announces more than one of Twisted's receivers takes."""
    limit = getattr(receiver, "MAX_LENGTH", 0)
    return f"a string of {length:,} bytes is announced, over the limit of {limit:,} bytes"
