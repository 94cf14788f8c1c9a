"""The window's actions at work: what each of them calls, and when it can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import QMainWindow, QToolBar

from poetrygui.gui.window import actions
from poetrygui.gui.window.workspace import Workspace

if TYPE_CHECKING:
    from poetrygui.gui.poems.poem_tab import PoemTab


class WindowActions(QObject):
    """Puts all actions into the window's menus, toolbar and list, and has them act on ``workspace``."""

    def __init__(self, window: QMainWindow, workspace: Workspace, others: Mapping[str, Callable[[], object]]) -> None:
        """``others`` is what the actions call that are not the workspace's, by their names."""
        super().__init__(window)
        self._window = window
        self._work = workspace
        self._actions = actions.make_actions(window)
        actions.fill_menus(window, self._actions)
        actions.fill_list_menu(workspace.panel.menu, self._actions)
        actions.bind_list_keys(workspace.panel.list, self._actions)
        window.addToolBar(self._make_toolbar())
        for name, slot in (self._slots() | dict(others)).items():
            # What `triggered` passes on is no argument of these.
            self._actions[name].triggered.connect(lambda _=False, call=slot: call())
        workspace.changed.connect(self.update)

    @property
    def shows_send_bar(self) -> bool:
        """Whether the bar for sending is wanted."""
        return self._actions["actionSendBar"].isChecked()

    def begin(self, *, wraps: bool, send_bar: bool) -> None:
        """Check what is on at first."""
        self._actions["actionWrap"].setChecked(wraps)
        self._actions["actionSendBar"].setChecked(send_bar)
        self._work.tabs.show_send_bars(send_bar)
        self.update()

    def draw_icons(self) -> None:
        """Draw the icons anew in another palette's colours."""
        actions.set_icons(self._actions, self._window)

    def update(self) -> None:
        """Enable what can be done now, and say what it would do."""
        work = self._work
        chosen, tab = work.panel.selected(), work.current()
        one = len(chosen) == 1
        removals = work.panel.removals
        enabled = {
            "actionEditServer": one,
            "actionMoveUp": one,
            "actionMoveDown": one,
            "actionRemoveServer": bool(chosen),
            "actionFetch": bool(chosen),
            "actionFetchAll": bool(work.model.servers),
            "actionShowPoem": work.has_poem(),
            "actionStop": bool(work.stoppable()),
            "actionReopenTab": work.library.kept.can_reopen,
            "actionUndo": bool(removals.undo_words),
            "actionRedo": bool(removals.redo_words),
        }
        for name in ("actionCopy", "actionFind", "actionSavePoem", "actionFollow", "actionCloseTab"):
            enabled[name] = tab is not None
        for name, is_enabled in enabled.items():
            self._actions[name].setEnabled(is_enabled)
        self._actions["actionUndo"].setText(f"&Undo {removals.undo_words}".rstrip())
        self._actions["actionRedo"].setText(f"&Redo {removals.redo_words}".rstrip())
        self._actions["actionFollow"].setChecked(tab is not None and tab.view.following)

    def _slots(self) -> dict[str, Callable[[], object]]:
        work = self._work
        return {
            "actionAddServer": work.panel.add,
            "actionEditServer": work.panel.edit,
            "actionRemoveServer": work.panel.remove,
            "actionMoveUp": lambda: work.panel.move_current(-1),
            "actionMoveDown": lambda: work.panel.move_current(1),
            "actionUndo": work.panel.undo,
            "actionRedo": work.panel.redo,
            "actionFetch": work.fetch_selected,
            "actionFetchAll": work.fetch_all,
            "actionShowPoem": work.show_poem,
            "actionStop": work.stop,
            "actionCopy": lambda: self._with_tab(lambda tab: tab.view.copy()),
            "actionFind": lambda: self._with_tab(lambda tab: tab.show_find_bar()),
            "actionFollow": lambda: self._with_tab(self._follow_or_not),
            "actionWrap": lambda: work.tabs.set_wrap(self._actions["actionWrap"].isChecked()),
            "actionSendBar": lambda: work.tabs.show_send_bars(self.shows_send_bar),
            "actionCloseTab": work.close_current_tab,
            "actionReopenTab": work.library.kept.reopen,
        }

    def _make_toolbar(self) -> QToolBar:
        toolbar = QToolBar("Toolbar")
        toolbar.setObjectName("toolbar")
        toolbar.setMovable(False)
        toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        actions.fill_toolbar(toolbar, self._actions)
        return toolbar

    def _with_tab(self, call: Callable[[PoemTab], object]) -> None:
        tab = self._work.current()
        if tab is not None:
            call(tab)

    def _follow_or_not(self, tab: PoemTab) -> None:
        if self._actions["actionFollow"].isChecked():
            tab.view.follow()
        else:
            tab.view.let_go()
