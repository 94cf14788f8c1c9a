"""One host of a file and its version, and the connections that are in it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from typing import Any

from attrs import evolve

from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.live.end_details import sentence_of_end
from poetrygui.hosts.live.running_call import NOBODYS, SIZE, RunningCall
from poetrygui.hosts.live.seat import Seat
from poetrygui.hosts.live.shared_pages import shareable
from poetrygui.hosts.live.stack_apart import StackApart
from poetrygui.hosts.messages import Message

MOST_WITH_PAGES = 64
"""Connections of a host that share memory with it: further ones would have the system hold a mebibyte for each."""
MOST_BEGINNING = 4
"""Connections that begin anew in one turn, where the host of more has ended for another one."""
_MOST_OPENING = 16  # connections that are on their way to it: the system lets no more descriptors be than it likes

StartHost = Callable[[Callable[[Message], None], Callable[[HostEnd], None], Callable[[bytes], None], int | None], Host]
"""Starts a host: who hears what it says, how it ended, and what it prints; and what it gets a copy of."""


class SharedHost:
    """A host in which every connection of one file and version is, and which is watched while it owes any an answer.

    Where it ends, the connection is told whose call was running, and the others that they are innocent; where no call
    was, all are, but for one alone that the system did not end.
    """

    def __init__(self, reactor: Any, start: StartHost, on_change: Callable[[SharedHost], None]) -> None:
        """Have ``start`` start it; ``on_change`` hears when it is empty, or has ended. Raises OSError."""
        self.is_over = False
        """Whether no further connection can be in it."""
        self._has_ended = False
        self._reactor = reactor
        self._on_change = on_change
        self.lines = StackApart(bool)
        """Puts together what it prints."""
        self._seats: dict[int, Seat] = {}
        self._waiting: deque[tuple[Seat, dict[str, Any]]] = deque()  # for it to be ready, and for those before
        self._owing: set[Seat | None] = {None}  # None: it loads its file
        self._opening: set[Seat] = set()
        self._blamed = NOBODYS
        descriptor = shareable(SIZE)
        try:
            self._running = RunningCall(descriptor)
            self._host = start(self._heard, self._ended, self.lines.feed, descriptor)
        finally:
            if descriptor is not None:
                os.close(descriptor)

    @property
    def process(self) -> Host:
        """Its process."""
        return self._host

    @property
    def is_empty(self) -> bool:
        """Whether no connection is in it."""
        return not self._seats

    def seat(
        self,
        told: dict[str, Any],
        on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
        number: int,
    ) -> Seat:
        """Take in a connection, of which so much is ``told``, with a ``number`` that no other one has or had.

        ``on_message`` hears what is said of it, ``on_end`` how the host ended. Raises OSError.
        """
        shares = len(self._seats) < MOST_WITH_PAGES
        seat = Seat(self._reactor, self, number, on_message, on_end, shares=shares)
        self._seats[number] = seat
        self._waiting.append((seat, told))
        self.owes(seat)
        self._open_some()
        return seat

    def leave(self) -> None:
        """Let it go, which has nothing more to do."""
        self.is_over = True
        self._host.line.transport.loseConnection()

    # What its connections say

    def opened(self, seat: Seat) -> None:
        """Take notice that it has taken a connection in."""
        self._opening.discard(seat)
        self._open_some()

    def owes(self, seat: Seat) -> None:
        """Watch it: a connection waits for an answer."""
        if not self._owing and not self._has_ended:
            self._host.asked()
        self._owing.add(seat)

    def paid(self, seat: Seat | None) -> None:
        """Watch it no more, where no other connection waits."""
        self._owing.discard(seat)
        if not self._owing:
            self._host.answered()

    def gets_on(self) -> None:
        """Take notice of a sign of life."""
        self._host.gets_on()

    def hear_prints(self) -> None:
        """Hear what is printed by now, and take it for whole."""
        self._host.hear_prints()
        self.lines.end()

    def end_for(self, seat: Seat, problem: str) -> None:
        """End it for what it has said on a connection."""
        # Whose call is made may say it on any of the lines.
        self._blamed = self._blamed or self._running.number or seat.number
        self._host.stop(problem)

    def left(self, seat: Seat) -> None:
        """Let a connection go."""
        self._seats.pop(seat.number, None)
        self._opening.discard(seat)
        if seat in self._owing:
            # What it is doing is nobody's any more, and may never end.
            self.is_over = True
            self.paid(seat)
        self._open_some()
        if not self._seats:
            self._on_change(self)

    # What it says itself

    def _heard(self, message: Message) -> None:
        if message == {"loaded": True}:
            self.paid(None)
            self._open_some()
        elif isinstance(message, dict) and "problem" in message:
            self.is_over = True
            for seat in tuple(self._seats.values()):
                seat.tell(message)
        else:
            self._host.stop("its process sent garbage (what no host says)")

    def _open_some(self) -> None:
        line = self._host.line
        while self._waiting and len(self._opening) < _MOST_OPENING and None not in self._owing:
            seat, told = self._waiting.popleft()
            if seat.to_hand and line.transport.connected:
                self._opening.add(seat)
                told = {**told, "connect": seat.number, "descriptors": len(seat.to_hand)}
                line.say_with(told, seat.to_hand)

    def _ended(self, end: HostEnd) -> None:
        self.is_over = True
        seats, self._seats = [*self._seats.values()], {}
        # Whoever was running has nothing to do with the end of what they all come from.
        blamed = NOBODYS if end.is_orphan else self._blamed or self._running.number
        self._running.close()
        # Whatever loads it is to blame, and one alone that nobody else has ended.
        are_known = None in self._owing or (not blamed and len(seats) == 1 and not end.is_killed)
        are_known = are_known and not end.is_orphan
        innocent = [] if are_known else [each for each in seats if each.number != blamed]
        # That all have gone is said once, and not by each.
        is_news = bool(innocent or end.stack) and not end.is_orphan
        self.lines.host_ended(end.problem if is_news else "", is_told=len(innocent) < len(seats))
        why = "another connection of its file has ended the process of both" if blamed else "in no connection's call"
        theirs = evolve(end, problem=f"{why}: {sentence_of_end(end)}", is_others=True, output="")
        self._has_ended = True
        for seat in seats:
            if seat not in innocent:
                seat.ended(end)
        self._tell_some(deque(innocent), theirs)
        self._on_change(self)

    def _tell_some(self, innocent: deque[Seat], end: HostEnd) -> None:
        # Each of them begins anew, and there is more to do in the program than that.
        for _ in range(min(MOST_BEGINNING, len(innocent))):
            innocent.popleft().ended(end)
        if innocent:
            self._reactor.callLater(0, self._tell_some, innocent, end)
