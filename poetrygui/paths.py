"""Where things are: what ships with the program, and the profile that holds everything the program keeps.

What the program makes for itself is for its user alone, whatever the umask lets others do, or keeps the user from.
"""

from __future__ import annotations

import contextlib
import os
import shlex
from pathlib import Path
from typing import NamedTuple

import poetrygui

_PACKAGE = Path(__file__).parent


def _shipped(name: str) -> Path:
    # An installed wheel carries these folders inside the package; a checkout has them at its top level.
    installed = _PACKAGE / "_shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def shipped_protocols() -> Path:
    """Return the folder of the protocol files that come with the program."""
    return _shipped("protocols")


def resources() -> Path:
    """Return the folder of icons and sample poems."""
    return _shipped("resources")


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those that it is to be in, for this user alone; one that is there stays as it is.

    Raises OSError.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileNotFoundError:
        make_private_folder(folder.parent)
        make_private_folder(folder)
    except OSError:
        # Where nothing can be made at all, that is not said of what is there.
        if not folder.is_dir():
            raise
    else:
        _make_private(folder, 0o700)


def make_private_file(path: Path, flags: int) -> int:
    """Make a file that is not there yet, for this user alone, and return its descriptor. Raises OSError."""
    descriptor = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
    _make_private(path, 0o600)
    return descriptor


def _make_private(path: Path, mode: int) -> None:
    # The umask may have taken away what the user needs. Not every file system has modes.
    with contextlib.suppress(OSError):
        path.chmod(mode)


class Profile(NamedTuple):
    """One user's servers, settings, protocols and poems, all under one folder."""

    root: Path

    @classmethod
    def default(cls) -> Profile:
        """Return the profile in the platform's own place for a program's data."""
        return cls(poetrygui.default_folder())

    @property
    def option(self) -> str:
        """What names this profile in a command that is told to the user, after a blank; nothing for the default one."""
        return "" if self == Profile.default() else f" --profile {shlex.quote(str(self.root))}"

    def make(self) -> None:
        """Make the folder, for nobody else to write to; where that fails, whoever writes into it tells why."""
        with contextlib.suppress(OSError):
            make_private_folder(self.root)

    @property
    def servers(self) -> Path:
        """The file with the list of servers."""
        return self.root / "servers.json"

    @property
    def folded(self) -> Path:
        """The file with the groups of servers that are folded."""
        return self.root / "folded.json"

    @property
    def agreed(self) -> Path:
        """The file with what servers may do on this machine, because the user has typed it or agreed to it."""
        return self.root / "agreed.json"

    @property
    def settings(self) -> Path:
        """The file with the window's settings."""
        return self.root / "settings.json"

    @property
    def keys(self) -> Path:
        """The file with the keys of commands that were changed."""
        return self.root / "keys.json"

    @property
    def preferences(self) -> Path:
        """The file with what the user has chosen in the settings."""
        return self.root / "preferences.json"

    @property
    def messages(self) -> Path:
        """The file with messages that are sent often."""
        return self.root / "messages.json"

    @property
    def highlights(self) -> Path:
        """The file with the rules by which lines are coloured."""
        return self.root / "highlights.json"

    @property
    def triggers(self) -> Path:
        """The file with what is done when lines come that fit."""
        return self.root / "triggers.json"

    @property
    def session(self) -> Path:
        """The file with the tabs of the window, and what ran in them."""
        return self.root / "session.json"

    @property
    def protocols(self) -> Path:
        """The folder for the user's own protocol files."""
        return self.root / "protocols"

    @property
    def poems(self) -> Path:
        """The folder in which poems are kept while and after they arrive."""
        return self.root / "poems"

    @property
    def closed(self) -> Path:
        """The folder in which poems are kept whose tab was closed, so that they can be brought back."""
        return self.root / "closed"

    @property
    def replays(self) -> Path:
        """The folder for what recordings that are played deliver, each as long as its tab is there."""
        return self.root / "replays"

    @property
    def recordings(self) -> tuple[Path, Path]:
        """The folders in which recordings are: each is a poem's, whether its tab was closed or not."""
        return self.poems, self.closed
