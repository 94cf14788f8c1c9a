"""Replays of recordings on disk: each take has a folder for what is delivered, on the wire of the recording."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from twisted.internet.protocol import Protocol

from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.files.disk import Disk
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.recordings.hosted_take import HostedTake, PlayedElsewhere
from poetrygui.recordings.kept_tape import KeptTape
from poetrygui.recordings.replay import Replay
from poetrygui.recordings.same_wire import SameWire
from poetrygui.recordings.take import Take
from poetrygui.recordings.virtual_time import VirtualReactor


class RecordedReplay:
    """Plays one recording through one protocol, as often as it is wound back."""

    def __init__(
        self,
        source: Path,
        info: PoemInfo,
        protocol: type[Protocol] | PlayedElsewhere,
        output: Path,
        kept: PoemInfo,
    ) -> None:
        """Play the recording in the folder ``source``, of which ``info`` is noted by now, to ``protocol``.

        What is delivered lies in folders of ``output``, with ``kept`` noted of it. Raises OSError and
        DamagedInfoError.
        """
        self._tape = KeptTape(Recording.existing(source), times_from_zero=True)
        self._info = info
        self._protocol = protocol
        self._output = output
        self._kept = kept

    def replay(
        self,
        reactor: Any,
        disk: Disk,
        on_change: Callable[[], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> Replay:
        """Return what plays it, in pause at the beginning.

        ``reactor``, ``disk``, ``on_change`` and ``clock`` are what :class:`Replay` takes.
        """
        length = self._tape.duration, self._tape.timed_size
        return Replay(reactor, lambda: self._take(disk), length, disk=disk, on_change=on_change, clock=clock)

    def _take(self, disk: Disk) -> Take | HostedTake:
        output, protocol = self._output / uuid.uuid4().hex, self._protocol
        if isinstance(protocol, PlayedElsewhere):
            return HostedTake(self._tape.folder, protocol, output, self._kept, disk)

        def keep(reactor: VirtualReactor) -> SameWire:
            return SameWire(output, self._tape, self._kept, reactor, disk)

        return Take(self._tape, self._info, lambda: PoemFactory(protocol), keep)
