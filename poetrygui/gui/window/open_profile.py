"""A profile as one window has it open."""

from __future__ import annotations

from poetrygui.gui.window.instance_lock import InstanceLock
from poetrygui.gui.window.settings import Settings, read_settings, write_settings
from poetrygui.paths import Profile


class OpenProfile:
    """The folders of a profile, the lock that tells other windows of this one, and the settings that are kept there."""

    def __init__(self, folders: Profile) -> None:
        """Make the folders, take the lock and read the settings. Raises what :meth:`Profile.make` does."""
        folders.make()
        self.folders = folders
        self._lock = InstanceLock(folders.root / "running")
        self.settings, self.settings_problem = read_settings(folders.settings)

    @property
    def has_others(self) -> bool:
        """Whether another window had the profile open when this one came."""
        return self._lock.has_others

    @property
    def is_alone(self) -> bool:
        """Whether all that is in the profile is this window's to change."""
        return self._lock.is_alone

    @property
    def is_alone_now(self) -> bool:
        """Whether no other window has it open, not even one that came later."""
        return self._lock.is_alone_now

    @property
    def lock_problem(self) -> str:
        """Why nothing can be written there, in a few words; nothing where it can."""
        return self._lock.problem

    def keep(self, settings: Settings) -> None:
        """Save settings that differ from those that are. Raises SaveError."""
        if settings != self.settings:
            write_settings(self.folders.settings, settings)
            self.settings = settings

    def close(self) -> None:
        """Give the lock back."""
        self._lock.release()
