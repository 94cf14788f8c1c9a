"""Which acts on this machine the user has typed or agreed to, kept by their digests in one small file."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from pathlib import Path

from attrs import field, frozen

from poetrygui.core import servers
from poetrygui.core.files.atomic_file import set_aside, write_atomically
from poetrygui.core.files.kept_json import KeptJson, plain_converter
from poetrygui.core.files.small_file import read_small_file
from poetrygui.core.servers.server_book import Server

_VERSION = 1
_LARGEST_FILE = 1024 * 1024


@frozen
class _Agreed:
    version: int = _VERSION
    acts: tuple[str, ...] = field(default=())


_kept = KeptJson(_Agreed, _VERSION, plain_converter, _LARGEST_FILE)


class AgreedActs:
    """Acts of servers, as :func:`acts_of` tells them, that may be done without a question.

    A digest is of the act and of where the file is: a folder that was made elsewhere, its list of agreements included,
    has agreed to nothing. Another window may write the same file, so it is read whenever somebody asks. What is damaged
    is set aside, and nothing is agreed to then.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Keep them at ``path``, or as long as this is there."""
        self._path = path
        self._for_now: set[str] = set()

    def unknown(self, fetched: Iterable[Server]) -> dict[str, tuple[str, ...]]:
        """Return what servers that are to be ``fetched`` would do that nobody has typed or agreed to, by their ids."""
        acts = {server.id: found for server in fetched if (found := servers.acts_of(server))}
        known = {*self._for_now, *self._read()} if acts else set()
        new = {each: tuple(act for act in found if self._digest(act) not in known) for each, found in acts.items()}
        return {each: found for each, found in new.items() if found}

    def typed(self, before: Server | None, server: Server) -> None:
        """Agree to what ``server`` does, which somebody typed in the place of ``before``, and that did not.

        What stood there is not agreed to because something else was changed. Raises SaveError.
        """
        stood = () if before is None else servers.acts_of(before)
        self.agree(act for act in servers.acts_of(server) if act not in stood)

    def agree(self, acts: Iterable[str]) -> None:
        """Agree to acts. Raises SaveError: then it is for as long as this is there."""
        digests = dict.fromkeys(map(self._digest, acts))
        self._for_now.update(digests)
        kept = self._read()
        if self._path is not None and any(digest not in kept for digest in digests):
            write_atomically(self._path, _kept.dump(_Agreed(acts=tuple(dict.fromkeys([*kept, *digests])))))

    def _read(self) -> tuple[str, ...]:
        if self._path is None:
            return ()
        try:
            return _kept.parse(read_small_file(self._path, _LARGEST_FILE)).acts
        except FileNotFoundError:
            return ()
        except Exception:  # noqa: BLE001 - damage comes in every shape, and gets the same answer
            with contextlib.suppress(OSError):
                set_aside(self._path)
            return ()

    def _digest(self, act: str) -> str:
        where = "" if self._path is None else str(self._path.absolute())
        return hashlib.sha256(f"{where}\0{act}".encode("utf-8", "surrogateescape")).hexdigest()
