"""What tells above a poem that some of it is not to be seen, since somebody has cleared the view."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.letterings import cleared_lines, show_cleared
from poetrygui.core.text.wording import counted
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.widgets.plain_text import ElidedLabel

_MARGIN = 10


class HiddenStrip(QWidget):
    """Says how many lines are hidden, and has a button that shows them."""

    def __init__(self, show: Callable[[], object]) -> None:
        """Say nothing yet; ``show`` shows what is hidden."""
        super().__init__()
        self.setObjectName("hiddenStrip")
        self._label = ElidedLabel()
        self._button = QToolButton()
        self._button.setObjectName("showHidden")
        self._button.setToolTip("Show what was cleared from view")
        self._button.clicked.connect(lambda _=False: show())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 2, _MARGIN, 2)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._button)
        self.hide()

    def say(self, lines: int) -> None:
        """Say that so many lines are hidden; of none, hide."""
        is_one = lines == 1
        self._label.setText(f"{counted(lines, 'line')} above {'is' if is_one else 'are'} cleared from view, and kept.")
        self._button.setText("Show it" if is_one else "Show them")
        self.setVisible(lines > 0)


class ClearedLines(QObject):
    """Shows the strip while lines of a poem are hidden; it is made when somebody hides some."""

    def __init__(self, poem: KeptPoem, put_above: Callable[[QWidget], object], parent: QObject) -> None:
        """Tell of ``poem``; ``put_above`` puts the strip above its text, which ``parent`` shows."""
        super().__init__(parent)
        self._poem = poem
        self._put_above = put_above
        self._strip: HiddenStrip | None = None
        listen(self, poem.loaded, self._show)

    def _show(self) -> None:
        if self._strip is None and self._poem.stream.hidden:
            self._strip = HiddenStrip(lambda: show_cleared(self._poem))
            self._put_above(self._strip)
        if self._strip is not None:
            self._strip.say(cleared_lines(self._poem))
