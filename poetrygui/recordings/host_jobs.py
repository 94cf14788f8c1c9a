"""Running a job in a host: what a warm process imports, and calls in the process that it has forked."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from typing import Any

from twisted.internet.main import installReactor

from poetrygui.core.guard.kept_running import KeptRunning
from poetrygui.errors import PoetryError
from poetrygui.hosts.channel import Channel
from poetrygui.hosts.live.said_at_last import say_at_last
from poetrygui.hosts.messages import DONE, WAITS
from poetrygui.recordings.jobs import JOBS
from poetrygui.recordings.virtual_time import PlayedReactor

_NICE = 10
"""By how much a job stands back for others that was asked to take little of a processor."""


def run(channel: Channel, told: Mapping[str, Any]) -> None:
    """Do the job that is told, with its arguments, and say over ``channel`` what it says.

    The reactor of this process is that of the recording.
    """
    reactor: Any = PlayedReactor()
    installReactor(reactor)
    KeptRunning(reactor)
    say_at_last(tuple)
    if "most_seconds" in told["arguments"]:
        os.nice(_NICE)
    try:
        steps, answer = JOBS[told["job"]](told["arguments"]), None
        with contextlib.suppress(StopIteration):
            while True:
                message, answer = steps.send(answer), None
                if message is None:
                    channel.gets_on()
                    continue
                channel.send(message)
                if message == WAITS:
                    answer = channel.receive()
    except (PoetryError, OSError) as error:
        channel.send({"problem": str(error)})
    channel.send(DONE)
