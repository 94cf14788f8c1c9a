"""Everything that can be done in the window, once: menus, toolbar and shortcuts all use these actions."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMainWindow, QMenu, QToolBar, QWidget

from poetrygui.core.library.closed_poems import HOW_LONG
from poetrygui.gui.widgets.icons import action_icon


@frozen
class _Spec:
    text: str
    shortcut: str
    tip: str
    icon: str = ""
    checkable: bool = False


_SPECS = {
    "actionAddServer": _Spec("&Add a server …", "Ctrl+N", "Add a server to the list", "add"),
    "actionEditServer": _Spec("&Edit …", "F2", "Edit the chosen server", "edit"),
    "actionRemoveServer": _Spec("&Remove", "Del", "Remove the chosen servers from the list", "remove"),
    "actionMoveUp": _Spec("Move &up", "Alt+Up", "Move the current server up"),
    "actionMoveDown": _Spec("Move &down", "Alt+Down", "Move the current server down"),
    "actionFetch": _Spec("&Fetch", "Ctrl+Return", "Fetch the chosen servers, each into a tab of its own", "fetch"),
    "actionFetchAll": _Spec("Fetch a&ll", "Ctrl+Shift+Return", "Fetch every server of the list", "fetch-all"),
    "actionShowPoem": _Spec("S&how its poem", "", "Show the newest poem of the chosen server"),
    "actionStop": _Spec("&Stop", "Ctrl+.", "Stop the fetch in this tab, or those of the chosen servers", "stop"),
    "actionProtocols": _Spec("&Protocols …", "Ctrl+P", "List the protocols", "protocols"),
    "actionCopy": _Spec("&Copy", "Ctrl+C", "Copy what is selected in the poem", "copy"),
    "actionFind": _Spec("&Find …", "Ctrl+F", "Find a text in this poem", "find"),
    "actionSavePoem": _Spec("Save &as …", "Ctrl+S", "Save this poem to a file", "save"),
    "actionFollow": _Spec("F&ollow the end", "Ctrl+End", "Keep to the end as the poem grows", "follow-tail", True),
    "actionWrap": _Spec("&Wrap long lines", "Alt+Z", "Wrap lines at the window's edge", checkable=True),
    "actionSendBar": _Spec("Send &bar", "Ctrl+L", "Show a line for sending where a protocol can", checkable=True),
    "actionOutput": _Spec("What protocols &print", "Ctrl+Shift+O", "Show or hide what protocols print, with its time"),
    "actionCloseTab": _Spec("Close &tab", "Ctrl+W", "Close this tab; its poem can be brought back"),
    "actionReopenTab": _Spec(
        "&Reopen closed tab", "Ctrl+Shift+T", f"Bring back the poem that was closed last. {HOW_LONG}"
    ),
    "actionUndo": _Spec("&Undo", "Ctrl+Z", "Bring back the servers that were removed last"),
    "actionRedo": _Spec("&Redo", "Ctrl+Shift+Z", "Remove again the servers that were brought back"),
    "actionQuit": _Spec("&Quit", "Ctrl+Q", "Stop all fetches and quit", "quit"),
    "actionProblems": _Spec("Problems …", "", "Show what went wrong"),
    "actionAbout": _Spec("&About Poetry GUI", "", "What this is"),
}
_MENUS = {
    "&File": ("actionSavePoem", "", "actionCloseTab", "actionReopenTab", "", "actionQuit"),
    "&Edit": ("actionUndo", "actionRedo"),
    "&Servers": (
        *("actionAddServer", "actionEditServer", "actionRemoveServer", "", "actionMoveUp", "actionMoveDown", ""),
        *("actionFetch", "actionFetchAll", "actionStop", "actionShowPoem", "", "actionProtocols"),
    ),
    "&Poem": ("actionCopy", "actionFind", "", "actionFollow", "actionSendBar"),
    "&View": ("actionWrap", "actionOutput"),
    "&Help": ("actionProblems", "", "actionAbout"),
}
_TOOLBAR = (
    *("actionAddServer", "", "actionFetch", "actionFetchAll", "actionStop", ""),
    *("actionFind", "actionSavePoem", "", "actionProtocols"),
)
_LIST_MENU = (
    *("actionFetch", "actionStop", "actionShowPoem", "", "actionEditServer", "actionRemoveServer", ""),
    *("actionMoveUp", "actionMoveDown", "", "actionAddServer"),
)
# A key that is also used in texts works only where the list of servers has the focus.
_LIST_KEYS = ("actionEditServer", "actionRemoveServer", "actionMoveUp", "actionMoveDown")
_TOOLBAR_TEXTS = {"actionAddServer": "Add", "actionProtocols": "Protocols", "actionFind": "Find"}


def make_actions(window: QMainWindow) -> Mapping[str, QAction]:
    """Return all actions by their object names, with their icons."""
    actions = {}
    for name, spec in _SPECS.items():
        action = QAction(spec.text, window)
        action.setObjectName(name)
        action.setCheckable(spec.checkable)
        action.setStatusTip(spec.tip)
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
            shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{spec.tip} ({shown})")
        else:
            action.setToolTip(spec.tip)
        actions[name] = action
        if name not in _LIST_KEYS:
            window.addAction(action)
    for name, text in _TOOLBAR_TEXTS.items():
        actions[name].setIconText(text)
    actions["actionQuit"].setMenuRole(QAction.MenuRole.QuitRole)
    actions["actionAbout"].setMenuRole(QAction.MenuRole.AboutRole)
    set_icons(actions, window)
    return actions


def set_icons(actions: Mapping[str, QAction], widget: QWidget) -> None:
    """Draw the icons in the colours that the widget has now."""
    for name, action in actions.items():
        if _SPECS[name].icon:
            action.setIcon(action_icon(_SPECS[name].icon, widget.palette()))


def fill_menus(window: QMainWindow, actions: Mapping[str, QAction]) -> None:
    """Put the actions into the menu bar."""
    bar = window.menuBar()
    assert bar is not None
    for title, names in _MENUS.items():
        menu = bar.addMenu(title)
        assert menu is not None
        _fill(menu, names, actions)


def fill_toolbar(toolbar: QToolBar, actions: Mapping[str, QAction]) -> None:
    """Put the actions that are used most into the toolbar."""
    _fill(toolbar, _TOOLBAR, actions)


def fill_list_menu(menu: QMenu, actions: Mapping[str, QAction]) -> None:
    """Put the actions about servers into the context menu of their list."""
    _fill(menu, _LIST_MENU, actions)


def bind_list_keys(view: QWidget, actions: Mapping[str, QAction]) -> None:
    """Let the keys that are for the list work in the list only."""
    for name in _LIST_KEYS:
        actions[name].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        view.addAction(actions[name])


def _fill(target: QMenu | QToolBar, names: tuple[str, ...], actions: Mapping[str, QAction]) -> None:
    for name in names:
        if name:
            target.addAction(actions[name])
        else:
            target.addSeparator()
