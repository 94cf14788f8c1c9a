"""The reactor for macOS and the BSDs: Twisted's on kqueue, driven by Qt."""

from __future__ import annotations

from typing import Any

from twisted.internet import kqreactor
from twisted.internet.kqreactor import KQ_FILTER_READ, KQ_FILTER_WRITE

from poetrygui.qtreactor.poller import PollerReactor


class KQueueReactor(PollerReactor, kqreactor.KQueueReactor):
    """Twisted's kqueue reactor inside Qt's event loop."""

    # The name is the parent's: by it, Twisted's tests know what a reactor on this poller cannot notice.
    # Whoever starts a child with the same reactor calls install() in the module named here.
    __module__ = "poetrygui.qtreactor"

    _dispatch = kqreactor.KQueueReactor._doWriteOrRead

    def _poller_descriptor(self) -> int:
        descriptor: int = self._kq.fileno()
        return descriptor

    def _poll(self, timeout: float | None, limit: int) -> list[tuple[int, Any]]:
        return [(event.ident, event) for event in self._kq.control([], limit, timeout)]

    def _still_wanted(self, descriptor: int, event: Any) -> Any:
        asked = self._reads if event.filter == KQ_FILTER_READ else self._writes
        return event if descriptor in asked else None

    def _rest(self, descriptor: int, event: Any, rests_already: bool) -> None:
        self._change_filters(descriptor, self._impl.KQ_EV_DISABLE)

    def _wake_from_rest(self, descriptor: int) -> None:
        self._change_filters(descriptor, self._impl.KQ_EV_ENABLE)

    def _change_filters(self, descriptor: int, operation: int) -> None:
        changes = [
            self._impl.kevent(descriptor, kind, operation)
            for kind, asked in ((KQ_FILTER_READ, self._reads), (KQ_FILTER_WRITE, self._writes))
            if descriptor in asked
        ]
        self._kq.control(changes, 0, 0)
