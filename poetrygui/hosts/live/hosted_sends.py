"""What is sent by a protocol in a host: frames that it encodes there, and bytes between them, each in its turn."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from attrs import define, field

from poetrygui.core.fetching.unseen import UnseenWire
from poetrygui.hosts.live.hosted_calls import LARGEST
from poetrygui.hosts.messages import Message

MOST_KEPT = 256 * 1024
"""Bytes that are kept of what was sent, to have it sent once more in another host."""
_BESIDE_EACH = 200


@define
class _Written:
    """How many bytes went to the server, so that those that are made once more do not go there again."""

    size: int = 0
    repeated: int = 0

    def begin_again(self) -> None:
        """Expect all of them once more."""
        self.repeated = self.size

    def new_of(self, data: bytes) -> bytes:
        """Return what of these bytes is no repetition."""
        rest = data[self.repeated :]
        self.repeated -= len(data) - len(rest)
        self.size += len(rest)
        return rest


@define(eq=False)
class _Asked:
    """One that is to be sent: what goes and ``how``, whether it is secret, and who hears what comes of it.

    What is no frame and what is secret counts by itself, since it is not sent once more when it has gone.
    """

    how: str
    data: bytes = field(repr=False)
    is_secret: bool
    told: Callable[[str], object] | None
    written: _Written
    has_gone: bool = False

    @property
    def is_apart(self) -> bool:
        """Whether it counts by itself."""
        return self.is_secret or self.how == "raw"


class HostedSends:
    """Has a host send, and writes what that makes of it."""

    def __init__(
        self,
        say: Callable[[Message], None],
        write: Callable[[bytes], object],
        refused: Callable[[str], object],
        unseen: UnseenWire | None,
        note: Callable[[Callable[[], object]], object],
    ) -> None:
        """Say to the host by ``say`` what it is to send, and ``write`` what it does.

        ``refused`` gets the sentence for a frame that it cannot carry; ``unseen`` tells which one is secret. ``note``
        takes what another host is to hear again.
        """
        self.is_direct = True
        """Whether what goes beside the protocol may go past its host."""
        self.is_kept = True
        """Whether all that was sent can be sent once more."""
        self._say = say
        self._write = write
        self._refused = refused
        self._unseen = unseen
        self._note = note
        self._kept = 0
        self._written = _Written()
        self._waiting: deque[_Asked] = deque()  # what is with the host
        self._later: deque[_Asked] | None = None  # for it to have heard again what was before
        self._is_at_first = False

    def frame(self, frame: bytes, told: Callable[[str], object] | None = None) -> None:
        """Have a frame encoded and sent; ``told`` hears that it has gone, or why not, in the place of ``refused``."""
        self._ask("send", frame, told)

    def raw(self, data: bytes) -> None:
        """Send bytes as they are, behind the frames that are with the host."""
        if self._waiting or self._later or not self.is_direct:
            self._ask("raw", data, None)
        else:
            self._write(data)

    def written(self, data: bytes) -> None:
        """Write what the protocol has written; what it makes of a secret is one, too."""
        first = self._waiting[0] if self._is_at_first else None
        new = (self._written if first is None else first.written).new_of(data)
        if new:
            is_secret = first is not None and first.is_secret
            with self._unseen.secret() if is_secret and self._unseen is not None else contextlib.nullcontext():
                self._write(new)

    def heard(self, message: Mapping[str, Any]) -> None:
        """Hear how far the host is. Raises ValueError for what cannot be."""
        if not self._waiting or self._is_at_first is not ("sent" in message):
            raise ValueError("something is sent that was not asked for")
        self._is_at_first = not self._is_at_first
        if not self._is_at_first:
            asked, refusal = self._waiting.popleft(), str(message["sent"])[:LARGEST]
            if not asked.has_gone:
                self._has_gone(asked, refusal)

    def begin_again(self, say: Callable[[Message], None]) -> None:
        """Say it to another host, which hears again what was before: what it writes of that is let go."""
        self._say = say
        self._written.begin_again()
        self._waiting.clear()
        self._later = deque()
        self._is_at_first = False

    def go_on(self) -> None:
        """Have sent what came meanwhile: the host has heard all that was before."""
        later, self._later = self._later or (), None
        for asked in later:
            self._hand(asked)

    def _has_gone(self, asked: _Asked, refusal: str) -> None:
        asked.has_gone = True
        if asked.is_apart:
            asked.data = b""
        if asked.told is not None:
            asked.told(refusal)
        elif refusal:
            self._refused(refusal)

    def _ask(self, how: str, data: bytes, told: Callable[[str], object] | None) -> None:
        is_secret = self._unseen is not None and self._unseen.is_secret
        written = _Written() if is_secret or how == "raw" else self._written
        asked = _Asked(how, data, is_secret, told, written)
        if self._later is not None:
            self._later.append(asked)
        else:
            self._hand(asked)

    def _hand(self, asked: _Asked) -> None:
        if self.is_kept:
            self._kept += len(asked.data) + _BESIDE_EACH
            self.is_kept = self._kept <= MOST_KEPT
            self._note(partial(self._repeat, asked))
        self._tell(asked)

    def _repeat(self, asked: _Asked) -> None:
        if asked.is_apart and asked.has_gone:
            return
        self._note(partial(self._repeat, asked))
        if asked.is_apart:
            asked.written.begin_again()
        self._tell(asked)

    def _tell(self, asked: _Asked) -> None:
        self._waiting.append(asked)
        self._say({asked.how: len(asked.data)})
        for start in range(0, len(asked.data), LARGEST):
            self._say(asked.data[start : start + LARGEST])
