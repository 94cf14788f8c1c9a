"""The poems on disk: what is noted beside them, those that earlier runs left, and those whose tab was closed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen
from twisted.python.failure import Failure

from poetrygui.core import poems
from poetrygui.core.files.disk import Disk
from poetrygui.core.library.closed_poems import ClosedPoems, TabPlace, closed_name
from poetrygui.core.library.earlier_poem import earlier_poem
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.listeners import Listeners
from poetrygui.core.library.poem_folders import folders_by_stream, new_folder_in, poem_name, stream_of
from poetrygui.core.library.poem_loading import PoemLoading
from poetrygui.core.library.poems_in_use import PoemsInUse
from poetrygui.core.library.recorders import is_being_recorded
from poetrygui.core.outcomes import Ended


@frozen
class _Closed:
    """A poem whose tab was closed. One that nothing is kept of on disk is ``poem``, as long as the program runs."""

    name: str
    place: TabPlace = field(factory=TabPlace)
    poem: KeptPoem | None = None


class KeptPoems:
    """Finds, reads, closes and reopens poems in folders of ``folder``; what it writes, ``disk`` writes in order."""

    def __init__(self, reactor: Any, folder: Path, closed: Path, disk: Disk) -> None:
        """Keep poems that are closed in folders of ``closed``."""
        self.closed_changed: Listeners[()] = Listeners()
        """Told that there is another number of closed poems to be brought back."""
        self.reopened: Listeners[KeptPoem, TabPlace | None] = Listeners()
        """Told which poem is to be shown again, and where, if its tab had a place."""
        self.noted: Listeners[KeptPoem] = Listeners()
        """Told which poem's note is on disk."""
        self.problem: Listeners[str] = Listeners()
        """Told a sentence: something beside a poem could not be written."""
        self.recording_limit: int | None = None
        """Bytes that one recording may take whose server has no limit of its own; None for as many as come."""
        self.folder = folder
        self.in_use = PoemsInUse()
        self._disk = disk
        self._shelf = ClosedPoems(closed, folder)
        self._closed: list[_Closed] = []
        self._loading = PoemLoading(reactor, self.note)
        self._is_shut = False

    @property
    def places(self) -> tuple[Path, Path]:
        """The folders in which there are folders of poems."""
        return self.folder, self._shelf.folder

    def shut(self) -> None:
        """Write nothing more, once what was lent is where it belongs."""
        for poem in self.in_use.take_all_back():
            self._put_away_ended(poem)
        self._is_shut = True

    def note(self, poem: KeptPoem, source: bytes = b"") -> None:
        """Note beside a poem where it came from and how it ended, and the source of its protocol if it is given."""
        self.run(partial(poems.write_info, poem.directory, poem.info, source), partial(self._after_note, poem))

    def new_folder(self) -> Path:
        """Return where another poem is to be kept; nothing is there."""
        return new_folder_in(self.folder)

    def next_folder(self, before: Path) -> Path:
        """Return where what the next connection brings is to be kept, behind what is in the folder ``before``."""
        stream = stream_of(before.name)
        return self.new_folder() if stream == before.name else new_folder_in(self.folder, stream)

    # Of earlier runs

    def earlier(
        self, limit: int, *, may_note: bool = True, streams: Collection[str] = ()
    ) -> tuple[list[KeptPoem], int]:
        """Return the newest poems that earlier runs left, ``limit`` at most, and how many more there are.

        They are in order, the oldest first. Of those ``streams`` that are there, all are returned, and what is newer
        than these. What came on several connections of a stream is one. One without an outcome was being fetched when
        the program died: it ends here as ``interrupted``, which is noted where ``may_note`` says so. What a program
        beside the window records just now is that one's.
        """
        self._closed = [_Closed(name) for name in self._shelf.names()]
        self.closed_changed.tell()
        there = [each for each in folders_by_stream(self.folder) if not is_being_recorded(each[-1])]
        wanted = [index for index, folders in enumerate(there) if stream_of(folders[-1].name) in streams]
        newest = range(max(len(there) - limit, wanted[-1] + 1 if wanted else 0), len(there))
        chosen = [there[index] for index in (*wanted, *newest)]
        return [self._earlier_poem(*folders, may_note=may_note) for folders in chosen], len(there) - len(chosen)

    def load(self, poem: KeptPoem) -> None:
        """Read the poem of an earlier run, in a thread; ``poem.loaded`` tells."""
        self._loading.begin(poem)

    def _earlier_poem(self, *folders: Path, may_note: bool = True) -> KeptPoem:
        poem, is_new = earlier_poem(folders[-1])
        poem.stream.take_unread(folders[:-1])
        if is_new and may_note:
            self.note(poem)
        return self.in_use.hold(poem)

    # Closing and reopening

    @property
    def can_reopen(self) -> bool:
        """Whether a closed poem can be brought back."""
        return bool(self._closed)

    def close(self, poem: KeptPoem, place: TabPlace) -> None:
        """Remember a poem whose tab was at ``place`` and is closed; one that has ended goes to the closed ones."""
        self.in_use.let_go(poem)
        closed = _Closed(closed_name(poem.directory), place, poem)
        self._closed.append(closed)
        self.closed_changed.tell()
        if isinstance(poem.state, Ended):
            self._put_away(closed, poem)

    def take_back(self, poem: KeptPoem) -> None:
        """Have a poem no more in use by one that is made of it: it goes where it belongs if its tab was closed."""
        self.in_use.take_back(poem)
        self._put_away_ended(poem)

    def ended(self, poem: KeptPoem) -> None:
        """Take notice that a fetch has ended and is noted: if its tab is closed, its poem goes to the closed ones."""
        for closed in self._closed:
            if closed.poem is poem:
                self._put_away(closed, poem)

    def reopen(self) -> None:
        """Bring the poem back that was closed last; ``reopened`` tells."""
        if self._closed:
            # Where another window has it, or somebody has removed it: the one before, then.
            self._bring_back(self._closed[-1], self.reopen)

    def bring(self, name: str) -> None:
        """Have the poem of that name shown, which is not open; ``reopened`` tells."""

        def found(folder: Path | Failure) -> None:
            if isinstance(folder, Failure):
                self.in_use.give_up(name)
                self._tell(folder, "The recording is not in {} any more: {}.")
            else:
                self.reopened.tell(self._earlier_poem(folder), None)

        for closed in self._closed:
            if poem_name(closed.name) == name:
                self._bring_back(closed, partial(self.bring, name))
                return
        self.in_use.expect(name)
        self.run(partial(self._shelf.find, name), found)

    def forget_closed(self, names: Collection[str]) -> None:
        """Take notice that closed poems of these names were removed: they cannot be brought back."""
        self._closed = [closed for closed in self._closed if poem_name(closed.name) not in names]
        self.closed_changed.tell()

    def _put_away_ended(self, poem: KeptPoem) -> None:
        if isinstance(poem.state, Ended):
            self.ended(poem)

    def _put_away(self, closed: _Closed, poem: KeptPoem) -> None:
        if self.in_use.is_lent(poem):
            return  # its folder stays where it is read
        poem.close()
        job = partial(self._shelf.put_away, closed.name, poem.directory, closed.place, poem.stream.folders)
        self.run(job, partial(self._after_putting_away, closed))

    def _after_putting_away(self, closed: _Closed, result: bool | Failure) -> None:
        if isinstance(result, Failure):
            self._tell(result, "A closed recording could not be put with the closed ones and stays in {}: {}.")
        elif result and closed in self._closed:
            # What is on disk is read from there again.
            self._closed[self._closed.index(closed)] = evolve(closed, poem=None)

    def _bring_back(self, closed: _Closed, where_none: Callable[[], None]) -> None:
        self._closed.remove(closed)
        self.closed_changed.tell()
        if closed.poem is not None and not isinstance(closed.poem.state, Ended):
            self.reopened.tell(self.in_use.hold(closed.poem), closed.place)
        else:
            self.in_use.expect(poem_name(closed.name))
            done = partial(self._after_bringing_back, closed, where_none)
            self.run(partial(self._shelf.bring_back, closed.name), done)

    def _after_bringing_back(
        self, closed: _Closed, where_none: Callable[[], None], result: tuple[list[Path], TabPlace] | Failure
    ) -> None:
        if not isinstance(result, Failure):
            folders, place = result
            self.reopened.tell(self._earlier_poem(*folders), place)
            return
        self.in_use.give_up(poem_name(closed.name))
        if closed.poem is not None:
            self.reopened.tell(self.in_use.hold(closed.poem), closed.place)
        elif isinstance(result.value, FileNotFoundError):
            where_none()
        else:
            self._closed.append(closed)
            self.closed_changed.tell()
            self._tell(result, "A closed recording could not be brought back to {}: {}.")

    # Writing

    def run(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Run a job with folders of poems by the disk's thread, after those that were given before; then ``done``."""
        if not self._is_shut:
            self._disk.run(job, done)

    def _after_note(self, poem: KeptPoem, result: object) -> None:
        if isinstance(result, Failure):
            self._tell(result, "What is noted about a recording could not be written to {}: {}.")
        else:
            self.noted.tell(poem)

    def _tell(self, failure: Failure, sentence: str) -> None:
        if not isinstance(failure.value, OSError):
            failure.raiseException()
        assert isinstance(failure.value, OSError)
        self.problem.tell(sentence.format(self.folder, failure.value.strerror or failure.value))
