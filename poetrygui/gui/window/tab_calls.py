"""What commands on the tab that is seen have in common: whether there is one, and calling something with it."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.gui import poems
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.window.situation import Situation


def has_tab(situation: Situation) -> bool:
    """Tell whether a tab is seen."""
    return situation.has_tab


def tab_call(tabs: PoemTabs, call: Callable[[poems.PoemTab], object]) -> Callable[[], None]:
    """Return what calls ``call`` with the current one of ``tabs``, if any, and says there that it cannot be read."""

    def run() -> None:
        tab = tabs.current()
        if tab is not None:
            try:
                call(tab)
            except OSError as error:
                tabs.problem.emit(f"The recording cannot be read from disk: {error.strerror or error}.")

    return run
