"""Walking the widgets of a window or a dialog as a screen reader and an eye do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtGui import QColor, QImage
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QSlider,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from poetrygui.gui.widgets.theme import contrast
from tests.gui.hands import press

_CONTROLS = (
    *(QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QPlainTextEdit, QTextEdit),
    *(QSlider, QTabWidget),
)
_NARROWEST = 20  # pixels in which a letter has room
_TEXTS = QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QTabBar, QHeaderView, QMenuBar


def shown(root: QWidget) -> Iterator[QWidget]:
    """Yield what is seen in ``root``, but for what Qt's own widgets are made of."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible() and widget.window() is root and not _is_part(widget):
            yield widget


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a control, as Qt finds it: its name, its text, or a label's."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return widget.text()
    if isinstance(widget, QGroupBox):
        return widget.title()
    labels = [label for label in widget.window().findChildren(QLabel) if label.buddy() is widget]  # type: ignore[union-attr]
    return labels[0].text() if labels else ""


def nameless(root: QWidget) -> list[str]:
    """Return the controls in ``root`` that a screen reader has no name for."""
    return [
        f"{type(widget).__name__} {widget.objectName()!r} in {root.objectName() or type(root).__name__}"
        for widget in shown(root)
        if isinstance(widget, _CONTROLS) and not isinstance(widget, QHeaderView) and not name_of(widget).strip()
    ]


def unreadable(root: QWidget, least: float) -> list[str]:
    """Return the texts in ``root`` that have not as much contrast as drawn, those excepted that cannot be used now.

    Letters have to be large enough for their middle to have the text's own colour. Each is drawn with what is below
    it: a picture of a widget without a ground of its own has none, and its text would be compared with black.
    """
    picture = root.grab().toImage()
    return [
        f"{type(widget).__name__} {widget.objectName()!r} in {root.objectName() or type(root).__name__}: {found:.2f}"
        for widget in shown(root)
        if isinstance(widget, _TEXTS) and widget.isEnabled() and _text_of(widget)
        if widget.width() > _NARROWEST and widget.height()
        if (found := drawn_contrast(as_seen(widget, root, picture))) < least
    ]


def as_seen(widget: QWidget, root: QWidget, picture: QImage) -> QImage:
    """Return how a widget is drawn in a ``picture`` of its ``root``; what can be scrolled to is, for another one."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        above.ensureWidgetVisible(widget)
        picture = root.grab().toImage()
    return picture.copy(QRect(widget.mapTo(root, QPoint()), widget.size()))


def drawn_contrast(image: QImage) -> float:
    """Return the most contrast that anything in a picture has to what most of it is."""
    bits = image.convertToFormat(QImage.Format.Format_RGB32).constBits()
    assert bits is not None
    colours = Counter(memoryview(bits.asstring(image.sizeInBytes())).cast("I"))
    ground = QColor(colours.most_common(1)[0][0])
    return max(contrast(QColor(colour), ground) for colour in colours)


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, (QAbstractButton, QLabel)):
        return widget.text()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return "shown"


def _is_part(widget: QWidget) -> bool:
    owner = widget.parentWidget()
    if isinstance(
        owner, (QComboBox, QAbstractSpinBox, QKeySequenceEdit, QLineEdit, QTabBar)
    ) and widget.objectName().startswith("qt_"):
        return True
    if isinstance(owner, QTabBar) and widget.focusPolicy() is Qt.FocusPolicy.NoFocus and not widget.accessibleName():
        return True  # the arrows at its end, which have names of Qt's own
    return isinstance(owner, (QComboBox, QLineEdit))


def dialogs() -> list[QWidget]:
    """Return the dialogs that are open."""
    return [
        each for each in QApplication.topLevelWidgets() if each.isVisible() and each.isWindow() and _is_dialog(each)
    ]


def _is_dialog(widget: QWidget) -> bool:
    return widget.windowType() in (Qt.WindowType.Dialog, Qt.WindowType.Sheet)


def tab_order(root: QWidget) -> list[QWidget]:
    """Press Tab until it leads to where one was, or nowhere; return what had the keyboard."""
    root.activateWindow()
    QApplication.processEvents()
    here, order = QApplication.focusWidget(), []
    assert here is not None
    assert here.window() is root
    while here is not None and here not in order:
        order.append(here)
        press(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
    return order


def unreached(root: QWidget) -> list[str]:
    """Return what Tab would lead to in ``root``, and does not, from where the keyboard is."""
    reached = tab_order(root)
    return [
        f"{type(widget).__name__} {widget.objectName()!r} in {root.objectName() or type(root).__name__}"
        for widget in shown(root)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.focusProxy() is None
        if widget not in reached and not isinstance(widget, (QScrollArea, QRadioButton))
    ]


def letterless(root: QWidget) -> list[str]:
    """Return the buttons of ``root`` that no letter presses, those excepted that Enter and Escape do everywhere."""
    return [
        f"{widget.text()!r} in {root.objectName() or type(root).__name__}"
        for widget in shown(root)
        if isinstance(widget, QAbstractButton) and widget.text() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if "&" not in widget.text() and widget.text() not in ("OK", "Save", "Cancel", "Close")
    ]
