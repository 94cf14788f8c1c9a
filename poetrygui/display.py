"""Whether a window can be opened here, found out before Qt is asked: Qt would abort the process."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from poetrygui.errors import DisplayError

# Libraries that a desktop has and a bare machine lacks, with the Debian packages that bring them.
BASE = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
_XCB = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
PACKAGES = BASE | _XCB | _WAYLAND
_OF_PLATFORM = {"xcb": BASE | _XCB, "wayland": BASE | _WAYLAND}
FONTS = "fonts-dejavu-core"
_INSTALL = "sudo apt install"
_WITHOUT = "poetrygui get fetches without a window"


def has_display() -> bool:
    """Tell whether there seems to be a display to open a window on."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def use_offscreen() -> None:
    """Have Qt draw into memory; for this process and before it has an application."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def require_qt() -> None:
    """See that Qt can be imported and its platform plugin loaded. Raises DisplayError naming what is missing."""
    try:
        from PyQt6 import QtCore, QtGui, QtSvg, QtWidgets  # noqa: F401, PLC0415 - whether they can is the question
    except ImportError as error:
        raise DisplayError(_import_problem(error)) from error
    if sys.platform.startswith("linux"):
        _require_platform(Path(QtCore.QLibraryInfo.path(QtCore.QLibraryInfo.LibraryPath.PluginsPath)))


def require_display() -> None:
    """See that there is a display. Raises DisplayError."""
    if not has_display():
        raise DisplayError(f"There is no display to open a window on: set DISPLAY or WAYLAND_DISPLAY; {_WITHOUT}.")


def font_problem() -> str:
    """Say what to do where there is no font to draw text with; empty where there is one. Needs the application."""
    from PyQt6.QtGui import QFontInfo, QGuiApplication  # noqa: PLC0415 - this module is imported without Qt, too

    if QFontInfo(QGuiApplication.font()).family():
        return ""
    return f"There is no font, so every character is drawn as a box: install one (Debian, Ubuntu: {_INSTALL} {FONTS})."


def tell_nothing_of_letters() -> None:
    """Have Qt write nothing of fonts that lack letters, unless its user has said what it is to write.

    Any letters may come, and those that no font has are drawn as boxes. It is for this process, before it has an
    application, and for those that it begins.
    """
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db.warning=false")


def _require_platform(plugins: Path) -> None:
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if not platform:
        # Qt takes Wayland where the session is one, and X otherwise.
        platform = "wayland" if os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("DISPLAY") else "xcb"
    plugin = plugins / "platforms" / f"libq{platform}.so"
    if not plugin.is_file():
        return
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        raise DisplayError(_library_problem(str(error), _OF_PLATFORM.get(platform, BASE))) from error
    if platform == "xcb":
        _require_x_server()


def _require_x_server() -> None:
    """Connect to the X server once: where that fails, Qt aborts."""
    display = os.environ.get("DISPLAY", "")
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if failed:
        raise DisplayError(f"The display {display!r} cannot be reached: set DISPLAY to one that can; {_WITHOUT}.")


def _import_problem(error: ImportError) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name and error.name.startswith("PyQt6"):
        return f"PyQt6 is not installed: install it (pip install PyQt6); {_WITHOUT}."
    return _library_problem(str(error), BASE)


def _library_problem(message: str, candidates: dict[str, str]) -> str:
    """Return a sentence naming every library of ``candidates`` that is missing, or else what the loader said."""
    named = message.partition(":")[0].strip()
    missing = [library for library in candidates if not _can_load(library)]
    if named in PACKAGES and named not in missing:
        missing.insert(0, named)
    if not missing:
        return f"Qt cannot be loaded: {message}; {_WITHOUT}."
    packages = " ".join(dict.fromkeys(PACKAGES[library] for library in missing))
    return f"Qt needs {', '.join(missing)}: install it (Debian, Ubuntu: {_INSTALL} {packages}); {_WITHOUT}."


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def main() -> None:
    """Exit with a line that tells what to install, where Qt cannot draw; the way of `make` to ask before it starts."""
    try:
        require_qt()
    except DisplayError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
