"""What commands on the tab that is seen have in common: whether there is one, what is selected, and calling with it."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.core import poems as kept
from poetrygui.gui import poems
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.window.situation import Situation

_LONGEST = 200  # bytes that are looked for once they are selected


def has_tab(situation: Situation) -> bool:
    """Tell whether a tab is seen."""
    return situation.has_tab


def has_recording(situation: Situation) -> bool:
    """Tell whether a tab is seen that has a recording."""
    return situation.has_recording


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


def selected_text(tab: poems.PoemTab | None) -> str:
    """Return what is selected in a tab, where there is one and that is some text within a line; nothing else."""
    if tab is None:
        return ""
    start, stop = tab.view.selection()
    reader = tab.view.reader
    try:
        data = reader.read(start, stop) if stop - start <= _LONGEST else b""
    except OSError:
        return ""  # said where the rows themselves are read
    data = data.removesuffix(b"\n")
    return "" if b"\n" in data else kept.lettering_of(reader).text(data).strip()
