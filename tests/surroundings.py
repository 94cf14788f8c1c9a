"""What a run of the tests brings of its own, so that none depends on the machine, or on who starts it, or how."""

from __future__ import annotations

import locale
import os
import signal
import sys
from pathlib import Path
from xml.sax.saxutils import escape

PATIENCE = 120.0
"""Seconds after which a test gives up; none needs that long, on a busy machine either."""
FONTS = Path(__file__).parent / "fonts"
_ENCODING = locale.getencoding()  # of the run; Qt takes another for this process when it has an application
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def keep_bytecode() -> None:
    """Have Python keep what it compiles, where it is told to keep nothing, as in many containers.

    The tests start Python some hundred times, and each time it would compile the program anew.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def prepare(folder: Path) -> None:
    """Draw into memory, with the run's own font, and start programs as in a terminal; before Qt has an application.

    Whoever sets QT_QPA_PLATFORM, or TESTS_FONTCONFIG_FILE to a configuration that names fonts, wants to see the tests
    with theirs; the machine's own FONTCONFIG_FILE may name none. ``folder`` outlives the process: Qt asks for fonts
    when it ends, too.
    """
    if not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["FONTCONFIG_FILE"] = os.environ.get("TESTS_FONTCONFIG_FILE") or str(only_fonts_of(FONTS, folder))
    _hear_signals()


def only_fonts_of(fonts: Path, folder: Path) -> Path:
    """Write to ``folder`` what makes fontconfig know the fonts of one folder alone, and return that file.

    It takes no part in what the machine has; platforms without fontconfig keep their own fonts.
    """
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><dir>{escape(str(fonts))}</dir><cachedir>{escape(str(folder))}</cachedir></fontconfig>\n",
        encoding="utf-8",
    )
    return file


def utf8_locale() -> dict[str, str]:
    """Return what to set for a program that makes a Qt application as it is: of another encoding Qt complains."""
    return {} if _ENCODING.lower() in ("utf-8", "utf8") else {"LC_ALL": "C.UTF-8"}


def _hear_signals() -> None:
    """Start programs that hear their signals, also in a run that is in the background or under nohup.

    What is ignored stays so in programs that are started; what is handled does not.
    """
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)
