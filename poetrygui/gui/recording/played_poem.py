"""A poem that a recording is played to: it grows and ends as others do, and is gone when its tab is closed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from twisted.internet.protocol import Protocol

from poetrygui.core import poems
from poetrygui.core.files.disk import Disk
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Ended, Receiving, WhatIsKept
from poetrygui.recordings.hosted_take import PlayedElsewhere
from poetrygui.recordings.recorded_replay import RecordedReplay
from poetrygui.recordings.replay import Replay


@frozen
class BeingPlayed(Receiving):
    """A recording is played, or stands still. ``word`` says so in a word."""

    word: str = "Replay"


class PlayedPoem(KeptPoem):
    """Stands as a replay does; its folder is that of the recording, and what is delivered lies elsewhere."""

    replay: Replay

    def __init__(self, info: poems.PoemInfo, folder: Path) -> None:
        """Describe what ``info`` tells of the recording in ``folder``; :meth:`begin` is to be called at once."""
        self._noted = info
        # No server's: what is played is not the newest that came from it.
        info = evolve(info, name=f"Replay of {info.name or info.address}", server_id="", ended=None)
        super().__init__(info, folder, BeingPlayed())
        self.kept_info = evolve(info, kept=WhatIsKept.ARRIVALS)
        """What is noted of what is delivered: bytes that were sent stay in the recording alone."""

    def begin(
        self,
        protocol: type[Protocol] | PlayedElsewhere,
        output: Path,
        reactor: Any,
        disk: Disk,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Have ``replay`` play it to ``protocol`` in turns of ``reactor``, in pause at the beginning.

        What is delivered lies in folders of ``output``, and ``disk`` writes it. ``clock`` tells seconds that never
        jump. Raises OSError and DamagedInfoError.
        """
        recorded = RecordedReplay(self.directory, self._noted, protocol, output, self.kept_info)
        self.replay = recorded.replay(reactor, disk, self.show, clock)
        self.show()

    @property
    def is_kept(self) -> bool:
        """Nothing of it is: the recording is."""
        return False

    @property
    def is_being_made(self) -> bool:
        """Whether the replay has not ended, though it may stand still."""
        return not isinstance(self.state, Ended)

    def stop_making(self, reason: str) -> None:
        """End the replay where it is, for that ``reason``."""
        self.replay.stop(reason)

    def show(self) -> None:
        """Stand as the replay does now."""
        if self.store is not self.replay.take.store:
            self.store = self.replay.take.store
            self.loaded.tell()
        state = self.replay.state
        if not isinstance(state, Ended):
            self.info = evolve(self.info, ended=None)
            state = BeingPlayed(state.bytes, state.frames)
        self.take_state(state)

    def discard(self) -> None:
        """End the replay, and remove what was delivered."""
        self.replay.close()
