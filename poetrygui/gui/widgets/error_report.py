"""What went wrong out of sight, gathered in one place: never a box for each error."""

from __future__ import annotations

from attrs import evolve, frozen
from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.text_font import wear_text_font

_MOST_PROBLEMS = 100
_LONGEST_DETAILS = 20_000
_LONGEST_SENTENCE = 1000


@frozen
class Problem:
    """Something that went wrong, so many times."""

    sentence: str
    details: str = ""
    count: int = 1


class ErrorReport(QObject):
    """Holds the problems of this run, the same one once."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        """Hold none."""
        super().__init__()
        self.problems: list[Problem] = []

    def add(self, sentence: str, details: str = "") -> None:
        """Take note of a problem; ``details`` is for whoever looks closer."""
        sentence, details = sentence[:_LONGEST_SENTENCE], details[:_LONGEST_DETAILS]
        for place, problem in enumerate(self.problems):
            if problem.sentence == sentence:
                self.problems[place] = evolve(problem, count=problem.count + 1, details=details)
                break
        else:
            self.problems.append(Problem(sentence, details))
            del self.problems[:-_MOST_PROBLEMS]
        self.changed.emit()

    def clear(self) -> None:
        """Forget them all."""
        self.problems.clear()
        self.changed.emit()

    def text(self) -> str:
        """Return everything, newest last, as text."""
        parts = []
        for problem in self.problems:
            times = f"  ({counted(problem.count, 'time')})" if problem.count > 1 else ""
            details = "\n".join(label_text(line, 400) for line in problem.details.splitlines())
            parts.append(f"{label_text(problem.sentence, _LONGEST_SENTENCE)}{times}\n{details}".rstrip())
        return "\n\n".join(parts)


class ErrorDialog(QDialog):
    """Shows the report, beside the window and not in its way."""

    def __init__(self, parent: QWidget, report: ErrorReport) -> None:
        """Show ``report`` and keep up with it."""
        super().__init__(parent)
        self.setObjectName("errorDialog")
        self.setWindowTitle("Problems")
        self._report = report
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        wear_text_font(self._text)
        self._text.setAccessibleName("Problems")
        self._text.setPlaceholderText("Nothing went wrong so far.")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        clear = buttons.addButton("C&lear", QDialogButtonBox.ButtonRole.ResetRole)
        assert clear is not None
        clear.setAutoDefault(False)  # Enter is to remove nothing
        clear.clicked.connect(self._clear)
        self._clear_button: QPushButton = clear
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(PlainLabel("What went wrong since the program was started, the newest last:"))
        layout.addWidget(self._text)
        layout.addWidget(buttons)
        self.resize(720, 420)
        report.changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        text = self._report.text()
        self._text.setPlainText(text)
        self._clear_button.setEnabled(bool(text))

    def _clear(self) -> None:
        self._report.clear()
        self.close()


class ProblemsButton(QToolButton):
    """Stands in the status bar while there are problems, and opens the dialog that lists them."""

    def __init__(self, window: QWidget, report: ErrorReport) -> None:
        """Watch ``report``; the dialog opens over ``window``."""
        super().__init__()
        self.setObjectName("problemsButton")
        self.setAutoRaise(True)
        self.hide()
        self._window = window
        self._report = report
        self._dialog: ErrorDialog | None = None
        report.changed.connect(self._show_count)
        self.clicked.connect(self.open_dialog)

    def open_dialog(self) -> None:
        """Show the problems; the window can be used meanwhile."""
        if self._dialog is None:
            self._dialog = ErrorDialog(self._window, self._report)
        self._dialog.show()
        self._dialog.raise_()

    def _show_count(self) -> None:
        number = len(self._report.problems)
        self.setVisible(bool(number))
        self.setText(f"⚠ {counted(number, 'problem')}")


class DetailsDialog(QDialog):
    """Shows a text that is too long for a label, such as a traceback."""

    def __init__(self, parent: QWidget, title: str, sentence: str, details: str) -> None:
        """Show a sentence and below it the details, under this title."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        label = PlainLabel(selectable=True)
        label.show_text(sentence)
        label.setWordWrap(True)
        lines = "\n".join(label_text(line, 400) for line in details[:_LONGEST_DETAILS].splitlines())
        text = QPlainTextEdit(lines)
        text.setReadOnly(True)
        wear_text_font(text)
        text.setAccessibleName("Details")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        layout.addWidget(text)
        layout.addWidget(buttons)
        self.resize(680, 360)
