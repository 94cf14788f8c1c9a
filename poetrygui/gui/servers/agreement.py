"""Asking before something is done on this machine that a list of servers says, and nobody has typed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PyQt6.QtWidgets import QMessageBox, QWidget

from poetrygui.core.servers.agreed_acts import AgreedActs
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.display_text import label_text
from poetrygui.errors import SaveError
from poetrygui.gui.widgets.plain_text import ask, open_message

_LONGEST = 360
"""Characters of what is told of acts: the box has room for them."""


def ask_before(parent: QWidget, acts: AgreedActs, servers: Sequence[Server], then: Callable[[], None]) -> bool:
    """Call ``then`` once the user has agreed to what ``servers`` would do here that is in none of the ``acts`` yet.

    Tell whether that had to be asked, which a box over ``parent`` does; else ``then`` is called at once.
    """
    unknown = acts.unknown(servers)
    wanted = tuple(dict.fromkeys(act for each in unknown.values() for act in each))
    if not wanted:
        then()
        return False

    def agreed() -> None:
        try:
            acts.agree(wanted)
        except SaveError as error:
            open_message(parent, QMessageBox.Icon.Warning, str(error))
        then()

    names = [server.name for server in servers if server.id in unknown]
    ask(parent, question(names, wanted), "Let it" if len(names) == 1 else "Let them", agreed)
    return True


def question(names: Sequence[str], acts: Iterable[str]) -> str:
    """Return what is asked before servers of these names do these acts."""
    who = f"“{label_text(names[0], 60)}”" if len(names) == 1 else f"{len(names)} servers"
    told = "; ".join(acts)
    rest = len(told) - _LONGEST
    shown = label_text(told if rest <= 0 else told[:_LONGEST], 2 * _LONGEST)
    more = "" if rest <= 0 else f" … – and {rest:,} characters more, which the server's dialog shows"
    let = "it" if len(names) == 1 else "them"
    return f"{who} would, on this machine, {shown}{more}. Nobody has typed that in this profile. Let {let} do so?"
