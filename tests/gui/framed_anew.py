"""What a user does to have a recording framed anew, and what the window shows of it then."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox, QDialogButtonBox, QLineEdit

from poetrygui.core.outcomes import Ended
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.servers.framing_dialog import FramingDialog
from poetrygui.gui.window.framed_pair import FramedPair
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import press, write
from tests.gui.protocol_files import child
from tests.gui.scripted import LoopbackServers, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def fetch(window: MainWindow, servers: LoopbackServers, wait_until: Until, data: bytes, protocol: str) -> PoemTab:
    """Fetch these bytes from a loopback server called “feed”, and return the tab once it has ended."""
    window.workspace.fetch([servers.listen(sends(data), name="feed", protocol=protocol)])
    wait_until(lambda: bool(tabs_of(window)) and isinstance(tabs_of(window)[-1].poem.state, Ended))
    wait_until(lambda: tabs_of(window)[-1].has_recording)
    return tabs_of(window)[-1]


def open_dialog(window: MainWindow) -> FramingDialog:
    """Press the key for it, and return the question that comes."""
    press(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    return child(window, FramingDialog, "framingDialog")


def choose(dialog: FramingDialog, protocol: str, **options: str) -> None:
    """Choose a protocol, and type its options."""
    combo = child(dialog, QComboBox, "serverProtocol")
    combo.setCurrentIndex(combo.findData(protocol))
    for name, value in options.items():
        field = child(dialog, QLineEdit, f"option_{name}")
        field.clear()
        write(field, value)


def frame_with(window: MainWindow, protocol: str, **options: str) -> PoemTab:
    """Frame the current tab's recording with a protocol, and return the tab that opens beside."""
    dialog = open_dialog(window)
    choose(dialog, protocol, **options)
    button = child(dialog, QDialogButtonBox, "framingButtons").button(QDialogButtonBox.StandardButton.Ok)
    assert button is not None
    button.click()
    window.activateWindow()  # a desktop does so when a dialog is gone
    tab = window.workspace.current()
    assert tab is not None
    return tab


def pair_of(window: MainWindow) -> FramedPair:
    """Return the framing that the current tab is about."""
    pair = window.workspace.framings.pair
    assert pair is not None
    return pair


def is_through(window: MainWindow) -> Callable[[], bool]:
    """Return what tells whether the current tab's poem is framed and compared."""

    def told() -> bool:
        pair = pair_of(window)
        return isinstance(pair.framing.poem.state, Ended) and pair.differences.is_through

    return told
