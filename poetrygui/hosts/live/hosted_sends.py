"""What is sent by a protocol in a host: frames that it encodes there, and bytes between them, each in its turn."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from poetrygui.core.fetching.unseen import UnseenWire
from poetrygui.hosts.live.hosted_calls import LARGEST
from poetrygui.hosts.messages import Message


class _Asked(NamedTuple):
    """One that is with the host: whether it is secret, and who hears what comes of it."""

    is_secret: bool
    told: Callable[[str], object] | None


class HostedSends:
    """Has a host send, and writes what that makes of it."""

    def __init__(
        self,
        say: Callable[[Message], None],
        write: Callable[[bytes], object],
        refused: Callable[[str], object],
        unseen: UnseenWire | None,
    ) -> None:
        """Say to the host by ``say`` what it is to send, and ``write`` what it does.

        ``refused`` gets the sentence for a frame that it cannot carry; ``unseen`` tells which one is secret.
        """
        self._say = say
        self._write = write
        self._refused = refused
        self._unseen = unseen
        self._waiting: deque[_Asked] = deque()  # what is with the host
        self._is_at_first = False

    def frame(self, frame: bytes, told: Callable[[str], object] | None = None) -> None:
        """Have a frame encoded and sent; ``told`` hears that it has gone, or why not, in the place of ``refused``."""
        self._ask("send", frame, told)

    def raw(self, data: bytes) -> None:
        """Send bytes as they are, behind the frames that are with the host."""
        if self._waiting:
            self._ask("raw", data, None)
        else:
            self._write(data)

    def written(self, data: bytes) -> None:
        """Write what the protocol has written; what it makes of a secret is one, too."""
        is_secret = self._is_at_first and self._waiting[0].is_secret
        with self._unseen.secret() if is_secret and self._unseen is not None else contextlib.nullcontext():
            self._write(data)

    def heard(self, message: Mapping[str, Any]) -> None:
        """Hear how far the host is. Raises ValueError for what cannot be."""
        if not self._waiting or self._is_at_first is not ("sent" in message):
            raise ValueError("something is sent that was not asked for")
        self._is_at_first = not self._is_at_first
        if not self._is_at_first:
            told, refusal = self._waiting.popleft().told, str(message["sent"])[:LARGEST]
            if told is not None:
                told(refusal)
            elif refusal:
                self._refused(refusal)

    def _ask(self, how: str, data: bytes, told: Callable[[str], object] | None) -> None:
        self._waiting.append(_Asked(self._unseen is not None and self._unseen.is_secret, told))
        self._say({how: len(data)})
        for start in range(0, len(data), LARGEST):
            self._say(data[start : start + LARGEST])
