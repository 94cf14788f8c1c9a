"""The rows of the list: servers, and above those of each group a row for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from poetrygui.core.servers.server_book import Server


class GroupRow(NamedTuple):
    """The row above the ``size`` servers of a group."""

    name: str
    size: int


Row = Server | GroupRow
Key = str | tuple[str]
"""What tells a row from all others for as long as it is there."""


def key_of(row: Row) -> Key:
    """Return what tells a row from all others."""
    return (row.name,) if isinstance(row, GroupRow) else row.id


class ServerRows:
    """Rows in the order in which they are seen, found by their keys."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Hold ``rows``."""
        self._rows = tuple(rows)
        self._places = {key_of(row): place for place, row in enumerate(self._rows)}
        self.has_groups = any(isinstance(row, GroupRow) for row in self._rows)

    @classmethod
    def of(cls, servers: Sequence[Server]) -> ServerRows:
        """Return the rows of servers, of which those of each group stand together behind those of none."""
        return cls(tuple(_rows_of(servers)))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        """Give one after the other."""
        return iter(self._rows)

    def __getitem__(self, place: int) -> Row:
        """Return the row at a place."""
        return self._rows[place]

    def between(self, first: int | None, stop: int | None) -> tuple[Row, ...]:
        """Return those from ``first`` to before ``stop``; None for the beginning and the end."""
        return self._rows[first:stop]

    def place_of(self, key: Key) -> int | None:
        """Return where the row of that key is; None where it is not there."""
        return self._places.get(key)

    def server_at(self, place: int) -> Server | None:
        """Return the server at a place; None where there is another row, or none."""
        row = self._rows[place] if 0 <= place < len(self._rows) else None
        return None if isinstance(row, GroupRow) else row

    def head_at(self, place: int) -> str:
        """Return the name of the group whose own row is at a place; nothing where there is another row, or none."""
        row = self._rows[place] if 0 <= place < len(self._rows) else None
        return row.name if isinstance(row, GroupRow) else ""

    def group_at(self, place: int) -> str:
        """Return the name of the group that the row at a place is of; nothing where it is of none."""
        server = self.server_at(place)
        return self.head_at(place) if server is None else server.group

    def members(self, name: str) -> range:
        """Return the places of the servers of a group."""
        head = self._places.get((name,))
        row = None if head is None else self._rows[head]
        return range(head + 1, head + 1 + row.size) if head is not None and isinstance(row, GroupRow) else range(0)

    def groups(self) -> list[str]:
        """Return the names of the groups, as they come."""
        return [row.name for row in self._rows if isinstance(row, GroupRow)]

    def before(self, gap: int) -> int:
        """Return how many servers are before the row at ``gap``."""
        return sum(not isinstance(row, GroupRow) for row in self._rows[: max(gap, 0)])

    def groups_before(self, gap: int) -> list[str]:
        """Return the names of the groups whose own rows are before the row at ``gap``."""
        return [row.name for row in self._rows[: max(gap, 0)] if isinstance(row, GroupRow)]


def _rows_of(servers: Iterable[Server]) -> Iterator[Row]:
    sizes: dict[str, int] = {}
    servers = tuple(servers)
    for server in servers:
        sizes[server.group] = sizes.get(server.group, 0) + 1
    before = ""
    for server in servers:
        if server.group != before:
            before = server.group
            yield GroupRow(before, sizes[before])
        yield server
