"""README's pictures of a recording, as the program takes them: ``python -m tests.gui.recording_pictures FOLDER``."""

from __future__ import annotations

import itertools
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QTimer
from PyQt6.QtGui import QPixmap
from PyQt6.QtWidgets import QApplication

from poetrygui import qtreactor
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.widgets.dress import choose_look
from tests.commands.running import run
from tests.commands.weather_station import feed, messages_file

_SETTLING = 1_000  # milliseconds in which the last bytes come to be drawn
_GAPS = [0.02, 0.35, 0.004, 0.12]  # seconds before the pieces that the station sends


def serve(pieces: list[bytes]) -> str:
    """Send the pieces to the first who comes, with waits before them; return the address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def play() -> None:
        connection, _ = listener.accept()
        # The reader leaves in the midst of it.
        with listener, connection, suppress(ConnectionError):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for piece, gap in zip(pieces, itertools.cycle(_GAPS), strict=False):
                time.sleep(gap)
                connection.sendall(piece)

    threading.Thread(target=play, daemon=True).start()
    return f"127.0.0.1:{listener.getsockname()[1]}"


def take(picture: Path, *, dark: bool) -> None:
    """Fetch the station in the window, which shows all that there is of its recording, and save a picture of that."""
    application = QApplication(["poetrygui"])
    choose_look(application, "dark" if dark else "light")
    reactor: Any = qtreactor.install()
    from poetrygui.app import create_window
    from poetrygui.gui.window import SettledPicture

    with tempfile.TemporaryDirectory() as scratch:
        profile = Path(scratch) / "profile"
        messages = profile / "protocols" / "messages.py"
        messages.parent.mkdir(parents=True)
        messages.write_text(messages_file(), encoding="utf-8")
        run("protocols", "trust", messages, "--profile", profile)
        settings = {"version": 1, "times": "SINCE_FRAME", "ruler": True, "bytes_shown": True}
        (profile / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        window = create_window(profile)

        def save(taken: QPixmap) -> None:
            taken.save(str(picture), "PNG")
            window.shut_down().addCallback(lambda _: application.quit())

        def grab() -> QPixmap:
            foot = window.statusBar()
            assert foot is not None
            foot.clearMessage()  # what passes, such as that reading the protocol took long, is to be in no picture
            return window.grab()

        settled = SettledPicture(window.workspace, grab, save)
        window.workspace.fetches_ended.connect(lambda: QTimer.singleShot(_SETTLING, settled.take))
        window.show()
        server = Server("Weather station", serve(feed()), "messages")
        window.workspace.put([server])
        window.workspace.fetch([server])
        reactor.runReturn()
        application.exec()
        window.close()
    os._exit(0)  # what is left of the window is nobody's any more


def main(folder: Path) -> None:
    """Save both pictures, each taken in a process of its own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name in ("recording", "recording-dark"):
        subprocess.run([sys.executable, "-m", __spec__.name, str(folder / f"{name}.png"), name], check=True)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    if len(sys.argv) > 2:
        take(target, dark="dark" in sys.argv[2])
    else:
        main(target)
