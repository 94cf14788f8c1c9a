"""Why protocols cannot send a frame, asked of hosts before anything connects, while somebody types."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any, TypeAlias

from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.live.facts import LARGEST_ASKED, TELLER
from poetrygui.hosts.messages import Message
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol

TellRefusal: TypeAlias = "Callable[[str], object]"

_LONGEST = 4 * 1024


class Refusals:
    """Keeps one host for the protocol and options that were asked about last. What is asked anew replaces the rest."""

    def __init__(self, warm: Callable[[], WarmProcess | None], allowed: Callable[[PinnedProtocol], Allowed]) -> None:
        """Have hosts forked from what ``warm`` returns; each may do what is ``allowed``."""
        self._warm = warm
        self._allowed = allowed
        self._asked: _AskedProtocol | None = None

    def ask(self, pinned: PinnedProtocol, frame: bytes, told: TellRefusal) -> None:
        """Have ``told`` called, once and later, with why the ``pinned`` protocol cannot send a frame.

        With nothing where it can, or where that is not known: one that hangs or leaves is not refused. Where something
        else is asked before, it is not called.
        """
        asked = self._asked
        if asked is None or asked.is_over or asked.pinned != pinned:
            self.close()
            warm = self._warm()
            assert warm is not None
            asked = self._asked = _AskedProtocol(pinned, warm, self._allowed(pinned))
        asked.ask(frame, told)

    def close(self) -> None:
        """Ask no more, and tell nothing more."""
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.close()


class _AskedProtocol:
    """One host, which is asked one thing after another."""

    def __init__(self, pinned: PinnedProtocol, warm: WarmProcess, allowed: Allowed) -> None:
        self.pinned = pinned
        self.is_over = False
        self._is_ready = False
        self._answers = 0  # that are still to come
        self._waiting: tuple[bytes, TellRefusal] | None = None
        told: dict[str, Any] = {"protocol": pinned.as_json()}
        self._host: Host = warm.run(f"{TELLER}:run", told, self._heard, self._ended, allowed=allowed)

    def ask(self, frame: bytes, told: TellRefusal) -> None:
        self._waiting = frame, told
        if self._is_ready:
            self._send()

    def close(self) -> None:
        self.is_over, self._waiting = True, None
        self._host.stop()

    def _send(self) -> None:
        if self._waiting is not None:
            self._answers += 1
            self._host.send({"frame": b64encode(self._waiting[0][:LARGEST_ASKED]).decode()})

    def _heard(self, message: Message) -> None:
        if not isinstance(message, dict) or self.is_over:
            return
        if "refusal" in message:
            self._answers -= 1
            if not self._answers:
                self._tell(str(message["refusal"])[:_LONGEST])
        elif not self._is_ready:
            self._is_ready = True
            if "problem" in message:
                self._tell("")
            else:
                self._send()

    def _ended(self, _end: HostEnd) -> None:
        self.is_over = True
        self._tell("")

    def _tell(self, refusal: str) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting[1](refusal)
