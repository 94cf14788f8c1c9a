"""The reactor that the process runs: to import this module is to install the platform's, where there is none yet."""

from __future__ import annotations

from twisted.internet import reactor  # noqa: TID251 - what a command composes begins here

__all__ = ["reactor"]
