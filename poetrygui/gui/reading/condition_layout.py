"""How the dialogs of highlight rules and of triggers are laid out: the list, what is done with it, and its form."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from poetrygui.gui.widgets.plain_text import PlainLabel


def lay_out(
    dialog: QDialog,
    prefix: str,
    parts: tuple[QWidget, QWidget, PlainLabel],
    actions: Iterable[tuple[str, str, Callable[[], object]]],
) -> None:
    """Fill a ``dialog`` with its ``parts``: the list, the form of the current one, and the line that says problems.

    Beside the list stands a button for each of the ``actions``: its name, which begins with ``prefix``, its text and
    what it calls.
    """
    listing, form, problem = parts
    problem.setObjectName(f"{prefix}Problem")
    problem.setWordWrap(True)
    beside = QVBoxLayout()
    for name, text, call in actions:
        button = QPushButton(text)
        button.setObjectName(f"{prefix}{name}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False, call=call: call())
        beside.addWidget(button)
    beside.addStretch(1)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    top = QHBoxLayout()
    top.addWidget(listing, 1)
    top.addLayout(beside)
    layout = QVBoxLayout(dialog)
    layout.addLayout(top, 1)
    layout.addWidget(form)
    layout.addWidget(problem)
    layout.addWidget(buttons)
