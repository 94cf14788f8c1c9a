"""Starts a window as a user does, and ends as soon as it is painted: this program, or the least that can be shown."""

from __future__ import annotations

import os
import sys


def watch(window: object) -> None:
    from PyQt6.QtCore import QEvent, QObject, QTimer
    from PyQt6.QtWidgets import QWidget

    assert isinstance(window, QWidget)

    class Watch(QObject):
        def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
            if event is not None and event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, lambda: os._exit(0))
            return False

    window.setProperty("watch", None)
    keep.append(Watch())
    window.installEventFilter(keep[-1])  # type: ignore[arg-type]  # it is one


keep: list[object] = []


def program(folder: str) -> None:
    from pathlib import Path

    from poetrygui import startup

    startup.begin()
    from poetrygui import app, cli

    create_window = app.create_window

    def create(profile: Path, **options: bool) -> object:
        window = create_window(profile, **options)
        watch(window)
        return window

    app.create_window = create  # type: ignore[assignment]  # the same, watched
    sys.argv[1:] = ["--profile", folder]
    cli.main()


def bare() -> None:
    from PyQt6.QtWidgets import QApplication, QMainWindow
    from twisted.internet import reactor

    assert reactor is not None
    application = QApplication([])
    window = QMainWindow()
    watch(window)
    window.show()
    application.exec()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        program(sys.argv[2])
