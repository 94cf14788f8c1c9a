"""What a protocol writes while a recording is played to it, beside what was sent then."""

from __future__ import annotations

from attrs import frozen

_LONGEST_SHOWN = 24


@frozen
class SentDifference:
    """Byte ``at`` of what was sent is another, when ``wire`` bytes had come: there it is ``now`` instead of ``then``.

    Either is empty where it has no such byte.
    """

    at: int
    wire: int
    then: bytes
    now: bytes

    def __str__(self) -> str:
        what = f"after {self.wire:,} bytes came, it sends {_shown(self.now)} where {_shown(self.then)} was sent then"
        return f"{what} (byte {self.at:,} of what was sent): from here on the server answered something else"


class SentComparison:
    """Compares the two as streams, since how they were put together in writes says nothing.

    A protocol that writes nothing is not compared: it only listens.
    """

    def __init__(self) -> None:
        """Begin with nothing sent on either side."""
        self.difference: SentDifference | None = None
        self._same = 0
        self._then = bytearray()
        self._now = bytearray()
        self._wire_then = 0  # what had come when the first byte that waits on that side was sent
        self._wire_now = 0
        self._speaks = False
        self._is_known = True

    def sent_then(self, data: bytes, wire: int) -> None:
        """Take bytes that were sent when ``wire`` bytes had come."""
        if self.difference is None:
            if not self._then:
                self._wire_then = wire
            self._then += data
            self._compare()

    def sent_now(self, data: bytes, wire: int) -> None:
        """Take bytes that the protocol writes when ``wire`` bytes have come."""
        self._speaks |= bool(data)
        if self.difference is None:
            if not self._now:
                self._wire_now = wire
            self._now += data
            self._compare()

    def cannot_tell(self) -> None:
        """Take notice that something was sent then of which no more is known."""
        self._is_known = False

    def end(self) -> SentDifference | None:
        """Return the first difference, now that nothing more is sent on either side."""
        if not self._is_known:
            return None
        if self.difference is None and self._speaks and (self._then or self._now):
            self._differ(0)
        return self.difference

    def _compare(self) -> None:
        size = min(len(self._then), len(self._now))
        if self._then[:size] == self._now[:size]:
            del self._then[:size]
            del self._now[:size]
            self._same += size
        else:
            pairs = zip(self._then, self._now, strict=False)
            self._differ(next(at for at, (then, now) in enumerate(pairs) if then != now))

    def _differ(self, at: int) -> None:
        then, now = bytes(self._then[at:]), bytes(self._now[at:])
        wire = self._wire_now if self._now else self._wire_then
        self.difference = SentDifference(self._same + at, wire, then[:_LONGEST_SHOWN], now[:_LONGEST_SHOWN])
        self._then.clear()
        self._now.clear()


def _shown(data: bytes) -> str:
    return repr(data) if data else "nothing"
