"""How the servers of each group stand, counted as they change: a look at all of them each time would take too long."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Mapping

from poetrygui.core.outcomes import AS_WANTED, Connecting, Ended, Receiving, State
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.wording import counted


class _Stands(enum.Enum):
    RUNNING = "running"
    FAILED = "failed"
    QUIET = "quiet"


class GroupStates:
    """Counts which servers of a group run, and which ended otherwise than somebody wanted."""

    def __init__(self) -> None:
        """Count none."""
        self._counts: dict[str, Counter[_Stands]] = {}
        self._stands: dict[str, tuple[str, _Stands]] = {}  # group and state, by the ids of servers that are in one

    def take(self, servers: Iterable[Server], states: Mapping[str, State]) -> None:
        """Count ``servers`` anew; ``states`` has theirs by their ids."""
        self._stands = {each.id: (each.group, _stands(states.get(each.id))) for each in servers if each.group}
        self._counts = {}
        for group, stands in self._stands.values():
            self._counts.setdefault(group, Counter())[stands] += 1

    def note(self, server_id: str, state: State) -> str:
        """Count the new state of a server; return its group where that is another thing to say of it now."""
        if server_id not in self._stands:
            return ""
        group, before = self._stands[server_id]
        stands = _stands(state)
        if stands is before:
            return ""
        self._stands[server_id] = group, stands
        self._counts[group].subtract((before,))
        self._counts[group].update((stands,))
        return group

    def words(self, group: str) -> str:
        """Return in few words how many servers a group has, and how they stand."""
        counts = self._counts.get(group, Counter())
        running, failed = counts[_Stands.RUNNING], counts[_Stands.FAILED]
        size = counts.total()
        told = f"{running:,} of {size:,} running" if running else counted(size, "server")
        return f"{told} · {failed:,} failed" if failed else told


def _stands(state: State | None) -> _Stands:
    if isinstance(state, (Connecting, Receiving)):
        return _Stands.RUNNING
    return _Stands.FAILED if isinstance(state, Ended) and state.outcome not in AS_WANTED else _Stands.QUIET
