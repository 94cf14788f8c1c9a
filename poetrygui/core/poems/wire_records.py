"""What a recording's log says: a small record for each chunk that came, and one for all else that happened.

Numbers are of variable length, seven bits a byte; a time is the difference to that of the record before. So a chunk
takes three to ten bytes, whatever it holds.
"""

from __future__ import annotations

from attrs import frozen

from poetrygui.core.poems.event_kind import EventKind


@frozen
class Received:
    """A chunk of ``size`` bytes came, and by the call that took it, the rows grew by ``rows`` bytes.

    ``time`` is in µs since the recording began. ``frames`` were completed; among the rows' bytes are ``newlines``, of
    which ``added`` were not received.
    """

    time: int
    size: int
    rows: int = 0
    frames: int = 0
    newlines: int = 0
    added: int = 0


@frozen
class Delivered:
    """The rows grew without a chunk: by a timer, or as the connection was lost. The fields are those of a chunk."""

    time: int
    rows: int = 0
    frames: int = 0
    newlines: int = 0
    added: int = 0


@frozen
class Sent:
    """These bytes were written to the transport, at so many µs since the recording began."""

    time: int
    data: bytes


@frozen
class SentMore:
    """These bytes belong to those that were sent before; none but the log itself knows that it holds them apart."""

    data: bytes


@frozen
class Event:
    """Something else happened, at so many µs since the recording began; ``text`` is for people."""

    time: int
    kind: EventKind
    text: str = ""


@frozen
class Anchor:
    """What the clock on the wall showed: ``wall`` seconds since the epoch, ``time`` µs after the beginning."""

    time: int
    wall: float


Record = Received | Delivered | Sent | Event | Anchor


def sent_not_kept(time: int, size: int) -> Event:
    """Return what stands for ``size`` bytes that were sent at so many µs, and are not kept."""
    return Event(time, EventKind.SENT_NOT_KEPT, f"{size:,} byte{'' if size == 1 else 's'}")


FORGOTTEN = ", forgotten later"
"""What stands behind the size of what was kept at first."""


def sent_forgotten(time: int, size: int) -> Event:
    """Return what stands for ``size`` bytes that were sent at so many µs, and were kept until they were forgotten."""
    event = sent_not_kept(time, size)
    return Event(time, event.kind, event.text + FORGOTTEN)


PADDING, MARK, RECEIVED, DELIVERED, SENT, SENT_MORE, EVENT, ANCHOR, RUN, FIRST_BORDER = range(10)
"""The first byte of each record, but for the short form of a chunk, which has its highest bit set."""

LONGEST_TEXT = 500
"""Characters of an event's text; what is more is cut off."""

MOST_NUMBERS = 64
"""Bytes that a record takes at most, where it has no text and no data."""

SHORT = 0x80
_ROWS, _FRAMES, _NEWLINES = 4, 2, 0  # by how many bits the way in which each is told is shifted in the short form
_NONE, _AS_BEFORE, _TOLD, _LESS_NEWLINES = range(4)
_ONE = _AS_BEFORE  # of newlines, which are told first
_NEVER_WRITTEN = {head for head in range(SHORT, 0x100) if head & 0x40 or 3 in (head & 3, head >> _FRAMES & 3)}
_KINDS = tuple(EventKind)
_LONGEST_NUMBER = 10  # bytes
_SMALL = tuple(bytes((value,)) for value in range(0x80))


def number(value: int) -> bytes:
    """Return a number, which is not negative, in as few bytes as it needs."""
    if value < 0x80:
        return _SMALL[value]
    if value < 0x4000:
        return bytes((value & 0x7F | 0x80, value >> 7))
    packed = bytearray()
    while value >= 0x80:
        packed.append(value & 0x7F | 0x80)
        value >>= 7
    packed.append(value)
    return bytes(packed)


def take_number(data: bytes, position: int) -> tuple[int, int]:
    """Return the number at ``position``, and where it ends. Raises IndexError where ``data`` ends inside it.

    Raises ValueError for one that is longer than any that is written.
    """
    byte = data[position]
    if byte < 0x80:
        return byte, position + 1
    value, shift = byte & 0x7F, 7
    for at in range(position + 1, position + _LONGEST_NUMBER):
        byte = data[at]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at + 1
        shift += 7
    raise ValueError(f"byte {position:,} begins a number that does not end")


def pack_received(wait: int, size: int, rows: int, frames: int, newlines: int, *, added: int) -> bytes:
    """Return the record of a chunk of ``size`` bytes; ``wait`` is µs since the record before.

    It brought ``rows``, in bytes, ``frames``, and ``newlines``, of which so many were ``added`` after frames.
    """
    if added != frames:
        return _packed(RECEIVED, [wait, size, rows, frames, newlines, added])
    told = [wait, size]
    head = SHORT
    if newlines == 1:
        head |= _ONE << _NEWLINES
    elif newlines:
        head |= _TOLD << _NEWLINES
        told.append(newlines)
    if frames:
        if frames == newlines:
            head |= _AS_BEFORE << _FRAMES
        else:
            head |= _TOLD << _FRAMES
            told.append(frames)
    if rows:
        if rows == size:
            head |= _AS_BEFORE << _ROWS
        elif rows == size - newlines:
            head |= _LESS_NEWLINES << _ROWS
        else:
            head |= _TOLD << _ROWS
            told.append(rows)
    return _packed(head, told)


def _packed(head: int, numbers: list[int]) -> bytes:
    """Return a record's first byte, and numbers as :func:`number` packs them: in half of the time for so many."""
    packed = [head]
    for value in numbers:
        rest = value
        while rest >= 0x80:
            packed.append(rest & 0x7F | 0x80)
            rest >>= 7
        packed.append(rest)
    return bytes(packed)


def take_short(data: bytes, position: int) -> tuple[int, int, int, int, int, int]:
    """Return wait, size, rows, frames and newlines of a chunk in the short form, and where its record ends.

    Raises IndexError where ``data`` ends inside it, and ValueError for what was never written.
    """
    head = data[position]
    if head in _NEVER_WRITTEN:
        raise ValueError(f"byte {position:,} begins no record")
    wait, position = take_number(data, position + 1)
    size, position = take_number(data, position)
    newlines = head >> _NEWLINES & 3
    if newlines == _TOLD:
        newlines, position = take_number(data, position)
    frames = head >> _FRAMES & 3
    if frames == _AS_BEFORE:
        frames = newlines
    elif frames == _TOLD:
        frames, position = take_number(data, position)
    rows = head >> _ROWS & 3
    if rows == _AS_BEFORE:
        rows = size
    elif rows == _LESS_NEWLINES:
        rows = max(size - newlines, 0)
    elif rows == _TOLD:
        rows, position = take_number(data, position)
    return wait, size, rows, frames, newlines, position


def pack(record: Record, before: int) -> bytes:
    """Return a record's bytes; ``before`` is the time of the record before it.

    A time before that is told as the same. Of an event's text, LONGEST_TEXT characters are kept.
    """
    wait = max(record.time - before, 0)
    if isinstance(record, Received):
        return pack_received(wait, record.size, record.rows, record.frames, record.newlines, added=record.added)
    if isinstance(record, Delivered):
        numbers = (wait, record.rows, record.frames, record.newlines, record.added)
        return b"".join((_SMALL[DELIVERED], *map(number, numbers)))
    if isinstance(record, Sent):
        return b"".join((_SMALL[SENT], number(wait), number(len(record.data)), record.data))
    if isinstance(record, Event):
        text = record.text[:LONGEST_TEXT].encode(errors="backslashreplace")
        return b"".join(
            (_SMALL[EVENT], number(wait), number(_KINDS.index(record.kind)), number(len(text)), text),
        )
    return b"".join((_SMALL[ANCHOR], number(wait), number(max(round(record.wall * 1e6), 0))))


def pack_sent_more(data: bytes) -> bytes:
    """Return a record of the bytes with which those in the record before it go on: a log has no room for many."""
    return b"".join((_SMALL[SENT_MORE], number(len(data)), data))


def unpack(data: bytes, position: int, before: int) -> tuple[Record | SentMore, int]:
    """Return the record at ``position``, and where it ends; ``before`` is the time of the record before it.

    Raises IndexError where ``data`` ends inside the record, and ValueError for one that is not known.
    """
    kind = data[position]
    if kind & SHORT:
        wait, size, rows, frames, newlines, end = take_short(data, position)
        return Received(before + wait, size, rows, frames, newlines, frames), end
    if kind not in _COUNTS:
        raise ValueError(f"byte {position:,} begins no record")
    numbers, end = take_numbers(data, position + 1, _COUNTS[kind])
    time = before + numbers[0]
    if kind == RECEIVED:
        return Received(time, *numbers[1:]), end
    if kind == DELIVERED:
        return Delivered(time, *numbers[1:]), end
    if kind == ANCHOR:
        return Anchor(time, numbers[1] / 1e6), end
    rest = data[end : end + numbers[-1]]
    if len(rest) < numbers[-1]:
        raise IndexError("the record is cut off")
    end += len(rest)
    if kind == SENT:
        return Sent(time, rest), end
    if kind == SENT_MORE:
        return SentMore(rest), end
    if numbers[1] >= len(_KINDS):
        raise ValueError(f"byte {position:,} begins an event of a later version")
    return Event(time, _KINDS[numbers[1]], rest.decode(errors="replace")), end


def take_numbers(data: bytes, position: int, count: int) -> tuple[list[int], int]:
    """Return ``count`` numbers of ``data`` from ``position`` on, and where they end.

    Raises as :func:`take_number` does.
    """
    numbers = []
    for _ in range(count):
        value, position = take_number(data, position)
        numbers.append(value)
    return numbers, position


_COUNTS = {RECEIVED: 6, DELIVERED: 5, SENT: 2, SENT_MORE: 1, EVENT: 3, ANCHOR: 2}
"""How many numbers begin a record of each kind."""
