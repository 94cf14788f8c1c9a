"""Twisted inside Qt's event loop: the only package that knows how Qt drives Twisted.

Call install() before anything imports twisted.internet.reactor, before or after the QApplication
is made. Then start with reactor.runReturn() and app.exec(), or with reactor.run().

Which reactor that is, says the environment variable POETRYGUI_REACTOR: "native" for Twisted's own
poller (epoll or kqueue) behind a single notifier, "qt-reactor" for the package of that name. Without
it, the native one where the platform has such a poller.

Where there are objects of Qt's, make a LoopGarbage as well, and hold on to it: without one, Python takes what lies in
cycles apart in any thread.
"""

from __future__ import annotations

import os
import select
import sys
from typing import TYPE_CHECKING

from twisted.internet import error, main

from poetrygui.qtreactor.garbage import LoopGarbage
from poetrygui.qtreactor.lifecycle import QtLifecycle

__all__ = ["LoopGarbage", "QtReactor", "ReactorAlreadyInstalledError", "install"]

_VARIABLE = "POETRYGUI_REACTOR"
_NATIVE = "native"
_FALLBACK = "qt-reactor"

if TYPE_CHECKING:
    # The class that install() installs on this platform, POETRYGUI_REACTOR heeded.
    QtReactor: type[QtLifecycle]


class ReactorAlreadyInstalledError(error.ReactorAlreadyInstalledError, RuntimeError):
    """Another reactor than one of this package is installed already."""


def install() -> QtLifecycle:
    """Install a reactor that Qt drives as twisted.internet.reactor, and return it.

    If one is installed already, return that. Raises ReactorAlreadyInstalledError if another reactor
    is, and ValueError if POETRYGUI_REACTOR names none.
    """
    installed: object = sys.modules.get("twisted.internet.reactor")
    if isinstance(installed, QtLifecycle):
        return installed
    if installed is not None:
        raise ReactorAlreadyInstalledError(
            f"{type(installed).__qualname__} is installed already: call "
            "poetrygui.qtreactor.install() before anything imports twisted.internet.reactor"
        )
    reactor = _reactor_class()()
    main.installReactor(reactor)
    return reactor


def _reactor_class() -> type[QtLifecycle]:
    has_native = hasattr(select, "epoll") or hasattr(select, "kqueue")
    name = os.environ.get(_VARIABLE) or (_NATIVE if has_native else _FALLBACK)
    if name == _NATIVE and has_native:
        if hasattr(select, "epoll"):
            from poetrygui.qtreactor.epoll import EPollReactor  # noqa: PLC0415  # Linux only

            return EPollReactor
        from poetrygui.qtreactor.kqueue import KQueueReactor  # noqa: PLC0415  # BSD only

        return KQueueReactor
    if name == _FALLBACK:
        os.environ["QT_API"] = "pyqt6"  # read by qtpy, through which qt-reactor imports Qt
        from poetrygui.qtreactor.fallback import FallbackReactor  # noqa: PLC0415  # reads QT_API

        return FallbackReactor
    if name == _NATIVE:
        raise ValueError(f"{_VARIABLE}={name}: this platform has neither epoll nor kqueue")
    raise ValueError(f"{_VARIABLE} is {name!r}: set it to {_NATIVE!r} or {_FALLBACK!r}, or unset it")


def __getattr__(name: str) -> type[QtLifecycle]:
    # Not made at import: only one of the classes can be imported on any platform.
    if name == "QtReactor":
        return _reactor_class()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
