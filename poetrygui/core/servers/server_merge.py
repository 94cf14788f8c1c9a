"""Changes to the list of servers where somebody else has changed it, too: both are kept, or the change is refused.

Each function is given the list as whoever changes it has ``seen`` it, and the ``newest`` one, which may be another by
now. What it returns is the newest one with the change. Raises ServerConflictError where something would be lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from attrs import asdict, evolve

from poetrygui.core import servers
from poetrygui.errors import SaveError

_LONGEST_NAME = 60


class ServerConflictError(SaveError):
    """A server was changed elsewhere meanwhile in a way that the change at hand would undo."""


def with_replaced(
    seen: Sequence[servers.Server], newest: Sequence[servers.Server], server: servers.Server
) -> tuple[servers.Server, ...]:
    """Put ``server`` in the place of the one with its id in ``newest``.

    One that was removed elsewhere since it was ``seen`` is there again.
    """
    before, now = _by_id(seen).get(server.id), _by_id(newest).get(server.id)
    if before is None and now is None:
        return tuple(newest)
    if now is None:
        return with_restored(newest, [server], [each.id for each in seen])
    merged = server if before is None or now == before else _merged(before, now, server)
    return tuple(merged if each.id == server.id else each for each in newest)


def without(
    seen: Sequence[servers.Server], newest: Sequence[servers.Server], ids: Collection[str]
) -> tuple[servers.Server, ...]:
    """Drop the servers with these ids from ``newest``, where they are as they were ``seen``."""
    before = _by_id(seen)
    for server in newest:
        if server.id in ids and server != before.get(server.id, server):
            raise ServerConflictError(f"{_named(server)} was changed in another window, and is shown as it is now.")
    return tuple(each for each in newest if each.id not in ids)


def with_moved(
    seen: Sequence[servers.Server], newest: Sequence[servers.Server], ids: Collection[str], row: int
) -> tuple[servers.Server, ...]:
    """Put the servers with these ids in ``newest`` behind those that were ``seen`` before ``row``.

    Those that are gone meanwhile are left out.
    """
    moved = [each for each in newest if each.id in ids]
    others = [each for each in newest if each.id not in ids]
    places = {server.id: place for place, server in enumerate(others)}
    place = next((places[each.id] + 1 for each in reversed(seen[:row]) if each.id in places), 0)
    return (*others[:place], *moved, *others[place:])


def with_restored(
    newest: Sequence[servers.Server], servers: Iterable[servers.Server], order: Sequence[str]
) -> tuple[servers.Server, ...]:
    """Put servers that were removed back into ``newest``, each behind its neighbour in ``order``.

    ``order`` are all ids as they once stood.
    """
    result = list(newest)
    ranks = {each: rank for rank, each in enumerate(order)}
    places = {each.id: place for place, each in enumerate(result)}
    for server in sorted(servers, key=lambda each: ranks[each.id]):
        if server.id not in places:
            before = (order[rank] for rank in range(ranks[server.id] - 1, -1, -1))
            place = next((places[other] + 1 for other in before if other in places), 0)
            if place == len(result):
                places[server.id] = place
                result.append(server)
            else:
                result.insert(place, server)
                places = {each.id: place for place, each in enumerate(result)}
    return tuple(result)


def with_difference(
    newest: Sequence[servers.Server], old: Sequence[servers.Server], new: Sequence[servers.Server]
) -> tuple[servers.Server, ...]:
    """Make of ``newest`` what makes ``new`` of ``old``: what is removed, changed, added, and put into another order."""
    before, after = _by_id(old), _by_id(new)
    result = without(old, newest, before.keys() - after.keys())
    now = _by_id(result)
    changed = {server.id: server for server in new if before.get(server.id, server) != server}
    # Of thousands, those that nobody else has changed are replaced at once.
    alone = {each for each in changed if now.get(each) == before[each]}
    result = tuple(changed[each.id] if each.id in alone else each for each in result)
    for server in changed.values():
        if server.id not in alone:
            result = with_replaced(old, result, server)
    order = [each.id for each in new]
    ranks = {each: rank for rank, each in enumerate(order)}
    result = with_restored(result, [each for each in new if each.id not in before], order)
    if [each for each in before if each in after] == [each for each in order if each in before]:
        return result
    ordered = iter(sorted((each for each in result if each.id in after), key=lambda each: ranks[each.id]))
    return tuple(next(ordered) if each.id in after else each for each in result)


def _merged(before: servers.Server, now: servers.Server, wanted: servers.Server) -> servers.Server:
    """Return ``now`` with what differs between ``before`` and ``wanted``."""
    old, other, new = (asdict(each, recurse=False) for each in (before, now, wanted))
    mine = {name: value for name, value in new.items() if value != old[name]}
    for name, value in mine.items():
        if other[name] not in (old[name], value):
            raise ServerConflictError(
                f"{_named(now)} was changed in another window, too: its {name.replace('_', ' ')} is now "
                f"{_shown(other[name])}. Save again to have yours."
            )
    return evolve(now, **mine)


def _by_id(servers: Iterable[servers.Server]) -> dict[str, servers.Server]:
    return {server.id: server for server in servers}


def _named(server: servers.Server) -> str:
    return f"“{(server.name or server.address)[:_LONGEST_NAME]}”"


def _shown(value: object) -> str:
    return "empty" if value in ("", None, ()) else f"“{str(value)[:_LONGEST_NAME]}”"
