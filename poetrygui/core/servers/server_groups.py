"""The groups that servers stand in: by name, and kept in a way that programs which know none can go on with.

A file has the group before a server's name: "Plant ▸ Pump". An earlier version of the program shows that as the name,
and hands it on as it is, whatever it changes or moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from attrs import field, frozen

from poetrygui.core.servers.reconnect import GoesOn

_SIGN = "▸"
_BETWEEN = f" {_SIGN} "
_NO_NAME = f" {_SIGN}"  # what is left of it where somebody has cut blanks off


def as_group(text: str) -> str:
    """Return what a group of that name is called: without blanks around it and the sign that parts it from names."""
    return " ".join(text.replace(_SIGN, " ").split())


@frozen(kw_only=True)
class InGroup(GoesOn):
    """What a server says of where it stands in the list."""

    group: str = field(default="", converter=as_group)
    """The name of the group that it belongs to; empty where it stands by itself, before all groups."""


_InGroup = TypeVar("_InGroup", bound=InGroup)


def gathered(servers: Iterable[_InGroup], order: Sequence[str] = ()) -> tuple[_InGroup, ...]:
    """Return servers so that those of each group stand together, in their order, behind those of none.

    Groups come in the ``order`` of these names, and then as the first server of each does.
    """
    groups: dict[str, list[_InGroup]] = {"": [], **{name: [] for name in order}}
    for server in servers:
        groups.setdefault(server.group, []).append(server)
    return tuple(server for group in groups.values() for server in group)


def group_names(servers: Iterable[InGroup]) -> tuple[str, ...]:
    """Return the names of the groups that servers are in, as they come."""
    return tuple(dict.fromkeys(server.group for server in servers if server.group))


def with_group_apart(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a server as a file has it, with the group told apart from its name."""
    name = content.get("name")
    if "group" in content or not isinstance(name, str):
        return dict(content)
    group, own = _split(name)
    return {**content, "name": own, "group": group}


def with_group_in_name(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a server as a file has it, with the group before its name, and nowhere else."""
    kept = dict(content)
    group, name = kept.pop("group"), kept["name"]
    # A name that looks as if it had a group gets none before it, so that it is read as it was.
    kept["name"] = f"{group}{_BETWEEN}{name}" if group or _split(name) != ("", name) else name
    return kept


def _split(text: str) -> tuple[str, str]:
    group, sign, name = text.partition(_BETWEEN)
    if sign:
        return group, name
    return (text.removesuffix(_NO_NAME), "") if text.endswith(_NO_NAME) else ("", text)
