"""The window's fetches: what runs, what is kept on disk, and how all of it ends in order."""

from __future__ import annotations

import datetime
import shutil
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve
from PyQt6.QtCore import QObject, QTimer, pyqtSignal
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from poetrygui.core.disk import ThreadDisk
from poetrygui.core.outcomes import Ended, Outcome, State
from poetrygui.core.servers import Server
from poetrygui.errors import ProtocolError
from poetrygui.gui.kept_poem import KeptPoem

if TYPE_CHECKING:
    from poetrygui.api import Poem
    from poetrygui.core.connection import Connection
    from poetrygui.core.stored_poem import StoredPoem

# Seconds that starting may take at a stretch, a quarter of a frame: with thousands of servers the window stays alive.
_LONGEST_STRETCH = 0.004


class Fetches(QObject):
    """Starts and stops fetches, and keeps their poems in folders of ``folder``."""

    started = pyqtSignal(object)
    """A KeptPoem begins."""
    phase_changed = pyqtSignal(object)
    """A KeptPoem was connected, or ended."""
    progressed = pyqtSignal()
    """Something was received; phase_changed tells the rest."""
    problem = pyqtSignal(str)
    """A sentence: something beside a poem could not be written."""

    def __init__(self, reactor: Any, folder: Path, load_protocol: Callable[[str], type[Poem]]) -> None:
        """Prepare; ``load_protocol`` raises ProtocolError."""
        super().__init__()
        self.running: list[KeptPoem] = []
        self.reactor = reactor
        self._folder = folder
        self._load_protocol = load_protocol
        self._disk = ThreadDisk(reactor)
        self._queue: deque[Server] = deque()
        self._next_stretch = QTimer(self)
        self._next_stretch.setSingleShot(True)
        self._next_stretch.timeout.connect(self._start_some)
        self._closed: Deferred[None] | None = None
        self._when_idle: Deferred[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether anything runs or is about to."""
        return bool(self.running or self._queue)

    def connections(self) -> list[Connection]:
        """Return the connections that stand."""
        found = [poem.fetch.connection for poem in self.running if poem.fetch is not None]
        return [connection for connection in found if connection is not None]

    def start(self, servers: Iterable[Server]) -> None:
        """Fetch servers: the first ones at once, the rest in the loop's next turns."""
        if self._closed is None:
            self._queue.extend(servers)
            self._start_some()

    def stop(self, poem: KeptPoem) -> None:
        """End a fetch; its poem stays."""
        if poem.fetch is not None:
            poem.fetch.stop()

    def discard(self, poem: KeptPoem) -> None:
        """Remove a poem from disk; if it is running, end that first."""
        poem.is_discarded = True
        if poem.is_running:
            self.stop(poem)
        else:
            self._delete(poem)

    def shut_down(self) -> Deferred[None]:
        """Stop everything; fire when the last byte and the last outcome are on disk."""
        if self._closed is None:
            self._closed = Deferred()
            self._queue.clear()
            self._next_stretch.stop()
            self._when_idle = Deferred()
            self._when_idle.addCallback(lambda _: self._disk.close())
            self._when_idle.addCallback(self._closed.callback)
            for poem in tuple(self.running):
                if poem.fetch is not None:
                    poem.fetch.stop("stopped, because the program was quit")
            self._note_idle()
        result: Deferred[None] = Deferred()
        self._closed.addCallback(result.callback)
        return result

    # Poems of earlier runs

    def earlier(self, limit: int) -> tuple[list[KeptPoem], int]:
        """Return the newest poems that earlier runs left, oldest first, and how many more there are.

        One without an outcome was being fetched when the program died: it ends here as ``interrupted``.
        """
        try:
            names = sorted(path.name for path in self._folder.iterdir() if path.is_dir() and not path.is_symlink())
        except OSError:
            return [], 0
        newest = names[max(len(names) - limit, 0) :]
        return [self._earlier_poem(self._folder / name) for name in newest], len(names) - len(newest)

    def load(self, poem: KeptPoem) -> None:
        """Read the poem of an earlier run, in a thread; ``poem.loaded`` tells."""
        from poetrygui.core.stored_poem import StoredPoem

        if poem.store is not None or poem.load_problem:
            return

        def done(store: StoredPoem | Exception) -> None:
            if isinstance(store, StoredPoem):
                poem.store = store
                ended = poem.info.ended
                if ended is not None and not ended.bytes and store.exact_size:
                    poem.take_state(evolve(ended, bytes=store.exact_size))
                    self._note(poem)
            else:
                poem.load_problem = f"This poem cannot be read: {store}"
            poem.loaded.emit()

        def index() -> None:
            try:
                result: StoredPoem | Exception = StoredPoem.existing(poem.directory)
            except Exception as error:  # noqa: BLE001 - handed on to where it is shown
                result = error
            self.reactor.callFromThread(done, result)

        # Not one of the reactor's threads: quitting waits for those, and a large poem takes its time.
        threading.Thread(target=index, name="index", daemon=True).start()

    def _earlier_poem(self, directory: Path) -> KeptPoem:
        from poetrygui.core.poem_info import DamagedInfoError, PoemInfo, read_info

        try:
            info = read_info(directory)
            problem = "nothing is noted about where it came from and how it ended"
        except OSError as error:
            info, problem = None, f"what was noted about it cannot be read: {error.strerror or error}"
        except DamagedInfoError as error:
            info, problem = None, str(error)
        if info is None:
            info = PoemInfo(directory.name, "", "", "", ended=Ended(Outcome.INTERRUPTED, problem))
        elif info.ended is None:
            reason = "the program ended before the poem did"
            info = evolve(info, ended=Ended(Outcome.INTERRUPTED, reason))
        else:
            return KeptPoem(info, directory, info.ended)
        poem = KeptPoem(info, directory, info.ended)
        self._note(poem)
        return poem

    # Starting

    def _start_some(self) -> None:
        stop_at = time.monotonic() + _LONGEST_STRETCH
        while self._queue:
            self._start_one(self._queue.popleft())
            if time.monotonic() >= stop_at:
                break
        if self._queue:
            self._next_stretch.start(0)

    def _start_one(self, server: Server) -> None:
        from poetrygui.core.fetching import Fetch
        from poetrygui.core.poem_info import PoemInfo
        from poetrygui.core.store import PoemStore
        from poetrygui.core.stored_poem import StoredPoem
        from poetrygui.plugins.options import configured

        now = datetime.datetime.now().astimezone()
        # Names are of the program's own making: what a server is called never reaches the file system.
        directory = self._folder / f"{now:%Y%m%d-%H%M%S-%f}-{uuid.uuid4().hex[:8]}"
        info = PoemInfo(
            server.name, server.address, server.protocol, now.isoformat(timespec="seconds"), server_id=server.id
        )
        poem = KeptPoem(info, directory)
        poem.started_at = self.reactor.seconds()
        try:
            protocol = configured(self._load_protocol(server.protocol), dict(server.options))
        except ProtocolError as error:
            poem.store = StoredPoem(directory)
            poem.take_state(Ended(Outcome.PLUGIN_FAULT, str(error), details=error.details))
            self.started.emit(poem)
            self.phase_changed.emit(poem)
            return
        store = PoemStore(directory, self._disk)
        poem.store = store
        poem.fetch = Fetch(
            self.reactor,
            server,
            protocol,
            store,
            disk=self._disk,
            on_state=partial(self._take_state, poem),
            on_chunk=poem.chunk_came,
            wait_for_room=True,
        )
        self.running.append(poem)
        self._note(poem)
        self.started.emit(poem)
        poem.fetch.start()

    # Ending

    def _take_state(self, poem: KeptPoem, state: State) -> None:
        if isinstance(state, Ended):
            self.running.remove(poem)
            self._keep_or_delete(poem, state)
        is_new_phase = type(state) is not type(poem.state)
        poem.take_state(state)
        if is_new_phase:
            self.phase_changed.emit(poem)
        else:
            self.progressed.emit()
        self._note_idle()

    def _keep_or_delete(self, poem: KeptPoem, ended: Ended) -> None:
        nothing_came = poem.store is not None and not poem.store.size
        if poem.is_discarded or nothing_came:
            self._delete(poem)
        else:
            poem.info = evolve(poem.info, ended=ended)
            self._note(poem)

    def _delete(self, poem: KeptPoem) -> None:
        if self._disk_is_closed:
            return
        if poem.fetch is not None:
            poem.fetch.store.discard()
            return
        if poem.store is not None:
            poem.store.close()
        self._run(partial(shutil.rmtree, poem.directory, ignore_errors=True))

    def _note(self, poem: KeptPoem) -> None:
        from poetrygui.core.poem_info import write_info

        self._run(partial(write_info, poem.directory, poem.info))

    def _run(self, job: Callable[[], object]) -> None:
        if not self._disk_is_closed:
            self._disk.run(job, self._after_job)

    @property
    def _disk_is_closed(self) -> bool:
        return self._closed is not None and self._when_idle is None

    def _after_job(self, result: object) -> None:
        if isinstance(result, Failure):
            if isinstance(result.value, OSError):
                cause = result.value.strerror or result.value
                self.problem.emit(f"What is noted about a poem could not be written to {self._folder}: {cause}.")
            else:
                result.raiseException()

    def _note_idle(self) -> None:
        if self._when_idle is not None and not self.running:
            idle, self._when_idle = self._when_idle, None
            idle.callback(None)
