"""The real window, good streams in it, and hostile files that come to them: what becomes of all."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred

from poetrygui import hosts, recordings
from poetrygui.core.outcomes import Ended, Receiving
from poetrygui.core.servers.server_book import Server
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.host import HostEnd
from poetrygui.recordings.allowed import files_beside
from tests.hostile.hostile import Hostile
from tests.hostile.sender import LAST

GOOD = """
from poetrygui.api import PoemProtocol
class Good(PoemProtocol):
    held = b""
    def dataReceived(self, data):
        *lines, self.held = (self.held + data).split(b"\\n")
        self.deliver_many(lines)
"""
CHECK = "poetrygui.recordings.host_check"
_LONGEST = 90.0  # seconds for which anything is waited for
_SETTLING = 0.3

Found = dict[str, Any]


class Stage:
    """Puts files into the profile of a ``window``, has them receive, and looks at what comes of it."""

    def __init__(self, window: Any, ports: Sequence[int]) -> None:
        """Receive from the two ``ports`` of a sender."""
        self._window = window
        self._work = window.workspace
        self._good_port, self._provoking_port = ports
        self._good: list[Server] = []
        self.found: dict[str, Found] = {}
        """What became of each hostile file, by its name."""

    def put(self, name: str, source: str) -> Path:
        """Put a file there that its user trusts."""
        registry = self._window.protocols.registry
        folder = Path(registry.folder)
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"{name}.py"
        path.write_text(source, "utf-8")
        path.chmod(0o600)
        registry.scan()
        registry.trust(registry.entry(name))
        return path

    async def begin(self, count: int) -> None:
        """Have so many good streams receive by a user's own protocol, and one by a shipped one."""
        self.put("good", GOOD)
        address = f"127.0.0.1:{self._good_port}"
        self._good = [Server(f"good {number}", address, "good") for number in range(count)]
        self._good.append(Server("shipped", address, "lines"))
        self._work.fetch([*self._good])
        await self.until(lambda: all(self._frames(each.name) for each in self._good))

    async def meet(self, hostile: Hostile) -> None:
        """Have one hostile file do its worst, and note how that ended."""
        path = self.put(hostile.file, hostile.source)
        begun = time.monotonic()
        if hostile.act == "check":
            self.found[hostile.name] = await self._checked(path)
        else:
            self._work.fetch([Server(hostile.name, f"127.0.0.1:{self._provoking_port}", hostile.file)])
            if hostile.act == "send":
                await self.until(lambda: self._has_ended(hostile.name) or self._frames(hostile.name) > 0)
                self._send(hostile.name)
            if hostile.act == "stop":
                await self.sleep(1.5)
                self._work.library.stop(self._poem(hostile.name))
            await self.until(lambda: self._has_ended(hostile.name))
            state = self._state(hostile.name)
            self.found[hostile.name] = {
                "outcome": str(getattr(state, "outcome", "")),
                "reason": str(getattr(state, "reason", "")),
            }
            if hostile.act == "fields":
                await self._fields(hostile)
        self.found[hostile.name]["seconds"] = time.monotonic() - begun

    async def end(self) -> dict[str, int]:
        """Wait for the good ones, once their server has ended them; return how many lines each of them lost."""
        await self.until(lambda: all(self._has_ended(each.name) for each in self._good))
        return {each.name: self._lost(each.name) for each in self._good}

    def _lost(self, name: str) -> int:
        poem = self._poem(name)
        lines = poem.store.read(0, poem.store.size).splitlines()
        expected = [b"%d" % number for number in range(len(lines) - 1)] + [LAST.strip()]
        is_whole = str(poem.state.outcome) == "complete"
        return sum(one != other for one, other in zip(lines, expected, strict=True)) if is_whole else len(lines) + 1

    # What is asked of one beside its stream

    def _send(self, name: str) -> None:
        poem = self._poem(name)
        if isinstance(poem.state, Receiving) and poem.fetch is not None:
            try:
                poem.fetch.send(b"x", told=lambda _: None)
            except Exception as error:  # noqa: BLE001 - what a window says in a sentence
                self.found.setdefault(name, {})["refused"] = str(error)

    async def _fields(self, hostile: Hostile) -> None:
        poem = self._poem(hostile.name)
        recording = None if poem.store is None else poem.store.recording
        if recording is None:
            return
        jobs = self._work.hosts.jobs
        fields: Any = recordings.HostedFields(jobs.recorded(recording), jobs.start)
        fields.want([(0, b"one")])
        await self.until(lambda: fields.known(0) is not None)
        self.found[hostile.name]["reason"] += f"; fields: {fields.problem or 'told'}"[:200]
        fields.close()

    async def _checked(self, path: Path) -> Found:
        ends: list[HostEnd] = []
        messages: list[Any] = []
        warm = hosts.WarmProcess(self._work.library.reactor, [CHECK])
        told = {"path": str(path), "sha256": "", "options": {}}
        allowed = Allowed(read=tuple(files_beside(path)))
        warm.run(f"{CHECK}:run", told, messages.append, ends.append, allowed=allowed)
        await self.until(lambda: bool(ends))
        warm.close()
        return {"outcome": "", "reason": ends[0].problem or str(messages)[:200]}

    # What is seen

    def _poem(self, name: str) -> Any:
        found = [tab.poem for tab in self._work.tabs.tabs() if tab.poem.info.name == name]
        return found[-1] if found else None

    def _state(self, name: str) -> Any:
        poem = self._poem(name)
        return None if poem is None else poem.state

    def _has_ended(self, name: str) -> bool:
        return isinstance(self._state(name), Ended)

    def _frames(self, name: str) -> int:
        return int(getattr(self._state(name), "frames", 0))

    def sleep(self, seconds: float) -> Deferred[None]:
        """Let the window work for so long."""
        done: Deferred[None] = Deferred()
        self._work.library.reactor.callLater(seconds, done.callback, None)
        return done

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something has come about, or for as long as anything is waited for."""
        end = time.monotonic() + _LONGEST
        while not condition() and time.monotonic() < end:
            await self.sleep(0.01)

    async def settle(self) -> None:
        """Let what is on its way come."""
        await self.sleep(_SETTLING)
