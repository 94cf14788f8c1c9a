"""From the verdict on a connection to the end of its fetch, which comes when the last byte is on disk."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.core.fetching.disk_pressure import DiskPressure
from poetrygui.core.outcomes import Verdict
from poetrygui.core.poems.keeper import PoemKeeper


class Settling:
    """Holds the first verdict, and calls ``over`` once with the one to be told, when all is written or cannot be."""

    __slots__ = ("_is_over", "_over", "_pressure", "_store", "verdict")

    def __init__(self, store: PoemKeeper, pressure: DiskPressure, over: Callable[[Verdict], None]) -> None:
        """Wait for what ``store`` writes; ``pressure`` knows whether an error of the disk is waited for, or the end."""
        self.verdict: Verdict | None = None
        """The first one that was taken; None until then."""
        self._store = store
        self._pressure = pressure
        self._over = over
        self._is_over = False

    def take(self, verdict: Verdict) -> None:
        """Take a verdict, which stands unless there was one before."""
        self.verdict = self.verdict or verdict

    def settle(self) -> None:
        """Have all that was taken written, and the end told after that."""
        self._store.flush()
        self._store.when_written(self.look)

    def look(self) -> None:
        """Tell the end, where there is a verdict and nothing is waited for."""
        if self._is_over or self.verdict is None or self._pressure.is_waiting:
            return
        self._is_over = True
        self._over(self._pressure.verdict or self.verdict)
