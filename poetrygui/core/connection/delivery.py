"""What a protocol delivers, on its way to the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from poetrygui.api import FrameBlock, FrameSink, Layout
from poetrygui.core.connection.ending import Ending
from poetrygui.core.connection.remarks import Remarks
from poetrygui.core.connection.undelivered import UndeliveredTail
from poetrygui.core.guard.plain_frames import plain_block, plain_bytes, plain_frames
from poetrygui.core.guard.plain_text import plain_text
from poetrygui.core.outcomes import Outcome, Verdict


class Delivery:
    """The sink of a connection's protocol. It knows where frames end, and which chunks are not delivered yet."""

    __slots__ = (
        "_delivered",
        "_ending",
        "_failed",
        "_gathers",
        "_since_chunk",
        "_sink",
        "_take_block",
        "_take_led",
        "gathered",
        "inside_frame",
        "remarks",
        "undelivered",
    )

    def __init__(
        self, sink: FrameSink, ending: Ending, delivered: Callable[[], None], failed: Callable[[Verdict], None]
    ) -> None:
        """Pass frames on to ``sink`` for as long as ``ending`` lets them.

        ``delivered`` is called after each call that has passed something on, ``failed`` with the verdict of a
        protocol error.
        """
        self.inside_frame = False
        """Whether a part of a frame was delivered, and not its end."""
        self.remarks = Remarks()
        self.undelivered = UndeliveredTail()
        self._sink = sink
        self._take_block: Callable[[FrameBlock], int] | None = getattr(sink, "frame_block", None)
        self._take_led: Callable[[bytes, bytes, int], int] | None = getattr(sink, "led_lines", None)
        self._ending = ending
        self._delivered = delivered
        self._failed = failed
        self.gathered: list[bytes] | None = None
        """Frames that came one by one, to be passed on together; None where each is passed on as it comes."""
        self._gathers = False
        self._since_chunk = False  # whether anything was delivered since the last chunk came

    # Called by the user's protocol

    def frame(self, data: bytes) -> None:
        """Pass a frame on."""
        if self._ending.takes_frames:
            data = plain_bytes(data)
            if self.gathered is not None:
                self.gathered.append(data)
                return
            self._has_whole_frames()
            self._sink.frame(data)
            self._delivered()

    def part(self, data: bytes) -> None:
        """Pass a piece of a frame on."""
        if self._ending.takes_frames:
            data = plain_bytes(data)
            self._pass_gathered_on()
            self.gathered = None
            self.inside_frame = True
            self._since_chunk = True
            self._sink.part(data)
            self._delivered()

    def frames(self, frames: Sequence[bytes]) -> None:
        """Pass many frames on."""
        if self._ending.takes_frames and (taken := plain_frames(frames)):
            self._pass_gathered_on()
            self._has_whole_frames()
            self._sink.frames(taken)
            self._delivered()

    def frame_block(self, block: FrameBlock) -> int:
        """Pass many frames on that lie in one run of bytes; return how many, 0 where nothing is passed on any more."""
        if not self._ending.takes_frames:
            return 0
        block = plain_block(block)
        if self._take_block is None:
            frames = block.frames()
            self.frames(frames)
            return len(frames)
        if not block.data:
            return 0
        self._pass_gathered_on()
        self._has_whole_frames()
        count = self._take_block(block)
        self._delivered()
        return count

    def led_lines(self, lead: bytes, chunk: bytes, stop: int) -> int:
        """Pass on lines that lie in a chunk up to byte ``stop``, the first behind ``lead``; return how many, or 0.

        Then nothing is passed on: they have to be put together, and given as a block.
        """
        is_plain = type(lead) is type(chunk) is bytes and type(stop) is int
        ends = is_plain and 0 < stop <= len(chunk) and chunk.endswith(b"\n", 0, stop)
        if self._take_led is None or not (ends and self._ending.takes_frames):
            return 0
        self._pass_gathered_on()
        count = self._take_led(lead, chunk, stop)
        if count:
            self._has_whole_frames()
            self._delivered()
        return count

    def fail(self, reason: str) -> None:
        """Pass on that the stream breaks the protocol, and have the connection end."""
        reason = plain_text(reason)
        self._pass_gathered_on()
        self._sink.fail(reason)
        self._failed(Verdict(Outcome.PROTOCOL_ERROR, reason))

    def remark(self, text: str) -> None:
        """Keep a remark for the reason, and pass it on."""
        remark = self.remarks.add(text)
        if remark is not None:
            self._sink.remark(remark)

    # Called by the connection

    def has_begun_frame(self, layout: Layout | None) -> bool:
        """Tell whether what came surely does not end where a frame does, as parts or the protocol's layout tell."""
        return self.inside_frame or self.undelivered.is_inside_frame(layout)

    def gather(self) -> None:
        """Pass frames on together that come one by one from now on, until :meth:`pass_on`: that costs a third."""
        self._gathers = self._ending.takes_frames
        if self._gathers and not self.inside_frame:
            self.gathered = []

    def pass_on(self) -> None:
        """Pass on what was gathered, and what comes from now on as it comes, or not at all once the end has begun."""
        self._gathers = False
        self._pass_gathered_on()
        self.gathered = None

    def chunk_handled(self, chunk: bytes) -> None:
        """Hold on to a chunk that the protocol has been given, as long as something in it may not be delivered."""
        self.pass_on()
        if not self._since_chunk:
            self.undelivered.add(chunk)
            return
        self._since_chunk = False
        self.undelivered.chunks.clear()
        # A frame that is delivered in parts has been delivered as far as it came.
        if not self.inside_frame:
            self.undelivered.chunks.append(chunk)

    def _has_whole_frames(self) -> None:
        self.inside_frame = False
        self._since_chunk = True
        if self._gathers and self.gathered is None:
            self.gathered = []

    def _pass_gathered_on(self) -> None:
        if self.gathered:
            frames, self.gathered = self.gathered, []
            self._has_whole_frames()
            self._sink.frames(frames)
