"""What the window remembers from one run to the next: how it was laid out. Losing it does no harm."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen
from PyQt6.QtCore import QByteArray, QSize
from PyQt6.QtWidgets import QMainWindow, QSplitter

from poetrygui.core.files.atomic_file import set_aside, write_atomically
from poetrygui.core.files.kept_json import KeptJson, plain_converter
from poetrygui.core.files.small_file import read_small_file, what_is_wrong
from poetrygui.core.library.budget import FIRST_BUDGET, FIRST_LIMIT
from poetrygui.gui.recording.recording_look import RecordingLook, Times
from poetrygui.gui.widgets.fitting import first_size
from poetrygui.gui.window.situation import TabsShow

_VERSION = 1
_LARGEST_FILE = 64 * 1024
_FIRST_SIZE = QSize(1080, 680)
_FIRST_SPLITTER = [320, 760]
_WIDEST = 20_000
_BESIDE = ("frames", "arrivals", "table", "detail", "fades", "hides_sent")


@frozen
class Settings:
    """``geometry`` and ``window_state`` are Qt's own, in base 64; ``splitter`` is the widths of its parts in pixels."""

    version: int = _VERSION
    geometry: str = ""
    window_state: str = ""
    splitter: tuple[int, ...] = ()
    send_bar: bool = False
    dismissed: tuple[str, ...] = ()
    """Marks of protocol files that need not be announced again."""
    ruler: bool = False
    bytes_shown: bool = False
    times: str = ""
    """What is shown of recordings; the times by the name of their kind."""
    beside: tuple[str, ...] = ()
    """What else stands beside the texts: the numbers of frames, how quickly they came, and what of a table."""
    budget: int = FIRST_BUDGET
    """Bytes that all that is kept may take."""
    recording_limit: int = FIRST_LIMIT
    """Bytes that one recording may take, where its server has no limit of its own."""

    @property
    def recordings(self) -> RecordingLook:
        """What is shown of recordings."""
        times = next((kind for kind in Times if kind.name == self.times), Times.NONE)
        beside = (name in self.beside for name in _BESIDE)
        return RecordingLook(self.ruler, self.bytes_shown, times, *beside)


_kept = KeptJson(Settings, _VERSION, plain_converter, _LARGEST_FILE)


def read_settings(path: Path) -> tuple[Settings, str | None]:
    """Return the settings, and a sentence where the file was damaged, or no file at all, and set aside."""
    try:
        settings = _kept.parse(read_small_file(path, _LARGEST_FILE))
    except FileNotFoundError:
        return Settings(), None
    except OSError as error:
        return Settings(), f"The settings {path} cannot be read: {error.strerror or error}."
    except Exception as error:  # noqa: BLE001 - damage comes in every shape, and gets the same answer
        found = what_is_wrong(error)
        try:
            aside = set_aside(path)
        except OSError as failed:
            return Settings(), f"The settings {path} are {found} and cannot be set aside: {failed.strerror or failed}."
        return Settings(), f"The settings were {found}: they were set aside as {aside}."
    return settings, None


def remembered(
    window: QMainWindow,
    splitter: QSplitter,
    shown: TabsShow,
    dismissed: tuple[str, ...] = (),
    limits: tuple[int, int] = (FIRST_BUDGET, FIRST_LIMIT),
) -> Settings:
    """Return how a window and its splitter are laid out now, with what else is to be kept.

    That is what is ``shown`` in every tab, which files were ``dismissed``, each as a mark, the ``limits`` in
    bytes: the budget, and that of one recording.
    """
    return Settings(
        geometry=_packed(window.saveGeometry()),
        window_state=_packed(window.saveState()),
        splitter=tuple(splitter.sizes()),
        send_bar=shown.send_bars,
        dismissed=dismissed,
        ruler=shown.recordings.ruler,
        bytes_shown=shown.recordings.bytes,
        times=shown.recordings.times.name,
        beside=tuple(name for name in _BESIDE if getattr(shown.recordings, name)),
        budget=limits[0],
        recording_limit=limits[1],
    )


def lay_out(window: QMainWindow, splitter: QSplitter, settings: Settings) -> None:
    """Lay a window and its splitter out as ``settings`` say, or as they are at first.

    Qt refuses what it does not understand.
    """
    window.resize(first_size(window.screen(), _FIRST_SIZE))
    window.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode("ascii", "replace")))
    window.restoreState(QByteArray.fromBase64(settings.window_state.encode("ascii", "replace")))
    widths = [min(max(width, 0), _WIDEST) for width in settings.splitter]
    splitter.setSizes(widths if len(widths) == splitter.count() and any(widths) else _FIRST_SPLITTER)


def _packed(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")


def write_settings(path: Path, settings: Settings) -> None:
    """Save the settings. Raises SaveError."""
    write_atomically(path, _kept.dump(settings))
