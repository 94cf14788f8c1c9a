"""What a window was at work on, so that the next one goes on with it. Losing it does no harm."""

from __future__ import annotations

from pathlib import Path

from attrs import field, frozen

from poetrygui.core.files.atomic_file import set_aside, write_atomically
from poetrygui.core.files.kept_json import KeptJson, plain_converter
from poetrygui.core.files.small_file import read_small_file, what_is_wrong
from poetrygui.core.library.closed_poems import TabPlace

_VERSION = 1
_LARGEST_FILE = 16 * 1024 * 1024


@frozen
class SessionTab:
    """A tab: what the names of its stream's folders end with, and where its view was."""

    stream: str
    place: TabPlace = field(factory=TabPlace)


@frozen
class TableColumns:
    """Which fields have columns in tables of what a protocol, by its name, has framed."""

    protocol: str
    fields: tuple[str, ...] = ()


@frozen
class Session:
    """The ``tabs`` from left to right, of which ``current`` is the stream of the one that is seen."""

    version: int = _VERSION
    tabs: tuple[SessionTab, ...] = ()
    current: str = ""
    wraps: bool = True
    zoom: int = 0
    """Steps by which letters are larger than at first."""
    colours: bool = True
    """Whether text has the colours that servers set."""
    encodings: tuple[tuple[str, str], ...] = ()
    """The ids of servers, each with the encoding that it had last, where that is not UTF-8."""
    running: tuple[str, ...] = ()
    """The ids of the servers that were being fetched."""
    recent: tuple[str, ...] = ()
    """The addresses that were typed lately, the last first."""
    columns: tuple[TableColumns, ...] = ()


_kept = KeptJson(Session, _VERSION, plain_converter, _LARGEST_FILE)


def read_session(path: Path) -> tuple[Session, str]:
    """Return what is kept at ``path``, and a sentence where the file was damaged, or no file at all, and set aside."""
    try:
        return _kept.parse(read_small_file(path, _LARGEST_FILE)), ""
    except FileNotFoundError:
        return Session(), ""
    except OSError as error:
        return Session(), f"Which tabs there were cannot be read from {path}: {error.strerror or error}."
    except Exception as error:  # noqa: BLE001 - damage comes in every shape, and gets the same answer
        found = what_is_wrong(error)
        try:
            aside = set_aside(path)
        except OSError as failed:
            return (
                Session(),
                f"The list of tabs {path} is {found} and cannot be set aside: {failed.strerror or failed}.",
            )
        return Session(), f"The list of tabs was {found}: it was set aside as {aside}."


def write_session(path: Path, session: Session) -> None:
    """Keep it at ``path``. Raises SaveError."""
    write_atomically(path, _kept.dump(session))
