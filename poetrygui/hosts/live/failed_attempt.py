"""That a connection did not come about, told to the factory of the protocol's author, which is in a host."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure

from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.live.end_details import end_details, sentence_of_end
from poetrygui.hosts.live.failure_told import failure_told
from poetrygui.hosts.live.seat import Seat
from poetrygui.hosts.live.transport_told import address_told
from poetrygui.hosts.live.verdict_told import verdict_heard
from poetrygui.hosts.messages import Message

_GIVEN = "that no connection came about, in its factory"

StartHost = Callable[[dict[str, Any], Callable[[Message], None], Callable[[HostEnd], None]], Seat]
"""Gives a place in a host, of which so much is told; who hears what that says, and how it ended."""


class FailedAttempt:
    """One that is told, for which the factory has a place in the host of its file for as long as that takes."""

    def __init__(self, blame: Callable[[Verdict], None], over: Callable[[], object]) -> None:
        """Have ``blame`` hear what the factory does wrong, and ``over`` that it has heard all."""
        self._blame = blame
        self._over = over
        self._seat: Seat | None = None
        self._is_over = False

    def tell(self, start: StartHost, destination: IAddress, reason: Failure) -> None:
        """Tell of an attempt to connect to the ``destination``, and the ``reason``; ``start`` gives the place."""
        address = address_told(destination)
        told = {"peer": address, "host": address, "can": [], "failed": failure_told(reason)}
        try:
            self._seat = start(told, self._heard, self._ended)
        except OSError:  # the system lets there be none: what is to be said of the attempt is known without it
            self._end(None)

    def _heard(self, message: Message) -> None:
        assert self._seat is not None
        if not isinstance(message, dict) or self._is_over:
            return
        try:
            if "told" in message:
                self._seat.answered(1)
                self._end(None)
            elif "verdict" in message:
                self._end(verdict_heard(message["verdict"]))
            elif "problem" in message:
                self._end(Verdict(Outcome.PLUGIN_FAULT, str(message["problem"]), str(message["details"])))
        except (KeyError, ValueError, TypeError) as error:
            self._seat.stop(f"its process sent garbage ({error})")

    def _ended(self, end: HostEnd) -> None:
        outcome = Outcome.PLUGIN_HANG if end.is_hang else Outcome.PLUGIN_FAULT
        details = end_details(end, _GIVEN, is_chunk=False)
        # One that another connection of its file has ended is to blame for nothing.
        self._end(None if end.is_others else Verdict(outcome, sentence_of_end(end), details))

    def _end(self, verdict: Verdict | None) -> None:
        if self._is_over:
            return
        self._is_over = True
        if self._seat is not None:
            self._seat.leave()
        if verdict is not None:
            self._blame(verdict)
        self._over()
