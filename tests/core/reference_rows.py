"""What tests of a poem's storage share: deliveries, what they should look like, and disks that are too small."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field, frozen
from hypothesis import strategies as st
from twisted.internet.defer import Deferred

from poetrygui.api import FrameBlock
from poetrygui.core.files.open_files import OpenFiles
from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems import poem_files
from poetrygui.core.poems.store import PoemStore


@frozen
class Delivery:
    """One call of a sink: its method's name and its argument; or ``flush``."""

    method: str
    argument: Any = None

    def to(self, sink: object) -> None:
        """Make the call; a flush is the caller's. A sink that knows no blocks gets their frames."""
        if self.method == "frame_block" and not hasattr(sink, "frame_block"):
            Delivery("frames", self.argument.frames()).to(sink)
        elif self.method != "flush":
            getattr(sink, self.method)(self.argument)


@define
class Reference:
    """What was delivered, kept in the most naive way."""

    whole: list[bytes] = field(factory=list)
    open: bytes | None = None

    def take(self, delivery: Delivery) -> None:
        if delivery.method == "frame":
            self.whole.append((self.open or b"") + delivery.argument)
            self.open = None
        elif delivery.method == "part":
            self.open = (self.open or b"") + delivery.argument
        elif delivery.method in ("frames", "frame_block"):
            for frame in delivery.argument if delivery.method == "frames" else delivery.argument.frames():
                self.take(Delivery("frame", frame))

    @property
    def rows(self) -> bytes:
        """Every frame on rows of its own."""
        finished = (frame if frame.endswith(b"\n") else frame + b"\n" for frame in self.whole)
        return b"".join(finished) + (self.open or b"")

    @property
    def exact(self) -> bytes:
        """The frames and nothing else."""
        return b"".join(self.whole) + (self.open or b"")

    @property
    def lines(self) -> list[bytes]:
        """The rows, split; a last one without newline counts."""
        return split_lines(self.rows)


def split_lines(rows: bytes) -> list[bytes]:
    """Return the lines with their endings, cut at LF alone."""
    *whole, rest = rows.split(b"\n")
    return [line + b"\n" for line in whole] + ([rest] if rest else [])


def reference_of(deliveries: Iterable[Delivery]) -> Reference:
    """Return what these deliveries make."""
    reference = Reference()
    for delivery in deliveries:
        reference.take(delivery)
    return reference


texts = st.text("ab\n\r", max_size=6).map(str.encode)


def _block_of(frames: list[bytes], ending: bytes, drop_cr: bool, before: list[bytes]) -> FrameBlock:
    """Return a block whose frames are these, but for those that hold its ending; ``before`` are CRs there, in turn."""
    endings = [before[at % len(before)] + ending if before else ending for at in range(len(frames))]
    return FrameBlock(b"".join(map(b"".join, zip(frames, endings, strict=True))), ending, drop_cr)


blocks = st.builds(
    _block_of,
    st.lists(texts, max_size=5),
    st.sampled_from([b"\n", b"\n", b"\r\n", b"\0", b"ab", b"aa"]),
    st.booleans(),
    st.sampled_from([[], [b"\r"], [b"\r", b""]]),
).filter(lambda block: block.is_whole and not (block.ending == b"aa" and block.data.split(b"aa")[-1]))
deliveries = st.lists(
    st.one_of(
        st.builds(partial(Delivery, "frame"), texts),
        st.builds(partial(Delivery, "part"), texts),
        st.builds(partial(Delivery, "frames"), st.lists(texts, max_size=5)),
        st.builds(partial(Delivery, "frame_block"), blocks),
        st.just(Delivery("flush")),
    ),
    max_size=25,
)


def all_written(store: PoemStore) -> Deferred[None]:
    """Fire when all that was flushed is on disk. A store gives its disk the next job when one is done, so the disk's
    own end can come before.
    """
    written: Deferred[None] = Deferred()
    store.when_written(lambda: written.callback(None))
    return written


@contextmanager
def small_segments(size: int) -> Iterator[None]:
    """Have poems keep their files in segments of so many bytes."""

    class SmallSegments(SegmentedFile):
        def __init__(
            self, directory: Path, name: str, segment_size: int = size, open_files: OpenFiles | None = None
        ) -> None:
            super().__init__(directory, name, segment_size, open_files)

        @classmethod
        def existing(cls, directory: Path, name: str, segment_size: int = size) -> SegmentedFile:
            return super().existing(directory, name, segment_size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(poem_files, "SegmentedFile", SmallSegments)
        yield


@contextmanager
def file_size_limit(limit: int) -> Iterator[Callable[[int], None]]:
    """Refuse to let any file of this process grow over so many bytes, as a full disk does: with a short write first.

    Gives a function that sets another limit.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def set_limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))

    set_limit(limit)
    try:
        yield set_limit
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def descriptors_of(folder: Path) -> int:
    """Count this process's descriptors of the files in a folder."""
    files = {(status.st_dev, status.st_ino) for status in (path.stat() for path in folder.iterdir())}
    found = 0
    for name in os.listdir("/dev/fd"):  # noqa: PTH208 - the names alone, since one of them is gone at once
        with contextlib.suppress(OSError):
            status = os.fstat(int(name))
            found += (status.st_dev, status.st_ino) in files
    return found
