"""The style sheet for Qt's own style: flat, quiet, on the grid, in the colours of whatever palette there is."""

from __future__ import annotations

from string import Template

from PyQt6.QtGui import QColor, QPalette

from poetrygui.gui.widgets import tokens
from poetrygui.gui.widgets.theme import blend, has_high_contrast, is_dark, is_dark_colour, readable, readable_in
from poetrygui.paths import resources

_ROLE = QPalette.ColorRole
_RULES = Template("""
QToolBar { background: $window; border: none; border-bottom: 1px solid $line; padding: 4px; spacing: 4px; }
QToolBar::separator { background: $line; width: 1px; margin: 6px 4px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: $radius; padding: 4px 8px; }
QToolButton:hover { background: $hovered; }
QToolButton:pressed, QToolButton:checked { background: $pressed; border-color: $outline; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $unavailable; }
QToolButton::menu-indicator { image: url("$icons/down-$on.svg"); width: 12px; height: 12px; subcontrol-origin: padding;
  subcontrol-position: center right; right: 6px; }
MessageMenu { padding-right: 22px; }
RowPage > QToolButton, FrameTable > QToolButton { background: $button; border-color: $outline; }

QMenuBar { background: $window; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: $small; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $pressed; }
QMenu { background: $base; border: 1px solid $outline; padding: 4px 0; }
QMenu::item:selected { background: $chosen; color: $on_chosen; }
QMenu::separator { background: $line; height: 1px; margin: 4px 8px; }
QStatusBar { background: $window; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; margin: 0 1px 0 2px; }
QSplitter::handle:vertical { height: 1px; margin: 1px 0 2px 0; }
QToolTip { background: $base; color: $text; border: 1px solid $outline; padding: 4px; }

QPushButton { background: $button; border: 1px solid $outline; border-radius: $radius; padding: 4px 16px;
  min-height: 18px; outline: 0; }
QPushButton:hover { background: $button_hovered; }
QPushButton:pressed, QPushButton:checked { background: $button_pressed; }
QPushButton:default { background: $chosen; color: $on_chosen; border-color: $chosen; }
QPushButton:default:hover { background: $chosen_hovered; border-color: $chosen_hovered; }
QPushButton:focus { border: 2px solid $accent; padding: 3px 15px; }
QPushButton:default:focus { border-color: $ring; }
QPushButton:disabled { background: $window; color: $unavailable; border-color: $line; }
QFileDialog { backward-icon: url("$icons/left-$on.svg"); forward-icon: url("$icons/right-$on.svg");
  filedialog-parent-directory-icon: url("$icons/up-$on.svg");
  filedialog-new-directory-icon: url("$icons/new-folder-$on.svg");
  filedialog-listview-icon: url("$icons/list-$on.svg"); filedialog-detailedview-icon: url("$icons/details-$on.svg"); }
QDialogButtonBox, QMessageBox { dialogbuttonbox-buttons-have-icons: 0; }

QLineEdit, QComboBox, QAbstractSpinBox { background: $base; border: 1px solid $outline; border-radius: $radius;
  padding: 2px 7px; min-height: 20px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $accent; padding: 1px 6px; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { background: $window; color: $unavailable;
  border-color: $line; }
QLineEdit { lineedit-clear-button-icon: url("$icons/close-$on.svg"); }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: none; padding: 0; background: transparent; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$icons/down-$on.svg"); width: 14px; height: 14px; }
QAbstractSpinBox { padding-right: 22px; }
QAbstractSpinBox:focus { padding-right: 21px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px; border-radius: $small; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; margin: 2px 2px 0 0; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hovered; }
QAbstractSpinBox::up-arrow { image: url("$icons/up-$on.svg"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("$icons/down-$on.svg"); width: 12px; height: 12px; }

QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator { width: 14px; height: 14px; background: $base;
  border: 1px solid $strong; border-radius: $small; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked { background: $chosen; border-color: $chosen;
  image: url("$icons/check-$mark.svg"); }
QCheckBox::indicator:indeterminate { background: $chosen; border-color: $chosen; image: url("$icons/some-$mark.svg"); }
QRadioButton::indicator:checked { background: $chosen; border-color: $chosen; image: url("$icons/dot-$mark.svg"); }
QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus { border-color: $ring; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $window; border-color: $line; }
QCheckBox:disabled, QRadioButton:disabled { color: $unavailable; }
QTreeView::indicator, QListView::indicator { width: 12px; height: 12px; background: $base; border: 1px solid $strong;
  border-radius: $small; }
QTreeView::indicator:checked, QListView::indicator:checked { image: url("$icons/check-$on.svg"); }

QTabWidget::pane { border: none; }
QTabBar::tab { background: transparent; color: $quiet; border: none; border-bottom: 2px solid transparent;
  padding: 8px 12px 6px 12px; min-height: 24px; }
QTabBar::tab:hover { background: $hovered; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:selected:focus { background: $tinted; }
QTabBar QToolButton { background: $window; border: none; border-radius: 0; padding: 0; }
QTabBar::tear { width: 0; border: none; }
QTabBar QToolButton::left-arrow { image: url("$icons/left-$on.svg"); }
QTabBar QToolButton::right-arrow { image: url("$icons/right-$on.svg"); }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 14px; }
QScrollBar:horizontal { height: 14px; }
QScrollBar::handle { background: $outline; border-radius: 4px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QHeaderView { background: $window; }
QHeaderView::section { background: $window; color: $quiet; border: none; border-bottom: 1px solid $line;
  border-right: 1px solid $line; padding: 4px 3px; }
QTableCornerButton::section { background: $window; border: none; border-bottom: 1px solid $line;
  border-right: 1px solid $line; }
QHeaderView::down-arrow { image: url("$icons/down-$on.svg"); width: 12px; height: 12px; }
QHeaderView::up-arrow { image: url("$icons/up-$on.svg"); width: 12px; height: 12px; }
QDialog QTreeView, QDialog QTableView, QDialog QListView, QDialog QPlainTextEdit, QDialog QTextBrowser,
QDockWidget QTreeView, QDockWidget QTableView, QDockWidget QPlainTextEdit {
  border: 1px solid $line; border-radius: $small; }
QDialog QTreeView:focus, QDialog QTableView:focus, QDialog QListView:focus, QDialog QPlainTextEdit:focus,
QDialog QTextBrowser:focus, QDockWidget QTreeView:focus, QDockWidget QTableView:focus,
QDockWidget QPlainTextEdit:focus { border-color: $accent; }
QDialog QTreeView::item, QDialog QListView::item, QDockWidget QTreeView::item { padding: 2px 0; }
QComboBox QListView, QDialog QComboBox QListView { background: $base; color: $text; border: 1px solid $outline;
  border-radius: 0; outline: 0; }
QComboBox QListView::item { padding: 4px 7px; }
QComboBox QListView::item:selected { background: $chosen; color: $on_chosen; }
QGroupBox { border: 1px solid $line; border-radius: $radius; margin-top: 10px; padding: 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; padding: 0 4px; }
QProgressBar { background: $pressed; border: none; border-radius: 3px; max-height: 6px; color: transparent; }
QProgressBar::chunk { background: $chosen; border-radius: 3px; }
QDockWidget { titlebar-close-icon: url("$icons/close-$on.svg"); titlebar-normal-icon: url("$icons/float-$on.svg"); }
QDockWidget::title { background: $window; border-top: 1px solid $line; padding: 6px 8px; text-align: left; }
DividingLine { background: $line; border: none; max-height: 1px; }
""")

# Where grounds may have no shades: what is chosen, has the keyboard or is below the mouse is told by lines and by the
# selection's own colours. A ring around what is filled with these would not be seen. A list's edge has its width at all
# times: Qt leaves no more room for it when the keyboard comes.
_IN_HIGH_CONTRAST = Template("""
QMenuBar::item:selected, QMenuBar::item:pressed { background: $chosen; color: $on_chosen; }
QToolButton:hover, QPushButton:hover { border-color: $accent; }
QToolButton:focus { border: 2px solid $accent; padding: 3px 7px; }
QToolButton:checked { border: 2px solid $text; padding: 3px 7px; }
QToolButton:checked:focus { border-color: $accent; }
QPushButton:default:focus { background: $button; color: $text; border: 2px solid $accent; }
QTabBar::tab:selected:focus { border: 2px solid $accent; padding: 6px 10px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked, QGroupBox::indicator:checked,
QCheckBox::indicator:indeterminate { background: $base; border-color: $text; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked { image: url("$icons/check-$on.svg"); }
QCheckBox::indicator:indeterminate { image: url("$icons/some-$on.svg"); }
QRadioButton::indicator:checked { image: url("$icons/dot-$on.svg"); }
QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus { border-color: $accent; }
QDialog QTreeView, QDialog QTableView, QDialog QListView, QDialog QPlainTextEdit, QDialog QTextBrowser,
QDockWidget QTreeView, QDockWidget QTableView, QDockWidget QPlainTextEdit { border-width: 2px; }
QProgressBar { background: $base; border: 1px solid $text; max-height: 8px; }
""")


def style_sheet(palette: QPalette) -> str:
    """Return the sheet in the colours of ``palette``; where that has high contrast, in no others than it has itself."""
    window, base, button, text = (
        palette.color(role) for role in (_ROLE.Window, _ROLE.Base, _ROLE.Button, _ROLE.WindowText)
    )
    is_plain = has_high_contrast(palette)
    accent, chosen = palette.color(_ROLE.Accent), palette.color(_ROLE.Highlight)

    def line(part: float) -> QColor:
        return text if is_plain else blend(window, text, part)

    def ground(colour: QColor, other: QColor, part: float) -> QColor:
        return colour if is_plain else blend(colour, other, part)

    colours = {
        "window": window,
        "base": base,
        "button": button,
        "text": text,
        "quiet": text if is_plain else readable(palette.color(_ROLE.PlaceholderText), window),
        "line": line(tokens.DIVIDED),
        "outline": line(tokens.OUTLINED),
        "strong": line(2 * tokens.OUTLINED),
        "hovered": ground(window, text, tokens.HOVERED),
        "pressed": ground(window, text, tokens.PRESSED),
        "button_hovered": ground(button, text, tokens.HOVERED),
        "button_pressed": ground(button, text, tokens.PRESSED),
        "unavailable": palette.color(QPalette.ColorGroup.Disabled, _ROLE.WindowText)
        if is_plain
        else blend(text, window, tokens.UNAVAILABLE),
        "accent": accent,
        "tinted": ground(window, accent, tokens.CHOSEN),
        "chosen": chosen,
        "chosen_hovered": ground(chosen, text, tokens.PRESSED),
        "on_chosen": readable_in(palette, palette.color(_ROLE.HighlightedText), chosen),
        "ring": text if is_plain else blend(chosen, text, 2 * tokens.OUTLINED),
    }
    rules = Template(_RULES.template + _IN_HIGH_CONTRAST.template) if is_plain else _RULES
    return rules.substitute(
        {name: colour.name() for name, colour in colours.items()},
        icons=(resources() / "icons" / "controls").as_posix(),
        on="on-dark" if is_dark(palette) else "on-light",
        mark="on-dark" if is_dark_colour(chosen) else "on-light",
        radius=f"{tokens.RADIUS}px",
        small=f"{tokens.RADIUS_SMALL}px",
    )
