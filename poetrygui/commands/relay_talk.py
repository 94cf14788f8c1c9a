"""What runs between clients and one connection to a server, is heard, and told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import frozen
from twisted.internet.interfaces import IAddress

from poetrygui.commands.ends_told import end_sentence, shown_undelivered
from poetrygui.commands.outlet import Outlet
from poetrygui.commands.progress import Progress
from poetrygui.commands.relay_end import Direction, HeardEnd, HeardEnds, RelayOptions
from poetrygui.core.library.running_fetches import RunningFetches
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from poetrygui.core.transports import connecting
from poetrygui.errors import PoetryError
from poetrygui.relay.pair import Pair
from poetrygui.relay.side import Side
from poetrygui.relay.tee import Tee

_NOT_HEARD_ON = (Outcome.STOPPED, Outcome.DISK_FULL, Outcome.DISK_ERROR)
_NO_DESCRIPTORS = "the system lets this program have no more files and connections open (see ulimit -n)"


@frozen
class Means:
    """What a talk works with."""

    reactor: Any
    options: RelayOptions
    makes: HeardEnds
    fetches: RunningFetches[HeardEnd]
    outlet: Outlet
    progress: Progress


class Talk:
    """One pair of a client and its server, or a server and all who watch it.

    What a protocol makes of a direction changes nothing of what is passed on: where it cannot go on, the rest is heard
    as raw bytes.
    """

    def __init__(self, means: Means, *, on_over: Callable[[Talk], object], on_alone: Callable[[], object]) -> None:
        """Begin with nobody, and work with ``means``.

        ``on_over`` is called when the server has gone, ``on_alone`` when nobody watches it.
        """
        self._means = means
        self._on_over = on_over
        self._is_stopped = False
        self._to_server: HeardEnd | None = None
        self._unheard_sides: set[Side] = set()
        reactor, ends = means.reactor, dict[str, Any](on_unheard=self._unheard, on_over=self._gone)
        self._between: Pair | Tee
        self._between = Tee(reactor, **ends, on_alone=on_alone) if means.options.tee else Pair(reactor, **ends)

    def admit(self, number: int, peer: str, address: IAddress | None) -> Side | None:
        """Return what the ``number``-th client is to be given; None where it cannot be let in.

        It is called ``peer``, and is at ``address``.
        """
        between = self._between
        side = between.client if isinstance(between, Pair) else between.watcher()
        side.address = address
        try:
            if not self._hear(number, peer, side, Direction.TO_SERVER, side):
                return None
            if self._to_server is None and not self._connect(number, peer):
                return None
        except PoetryError as error:
            self._means.progress.tell(f"{peer} was turned away: {error}")
            self.stop()
            return None
        return side

    def stop(self) -> None:
        """Break all off."""
        self._is_stopped = True
        self._between.abort()

    def _connect(self, number: int, peer: str) -> bool:
        return self._hear(number, peer, self._between.server, Direction.TO_CLIENT, None)

    def _hear(
        self,
        number: int,
        peer: str,
        side: Side,
        direction: Direction,
        endpoint: connecting.Endpoint | None,
        *,
        is_rest: bool = False,
    ) -> bool:
        end = self._means.makes.make(number, peer, side, direction, self._state, endpoint=endpoint, is_rest=is_rest)
        if direction is Direction.TO_CLIENT:
            self._to_server = end
        fetches = self._means.fetches
        fetches.add(end, end.fetch, end.over)
        if fetches.start(end):
            return True
        end.fetch.stop(_NO_DESCRIPTORS)
        self.stop()
        return False

    # What happens

    def _state(self, end: HeardEnd, state: State) -> None:
        if end.told is not None and not isinstance(state, Connecting):
            end.told.state(state)
        standing = end.fetch.connection
        if isinstance(state, Receiving) and end.moments is not None and standing is not None:
            end.moments.ready(standing.wire_layout)
        if isinstance(state, Ended):
            if end.direction is Direction.TO_CLIENT and standing is None:
                self._between.unreachable()
            end.wire.end(state, partial(self._ended, end))

    def _ended(self, end: HeardEnd, ended: Ended) -> None:
        tell = partial(self._tell_end, end, ended)
        if end.led is not None:
            self._means.outlet.run(end.led.finish, tell)
        else:
            tell(None)

    def _tell_end(self, end: HeardEnd, ended: Ended, _result: object) -> None:
        means, side = self._means, end.side
        if end.told is not None:
            end.told.ended(ended)
        else:
            means.progress.tell(f"{end.name}: {end_sentence(ended)}")
            if ended.undelivered is not None:
                means.progress.tell_lines(shown_undelivered(ended.undelivered))
        if ended.details:
            means.progress.tell_lines(ended.details)
        if side in self._unheard_sides:
            self._unheard_sides.remove(side)
            if not (self._is_stopped or side.is_lost or end.is_rest or ended.outcome in _NOT_HEARD_ON):
                self._hear_rest(end)
            side.resume(self)
        end.over.callback(None)

    def _hear_rest(self, end: HeardEnd) -> None:
        self._means.progress.tell(f"{end.name}: the rest is passed on, and heard as raw bytes")
        try:
            self._hear(end.number, end.peer, end.side, end.direction, end.side, is_rest=True)
        except PoetryError as error:
            self._means.progress.tell(f"{end.name}: the rest is passed on, and not heard: {error}")

    def _unheard(self, side: Side, _verdict: object) -> None:
        # Nothing is to go by unheard before it is known how it goes on.
        self._unheard_sides.add(side)
        side.pause(self)

    def _gone(self) -> None:
        end = self._to_server
        if end is not None and end.fetch.connection is None:
            end.fetch.stop("the client had gone")
        self._on_over(self)
