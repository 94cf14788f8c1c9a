"""Finding out which framing a recording has, or a server that is listened to for a moment: asked and told once."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from poetrygui.core.questions.asking import Asker
from poetrygui.errors import PoetryError
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.guess import Fit, ranked
from poetrygui.recordings.listed_recordings import list_recordings
from poetrygui.recordings.listening import record_beginning
from poetrygui.recordings.workers import RunningJob

SECONDS = 3.0
"""For so long a server is listened to, or until enough has come."""

NOTHING_FITS = "Nothing came that could be cut into frames."


@frozen
class Guessed:
    """Which protocols fit, the best first; or in ``problem`` a sentence on why nobody knows."""

    fits: Sequence[Fit] = ()
    problem: str = ""


def candidates(registry: ProtocolRegistry) -> list[dict[str, Any]]:
    """Return the protocols of ``registry`` that can be tried, as the job ``guess`` takes them."""
    found = []
    for entry in registry.entries:
        # One that cannot run, or needs options that nobody has given, is no answer.
        with contextlib.suppress(PoetryError):
            if entry.is_usable and not entry.is_helper:
                found.append(pin(registry, entry.name, {}).as_json())
    return found


def newest_of(address: str, *places: Path) -> Path | None:
    """Return the folder of the newest recording of that address in which anything came; None where there is none.

    ``places`` are the folders in which recordings are kept. It may take its time. Raises nothing.
    """
    listed = list_recordings(*places)
    return next((each.folder for each in reversed(listed) if each.info.address == address and each.size), None)


class Guessing:
    """Tries ``protocols``, as :func:`candidates` gives them; ``on_end`` is told once what came of it."""

    def __init__(
        self,
        start: Callable[..., RunningJob],
        protocols: Sequence[Mapping[str, Any]],
        on_end: Callable[[Guessed], object],
    ) -> None:
        """Begin nothing yet; ``start`` starts jobs, as :meth:`Workers.start` does."""
        self._start = start
        self._protocols = protocols
        self._on_end = on_end
        self._job: RunningJob | None = None
        self._listening: Deferred[None] | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._fits: list[Fit] = []
        self._problem = ""
        self._is_over = False

    def try_on(self, folder: Path) -> None:
        """Try them on the recording in ``folder``."""
        if not self._is_over:
            arguments = {"recording": str(folder), "protocols": list(self._protocols)}
            self._job = self._start("guess", arguments, self._hear, self._job_ended)

    def listen(
        self,
        reactor: Any,
        address: str,
        options: Mapping[str, str],
        seconds: float = SECONDS,
        *,
        asker: Asker | None = None,
    ) -> None:
        """Listen to ``address``, with these options of its transport, for so many seconds; then try them on that.

        What the way there has to ask, the ``asker`` asks. Raises AddressError.
        """
        self._scratch = tempfile.TemporaryDirectory(prefix="poem-", ignore_cleanup_errors=True)
        folder = Path(self._scratch.name) / "recording"
        self._listening = record_beginning(reactor, address, folder, seconds, options, asker=asker)
        self._listening.addCallbacks(lambda _: self.try_on(folder), self._heard_nothing)

    def stop(self) -> None:
        """End it, and tell nothing."""
        self._on_end = lambda _: None
        if self._listening is not None:
            self._listening.cancel()
        if self._job is not None and not self._is_over:
            self._job.stop()
        self._end("")

    def _heard_nothing(self, failure: Failure) -> None:
        self._end(str(failure.value))

    def _hear(self, message: Message) -> None:
        if isinstance(message, dict) and "fit" in message:
            self._fits.append(Fit.of_json(message["fit"]))
        elif isinstance(message, dict) and "problem" in message:
            self._problem = str(message["problem"])

    def _job_ended(self, end: HostEnd) -> None:
        self._end(self._problem or end.problem)

    def _end(self, problem: str) -> None:
        if self._is_over:
            return
        self._is_over = True
        if self._scratch is not None:
            self._scratch.cleanup()
        fits = ranked(self._fits)
        self._on_end(Guessed((), problem) if problem else Guessed(fits, "" if fits else NOTHING_FITS))
