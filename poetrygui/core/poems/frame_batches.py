"""Frames in batches to be written, of which is known what any beginning of the written bytes holds."""

from __future__ import annotations

from attrs import field, frozen

from poetrygui.core.poems.lines_in_block import LinesInBlock
from poetrygui.core.poems.rows import RowComposer

Delivered = tuple[bool, list[bytes]] | LinesInBlock
"""Whether these are whole frames, or the last pieces of such, and they; or whole frames together."""


@frozen
class FrameBatch:
    """What is written at a time: ``data`` are the bytes for it, in rows or as they came."""

    data: list[bytes] = field(repr=False)
    exact_size: int
    """Bytes of frames, without the newlines that were added."""
    frame_count: int
    """Frames that end in it."""
    _delivered: list[Delivered]
    _in_rows: bool
    _after_newline: bool
    """Whether the frame that goes on in it has a newline for its last byte so far."""
    leads: list[tuple[int, str]] = field(factory=list)
    """What leads the rows from a byte of the data on."""

    def counts_of(self, done: int) -> tuple[int, int]:
        """Return how many bytes of frames, and how many frames, are among the first ``done`` bytes of the data."""
        size = count = 0
        after_newline = self._after_newline
        for are_whole, pieces in map(_one_by_one, self._delivered):
            for data in pieces:
                if done < len(data):
                    return size + done, count
                size += len(data)
                done -= len(data)
                after_newline = data.endswith(b"\n") if data else after_newline
                if are_whole:
                    if self._in_rows and not after_newline:
                        if not done:
                            return size, count
                        done -= 1
                    count += 1
                    after_newline = False
        return size, count


class FrameBatches:
    """Makes batches of frames: their rows, or with ``exact`` their bytes with nothing between them."""

    def __init__(self, *, exact: bool) -> None:
        """Begin a poem."""
        self._composer = None if exact else RowComposer()
        self._new: list[Delivered] = []
        self._flushed: list[Delivered] = []
        self._exact_size = 0  # of what was flushed
        self._frame_count = 0
        self._after_newline = False
        self._leads: dict[int, str] = {}  # by what was taken before each, of what is in no batch yet

    def lead(self, lead: str) -> None:
        """Note that the rows of what is taken from now on are led by that."""
        self._leads[len(self._flushed) + len(self._new)] = lead

    def take(self, are_whole: bool, pieces: list[bytes]) -> None:
        """Take whole frames, or the last pieces of such, or the one piece of a frame that is still coming."""
        if pieces:
            self._new.append((are_whole, pieces))

    def take_lines(self, lines: LinesInBlock) -> None:
        """Take many whole frames together, the first of which may be the last piece of one."""
        if lines.frame_count:
            self._new.append(lines)

    def flush(self) -> int:
        """Have what was taken in the next batch; return its size: a frame counts one more than its bytes."""
        new, self._new = self._new, []
        exact_size = frame_count = 0
        for each in new:
            if isinstance(each, LinesInBlock):
                exact_size += each.exact_size
                frame_count += each.frame_count
            else:
                are_whole, pieces = each
                exact_size += sum(map(len, pieces))
                frame_count += len(pieces) * are_whole
        self._flushed += new
        self._exact_size += exact_size
        self._frame_count += frame_count
        # A frame may have no byte, or be a newline and nothing else.
        return exact_size + frame_count

    def next_batch(self) -> FrameBatch | None:
        """Return what was flushed and is in no batch yet; None where that is nothing."""
        if not self._flushed:
            return None
        delivered, self._flushed = self._flushed, []
        leads: list[tuple[int, str]] = []
        batch = FrameBatch(
            self._data_of(delivered, leads),
            self._exact_size,
            self._frame_count,
            delivered,
            in_rows=self._composer is not None,
            after_newline=self._after_newline,
            leads=leads,
        )
        self._after_newline = _ends_in_newline(delivered, self._after_newline)
        self._exact_size = self._frame_count = 0
        return batch

    def clear(self) -> None:
        """Drop what is in no batch yet."""
        self._new, self._flushed = [], []
        self._exact_size = self._frame_count = 0

    def _data_of(self, delivered: list[Delivered], leads: list[tuple[int, str]]) -> list[bytes]:
        """Return what is to be written, and add to ``leads`` what leads its rows, and from where on."""
        composer = self._composer
        if composer is None:
            return [data for each in delivered for data in _exact(each)]
        asked, self._leads = self._leads, {}
        start = composer.size
        for index, each in enumerate(delivered):
            if index in asked:
                leads.append((composer.size - start, asked.pop(index)))
            if isinstance(each, LinesInBlock):
                composer.lines(each)
            elif each[0]:
                composer.frames(each[1])
            else:
                composer.part(each[1][0])
        self._leads = {index - len(delivered): lead for index, lead in asked.items()}
        return composer.take()[0]


def _one_by_one(delivered: Delivered) -> tuple[bool, list[bytes]]:
    return (True, delivered.frames()) if isinstance(delivered, LinesInBlock) else delivered


def _exact(delivered: Delivered) -> list[bytes]:
    return [delivered.exact] if isinstance(delivered, LinesInBlock) else delivered[1]


def _ends_in_newline(delivered: list[Delivered], before: bool) -> bool:
    """Tell whether the frame that goes on after this has a newline for its last byte so far."""
    for each in reversed(delivered):
        if isinstance(each, LinesInBlock):
            return False
        are_whole, pieces = each
        if are_whole:
            return False
        if pieces[0]:
            return pieces[0].endswith(b"\n")
    return before
