"""A recording being framed anew: its poem can be read meanwhile, and again with each version of the protocol."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from attrs import frozen

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.library.listeners import Listeners
from poetrygui.core.outcomes import Ended, Receiving, State
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.framed_name import framed_name
from poetrygui.recordings.framed_version import FramedVersion
from poetrygui.recordings.kept_tape import Begin
from poetrygui.recordings.preview import Preview
from poetrygui.recordings.workers import StartJob

_NOW = "framed anew, in a process of its own"
_SEEN = "the visible stretch alone, framed from the border before it; all of it is being framed"
_GROWING = "framed anew; the recording is followed as it grows"


@frozen
class BeingFramed(Receiving):
    """The poem is being made of a recording. ``word`` says so in a word."""

    word: str = "Framing"


class FramedPoem(KeptPoem):
    """A poem that is made of a recording."""

    def __init__(self, info: PoemInfo, directory: Path, state: State, stop: Callable[[str], None]) -> None:
        """Describe what ``info`` tells of what is made in ``directory`` and stands in ``state``; ``stop`` ends that."""
        super().__init__(info, directory, state)
        self._stop = stop

    @property
    def is_being_made(self) -> bool:
        """Whether it is not through, or another version of the protocol makes it anew."""
        return not isinstance(self.state, Ended)

    def stop_making(self, reason: str) -> None:
        """End it where it is, for that ``reason``."""
        self._stop(reason)


class FramingNews:
    """Whom to tell of what becomes of another version of the protocol."""

    def __init__(self) -> None:
        """Begin with nobody who listens."""
        self.previewed: Listeners[StoredPoem] = Listeners()
        """Told what it makes of the visible stretch, before all of it is framed."""
        self.replacing: Listeners[()] = Listeners()
        """Told that the poem is about to show what it makes."""
        self.replaced: Listeners[()] = Listeners()
        """Told that it does."""
        self.refused: Listeners[str] = Listeners()
        """Told in a sentence why it makes nothing, and that of the version before stays."""


class Framing:
    """Makes ``poem`` of what was recorded of another one, ``source``, which may still run."""

    def __init__(self, source: KeptPoem, protocol: PinnedProtocol, library: Library, start: StartJob) -> None:
        """Prepare to frame ``source`` with ``protocol``; ``library`` keeps the poem, ``start`` starts jobs."""
        self.source = source
        self.news = FramingNews()
        self.is_stopped = False
        """Whether it was ended before it was through."""
        self.begins: Begin | None = None
        """Where its first frame begins, in a recording of which not all is kept."""
        self._library = library
        self._start = start
        self._name = framed_name(source.info, protocol.name, protocol.options)
        self._version = self._make(protocol)
        self._next: FramedVersion | None = None
        self._preview: Preview | None = None
        folder = self._version.store.directory
        poem = FramedPoem(self._version.info, folder, _state_of(self._version), self.stop)
        self.poem: KeptPoem = library.kept.in_use.hold(poem)
        self.poem.store = self._version.store

    @property
    def protocol(self) -> PinnedProtocol:
        """The version of the protocol that ``poem`` shows."""
        return self._version.protocol

    def begin(self, begins: Begin | None = None) -> None:
        """Begin; that is to be once. Its first frame ``begins`` there, or with what is kept."""
        if not self.is_stopped:
            self.begins = begins
            self._begin(self._version)

    def again(self, protocol: PinnedProtocol, seen: tuple[int, int] | None = None) -> None:
        """Frame it with another version of the ``protocol``; what there is stays to be seen until that is as far.

        ``seen`` are the bytes of the wire that are seen, from where a frame begins: they are framed first.
        """
        self._drop_next()
        self._next = self._make(protocol)
        if seen is not None:
            self._preview = Preview(self.source.directory, protocol, seen)
            self._preview.begin(self._start, self._previewed)
        self._begin(self._next)

    @property
    def is_for(self) -> PinnedProtocol:
        """The newest version of the protocol that was tried."""
        return (self._next or self._version).protocol

    def stop(self, reason: str) -> None:
        """End it where it is now."""
        self._drop_next()
        if self._version.ended is None:
            self.is_stopped = True
            self._version.stop(reason)
            self._show_state()  # of one that has not begun, nobody hears

    def _make(self, protocol: PinnedProtocol) -> FramedVersion:
        folder = self._library.kept.new_folder()
        self._library.kept.in_use.expect(folder.name)
        return FramedVersion(self.source, protocol, folder, self._name)

    def _begin(self, version: FramedVersion) -> None:
        version.progressed.subscribe(lambda: self._progressed(version))
        version.begin(self._start, self._library.kept.noted, self.begins)

    def _progressed(self, version: FramedVersion) -> None:
        if version is self._version:
            self._show_state()
        elif version is self._next:
            if version.is_failed and version.ended is not None:
                self._refuse(version, version.ended.reason)
            elif version.ended is not None or version.is_level:
                self._replace(version)

    def _show_state(self) -> None:
        version, poem = self._version, self.poem
        if isinstance(poem.state, Ended):
            return
        poem.take_state(_state_of(version))
        if version.ended is not None:
            if poem.directory.is_dir():  # of what could not begin, there is nothing to keep
                self._library.kept.note(poem)
            self._library.kept.ended(poem)
            self._library.phase_changed.tell(poem)

    def _refuse(self, version: FramedVersion, reason: str) -> None:
        self._next = None
        self._remove(version.store.directory)
        if self._end_preview():
            self.poem.take_state(_state_of(self._version))
            self.poem.loaded.tell()
        self.news.refused.tell(f"{reason}: what the version before has made stays")

    def _previewed(self) -> None:
        found = None if self._preview is None else self._preview.poem
        if found is not None:
            self.poem.take_state(BeingFramed(found.exact_size, found.frame_count, _SEEN, "Provisional"))
            self.news.previewed.tell(found)

    def _end_preview(self) -> bool:
        """Remove what was made of the visible stretch; tell whether it was shown."""
        preview, self._preview = self._preview, None
        if preview is not None:
            preview.close()
        return preview is not None and preview.poem is not None

    def _replace(self, version: FramedVersion) -> None:
        self.news.replacing.tell()
        before, self._version, self._next = self._version, version, None
        before.stop("another version of the protocol has taken its place")
        poem = self.poem
        poem.info, poem.store = version.info, version.store
        poem.state = _state_of(version, is_through=False)
        self._move_to(version.store.directory)
        poem.loaded.tell()
        self._end_preview()
        before.store.close()
        self.news.replaced.tell()
        self._show_state()

    def _move_to(self, directory: Path) -> None:
        """Have the poem be in another folder, and remove the one before."""
        before = self.poem.directory
        in_use = self._library.kept.in_use
        in_use.open.pop(before.name, None)
        self.poem.directory = directory
        in_use.hold(self.poem)
        self._remove(before)

    def _remove(self, directory: Path) -> None:
        kept = self._library.kept
        kept.in_use.give_up(directory.name)
        kept.run(partial(shutil.rmtree, directory, ignore_errors=True), lambda _: None)

    def _drop_next(self) -> None:
        version, self._next = self._next, None
        if version is not None:
            version.stop("another version of the protocol has taken its place")
            self._remove(version.store.directory)
        if self._end_preview():
            self.poem.take_state(_state_of(self._version))
            self.poem.loaded.tell()


def _state_of(version: FramedVersion, *, is_through: bool = True) -> Ended | BeingFramed:
    if version.ended is not None and is_through:
        return version.ended
    return BeingFramed(*version.counts, _GROWING if version.follows else _NOW)
