"""A connection's place in a host, which many share: a line of its own there, and what is owed by it."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Callable
from typing import Any
from typing import Protocol as StructuralType

from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.line import Line, adopt
from poetrygui.hosts.live.shared_pages import SharedPages, shareable
from poetrygui.hosts.messages import GarbageError, Message, MessageReader


class Hosting(StructuralType):
    """The host, as those see it who are in it."""

    @property
    def process(self) -> Host:
        """Its process."""

    def opened(self, seat: Seat) -> None:
        """Hear that it has taken a connection in."""

    def owes(self, seat: Seat) -> None:
        """Hear that a connection waits for an answer."""

    def paid(self, seat: Seat) -> None:
        """Hear that it does not, or not any more."""

    def gets_on(self) -> None:
        """Hear of a sign of life."""

    def hear_prints(self) -> None:
        """Hear what is printed by now."""

    def end_for(self, seat: Seat, problem: str) -> None:
        """End it for what it did on a connection."""

    def left(self, seat: Seat) -> None:
        """Hear that a connection is not in it any more."""


class Seat:
    """One connection in a host, with its ``number`` there. ``on_message`` hears what it says, ``on_end`` of its end.

    What the two sides of it say goes by its own line, so that one that has to wait keeps no other waiting.
    """

    def __init__(
        self,
        reactor: Any,
        host: Hosting,
        number: int,
        on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
        *,
        shares: bool,
    ) -> None:
        """Begin with what is to be handed to ``host``; if it ``shares``, there are pages of memory that both see.

        ``reactor`` reads its line, and ``number``, ``on_message`` and ``on_end`` are as above. Raises OSError where the
        system has no more descriptors.
        """
        self.number = number
        self.pages: SharedPages | None = None
        """What both see, if there is such memory."""
        self._host = host
        self._on_message = on_message
        self._on_end = on_end
        self._reader = MessageReader()
        self._asked = 1  # to take the connection in
        self._answered = 0
        self._is_held = False
        self._is_over = False
        ours, theirs = socket.socketpair()
        self._to_hand: tuple[int, ...] = (theirs.detach(),)
        pages = shareable() if shares else None
        if pages is not None:
            self._to_hand += (pages,)
            self.pages = SharedPages(pages)
        self.line = Line(self._heard, self._silent)
        adopt(reactor, ours, self.line)
        ours.close()

    @property
    def process(self) -> Host:
        """The process that it is in."""
        return self._host.process

    @property
    def to_hand(self) -> tuple[int, ...]:
        """The descriptors that go to the host: the other end of the line, and that of the memory, if there is some."""
        return self._to_hand

    def send(self, message: Message) -> None:
        """Send a message, to which an answer is owed."""
        self._asked += 1
        self.line.say(message)
        self._note_debt()

    def answered(self, count: int) -> None:
        """Take notice that so many messages are answered of those that were sent, or to which it was asked."""
        # No more than was asked: what it is asked later is another matter.
        self._answered = max(self._answered, min(count, self._asked))
        if self._answered >= self._asked:
            self._host.paid(self)

    def hold_back(self) -> None:
        """Hear nothing of it; as long as it cannot say how it gets on, it owes nothing."""
        self._is_held = True
        self.line.transport.pauseProducing()
        self._host.paid(self)

    def hear_again(self) -> None:
        """Hear it again."""
        self._is_held = False
        self.line.transport.resumeProducing()
        self._note_debt()

    def stop(self, problem: str) -> None:
        """End the host, which has said on this line what cannot be."""
        self._host.end_for(self, problem)

    def leave(self) -> None:
        """Let the connection be over: nothing more is heard of it, whatever it is doing."""
        if not self._is_over:
            self._is_over = True
            self._close()
            self._host.left(self)

    def tell(self, message: Message) -> None:
        """Pass on what its host says of all of them."""
        self._on_message(message)

    def ended(self, end: HostEnd) -> None:
        """Take notice that the host has ended."""
        if not self._is_over:
            self._is_over = True
            self._close()
            self._on_end(end)

    def _note_debt(self) -> None:
        if self._asked > self._answered and not self._is_held and not self._is_over:
            self._host.owes(self)

    def _close(self) -> None:
        self._let_go()
        self.line.transport.abortConnection()

    def _let_go(self) -> None:
        handed, self._to_hand = self._to_hand, ()
        for each in handed:
            with contextlib.suppress(OSError):
                os.close(each)

    # What comes from it

    def _heard(self, data: bytes) -> None:
        if self._is_over:
            return
        try:
            messages = self._reader.feed(data)
        except GarbageError as error:
            self.stop(f"its process sent garbage ({error})")
            return
        if self._to_hand:
            self._let_go()
            self._host.opened(self)
        self._host.gets_on()
        for message in messages:
            if isinstance(message, dict) and "verdict" in message:
                self._host.hear_prints()
                # Nothing more is asked of it.
                self._answered = sys.maxsize
                self._host.paid(self)
            self._on_message(message)

    def _silent(self) -> None:
        # It is so when it has said how the connection ended, or its process has. Else that is what is waited for.
        self._asked += 1
        self._note_debt()
