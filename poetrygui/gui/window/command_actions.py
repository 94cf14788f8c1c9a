"""Commands at work: their actions, in menus and toolbar, on keys, and enabled as the window stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PyQt6.QtCore import QObject, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMainWindow, QMenu, QToolBar, QWidget

from poetrygui.gui.widgets.icons import action_icon
from poetrygui.gui.window.command import MENU_BAR, Command, Place, Reach, groups_in
from poetrygui.gui.window.command_keys import CommandKeys
from poetrygui.gui.window.situation import Situation


class CommandActions(QObject):
    """Makes an action of each of the ``commands``, puts it where the command stands, and keeps up with the window."""

    keys_changed = pyqtSignal()
    """Some command is run by other keys than before."""

    def __init__(self, window: QMainWindow, commands: tuple[Command, ...], look: Callable[[], Situation]) -> None:
        """Fill the menu bar and a toolbar of ``window``; ``look`` tells how that stands now."""
        super().__init__(window)
        self.commands = commands
        self.keys = CommandKeys(commands)
        self._window = window
        self._look = look
        self._actions = {command.name: self._make_action(command) for command in commands}
        bar = window.menuBar()
        assert bar is not None
        for place in MENU_BAR:
            menu = bar.addMenu(place.value)
            assert menu is not None
            self.fill(menu, place)
        window.addToolBar(self._make_toolbar())
        self.draw_icons()
        self._show_keys()
        self.update()

    def fill(self, target: QMenu | QToolBar, place: Place) -> None:
        """Put the commands of ``place`` into a menu or a toolbar, a line between every two groups."""
        for number, group in enumerate(groups_in(place, self.commands)):
            if number:
                target.addSeparator()
            for command in group:
                target.addAction(self._actions[command.name])

    def bind_keys(self, reach: Reach, widget: QWidget) -> None:
        """Let the keys that are for ``widget`` work there."""
        for command in self.commands:
            if command.keys is not None and command.keys.reach is reach:
                widget.addAction(self._actions[command.name])

    def draw_icons(self) -> None:
        """Draw the icons in the colours that the window has now."""
        for command in self.commands:
            if command.icon:
                self._actions[command.name].setIcon(action_icon(command.icon, self._window.palette()))

    def update(self) -> None:
        """Enable what can be done now, check what is on, and say what each would do."""
        situation = self._look()
        for command in self.commands:
            action = self._actions[command.name]
            action.setEnabled(command.enabled(situation))
            action.setText(f"{command.text} {command.words(situation)}".rstrip())
            if command.checked is not None:
                action.setChecked(command.checked(situation))

    def change_keys(self, changes: Mapping[str, tuple[str, ...]]) -> None:
        """Have commands, by their names, run by other keys from now on; all others by those that they have at first."""
        self.keys = CommandKeys(self.commands, changes)
        self._show_keys()
        self.keys_changed.emit()

    def shown_keys(self, name: str) -> str:
        """Return the keys of the command of that name as menus show them; nothing where there are none."""
        return self._actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def told(self, sentence: str) -> str:
        """Return a sentence with the keys of now in the place of those that commands have at first."""
        return self.keys.told(sentence)

    def situation(self) -> Situation:
        """Return how the window stands."""
        return self._look()

    def run(self, command: Command) -> None:
        """Do what a command does, as if it were chosen in a menu."""
        self.update()  # what cannot be chosen there is not done
        self._actions[command.name].trigger()

    def open_menu(self, place: Place, where: QPoint) -> None:
        """Open a menu of the commands of ``place`` at a point of the screen."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu, place)
        menu.popup(where)

    def _make_action(self, command: Command) -> QAction:
        action = QAction(command.text, self._window)
        action.setObjectName(command.name)
        action.setCheckable(command.checked is not None)
        action.setStatusTip(command.tip)
        action.setMenuRole(command.role)
        if command.short_text:
            action.setIconText(command.short_text)
        if command.reach is Reach.WINDOW:
            self._window.addAction(action)
        else:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        # What `triggered` passes on is no argument of a command.
        action.triggered.connect(lambda _=False: self._run(command))
        return action

    def _show_keys(self) -> None:
        for command in self.commands:
            action = self._actions[command.name]
            action.setShortcuts([QKeySequence(each) for each in self.keys.of(command)])
            shown = self.shown_keys(command.name)
            action.setToolTip(f"{command.tip} ({shown})" if shown else command.tip)

    def _run(self, command: Command) -> None:
        command.run()
        # Qt has turned the check mark over by itself.
        self.update()

    def _make_toolbar(self) -> QToolBar:
        toolbar = QToolBar(Place.TOOLBAR.value)
        toolbar.setObjectName("toolbar")
        toolbar.setMovable(False)
        toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fill(toolbar, Place.TOOLBAR)
        return toolbar
