"""A host of a test, and all that is heard of it."""

from __future__ import annotations

from typing import Any

from poetrygui.hosts.confinement.allowed import NOTHING, Allowed
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.hosts.warm import WarmProcess

JOBS = "tests.hosts.jobs"


class Heard:
    """One host, and all that is heard of it."""

    def __init__(
        self,
        warm: WarmProcess,
        job: str,
        limit: float = 30.0,
        allowed: Allowed = NOTHING,
        *,
        lasts: bool = False,
        **arguments: Any,
    ) -> None:
        self.messages: list[Message] = []
        self.ends: list[HostEnd] = []
        told = f"{JOBS}:{job}", arguments, self.messages.append, self.ends.append, limit
        self.host: Host = warm.run(*told, allowed=allowed, lasts=lasts)
