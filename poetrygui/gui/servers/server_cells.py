"""What the cells of the list hold: of a server, and of a group's own row."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from PyQt6.QtCore import Qt

from poetrygui.core.outcomes import AwaitingPeers, Connecting, Ended, Outcome, Pausing, Receiving, State
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.again_words import again_words
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted, rate_text, size_text, state_word
from poetrygui.gui.servers.movable_rows import GROUP_ROLE
from poetrygui.gui.widgets.icons import state_icon
from poetrygui.gui.widgets.plain_text import plain_tip

TITLES = ("Name", "Address", "Protocol", "Last outcome")
STATE_ROLE, RATES_ROLE, FOLDED_ROLE, MEMBER_ROLE, TOLD_ROLE = (Qt.ItemDataRole.UserRole + n for n in (1, 2, 4, 5, 6))
"""A server's state, and its last seconds' rates; whether a group is folded, and whether a server is in one; and all."""

_label = lru_cache(maxsize=4096)(label_text)  # of names that stay the same while their rows are drawn each second


class Column(enum.IntEnum):
    """What the columns hold."""

    NAME = 0
    ADDRESS = 1
    PROTOCOL = 2
    STATE = 3


class Told(NamedTuple):
    """A server as its row tells it: with its state and its rates, where there are any."""

    server: Server
    state: State | None
    rates: tuple[float, ...]

    def text(self, column: Column) -> str:
        """Return what a column says."""
        match column:
            case Column.NAME:
                return _label(self.server.name or self.server.address)
            case Column.ADDRESS:
                return _label(self.server.address)
            case Column.PROTOCOL:
                return _label(self.server.protocol)
            case Column.STATE:
                return "" if self.state is None else state_summary(self.state)

    @property
    def all(self) -> str:
        """All of it, as a screen reader says it and a search looks at it."""
        group = f"group {label_text(self.server.group)}" if self.server.group else ""
        return ", ".join(part for part in (*map(self.text, Column), group) if part)

    @property
    def tip(self) -> str:
        """What is said where the mouse rests."""
        server = self.server
        if self.state is None:
            return plain_tip("Not fetched yet", server.name, server.address, server.protocol)
        ended = self.state.ended if isinstance(self.state, Pausing) else self.state
        reason = ended.reason if isinstance(ended, Ended) else rates_words(self.rates)
        return plain_tip(state_word(self.state), reason, server.name, server.address, server.protocol)


def server_cell(told: Told, column: Column, role: int) -> Any:
    """Return what is ``told`` of a server in a ``column``, for a ``role``."""
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return told.text(column)
        case Qt.ItemDataRole.EditRole:
            return told.server.name
        case Qt.ItemDataRole.DecorationRole:
            return state_icon(told.state) if column == Column.NAME and told.state is not None else None
        case Qt.ItemDataRole.ToolTipRole:
            return told.tip
        case Qt.ItemDataRole.AccessibleTextRole:
            return told.all
        case Qt.ItemDataRole.UserRole:
            return told.server.id
    others = {STATE_ROLE: told.state, RATES_ROLE: told.rates, MEMBER_ROLE: bool(told.server.group)}
    return others.get(role)


def group_cell(group: str, words: str, *, folded: bool, column: Column, role: int) -> Any:
    """Return what the row of a ``group`` holds in a ``column``, for a ``role``.

    ``words`` are how its servers stand, and where it is ``folded`` they are not shown.
    """
    name = label_text(group)
    cells = {
        Qt.ItemDataRole.DisplayRole: {Column.NAME: name, Column.STATE: words}.get(column, ""),
        Qt.ItemDataRole.EditRole: group,
        Qt.ItemDataRole.ToolTipRole: plain_tip(words, group),
        Qt.ItemDataRole.AccessibleTextRole: f"group {name}, {words}, {'folded' if folded else 'unfolded'}",
        GROUP_ROLE: group,
        FOLDED_ROLE: folded,
    }
    return cells.get(role)


def rates_words(rates: Sequence[float]) -> str:
    """Return the newest of these rates, and the largest; nothing where there are none."""
    return f"{rate_text(rates[-1])}, at most {rate_text(max(rates))} in half a minute" if rates else ""


def state_summary(state: State) -> str:
    """Return a state in few words; with how much came, where there is nothing that matters more."""
    if isinstance(state, Pausing):
        return again_words(state)
    if isinstance(state, AwaitingPeers):
        return f"{state_word(state)} · {counted(state.peers, 'peer')}"
    if isinstance(state, Connecting):
        return "Waiting …" if state.waiting else "Connecting …"
    if isinstance(state, Receiving) or state.outcome is Outcome.COMPLETE:
        return f"{state_word(state)} · {size_text(state.bytes)}"
    return state_word(state)
