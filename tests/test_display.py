"""What Qt needs of the system: known by name, asked for in a line, and the same in README, in the checks and here."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QLibraryInfo

from poetrygui import display
from tests.surroundings import PATIENCE

ROOT = Path(__file__).parents[1]
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt needs other things elsewhere")
# With every C library, every Python, or Qt's own wheel.
EVERYWHERE = re.compile(r"lib(c|m|dl|rt|pthread|gcc_s|stdc\+\+|Qt6\w+|icu\w+)\.so|ld-linux")


def needed_by(library: Path) -> set[str]:
    """Return the libraries that an ELF file of 64 bits asks for, other than those that are everywhere."""
    data = library.read_bytes()
    (sections,) = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    headers = [struct.unpack_from("<IIQQQQIIQQ", data, sections + size * number) for number in range(count)]

    def names() -> Iterator[str]:
        for _, kind, _, _, offset, length, linked, *_ in headers:
            for place in range(offset, offset + length, 16) if kind == 6 else ():
                tag, value = struct.unpack_from("<QQ", data, place)
                if tag == 1:
                    start = headers[linked][4] + value
                    yield data[start : data.index(b"\0", start)].decode()

    return {name for name in names() if not EVERYWHERE.match(name)}


def array_of_ci(name: str) -> list[str]:
    """Return the words of an array in ``.ci/run``."""
    found = re.search(rf"^{name}=\((.*?)\)", (ROOT / ".ci" / "run").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1].split()


def packages_in_readme() -> list[str]:
    found = re.search(r"^sudo apt install ((?:.*\\\n)*.*)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return found[1].replace("\\", "").split()


@on_linux
@pytest.mark.skipif(sys.maxsize < 2**32 or sys.byteorder != "little", reason="reads ELF files of 64 bits")
@pytest.mark.parametrize(
    "name",
    [
        "lib/libQt6Core.so.6",
        "lib/libQt6DBus.so.6",
        "lib/libQt6Gui.so.6",
        "lib/libQt6Svg.so.6",
        "lib/libQt6Widgets.so.6",
        "lib/libQt6XcbQpa.so.6",
        "lib/libQt6WaylandClient.so.6",
        "plugins/platforms/libqoffscreen.so",
        "plugins/platforms/libqxcb.so",
        "plugins/platforms/libqwayland.so",
    ],
)
def test_every_library_that_qt_asks_for_has_a_package(name: str) -> None:
    library = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PrefixPath)) / name
    if not library.exists():
        pytest.skip("this Qt is not the one of the pins")
    assert needed_by(library) <= set(display.PACKAGES)


def test_readme_and_the_checks_name_the_same_packages_which_are_those_that_are_asked_for() -> None:
    packages = packages_in_readme()
    assert packages == [*array_of_ci("builders"), *array_of_ci("packages")]
    assert set(array_of_ci("packages")) <= {display.FONTS, *display.PACKAGES.values()}
    assert {display.FONTS, *display.BASE.values()} - set(packages) <= BROUGHT_ALONG


BROUGHT_ALONG = {"libfreetype6", "libx11-6", "libxkbcommon0", "libzstd1", "zlib1g"}
"""Packages that others of the list depend on."""


@on_linux
@pytest.mark.parametrize("command", [["poetrygui.display"], ["poetrygui", "demo"]], ids=" ".join)
def test_what_is_missing_is_asked_for_in_one_line(tmp_path: Path, command: list[str]) -> None:
    for name in ("libEGL.so.1", "libfontconfig.so.1"):
        (tmp_path / name).touch()  # found first, and not a library
    done = subprocess.run(
        [sys.executable, "-m", *command],
        env={**os.environ, "PYTHONPATH": str(ROOT), "LD_LIBRARY_PATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode > 0
    (said,) = done.stderr.splitlines()
    assert "Qt needs libEGL.so.1, libfontconfig.so.1: install it" in said
    assert "sudo apt install libegl1 libfontconfig1)" in said


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize("target", ["test", "bench"])
def test_make_asks_for_what_is_missing_before_it_begins(target: str) -> None:
    command = ["make", "--no-print-directory", "--dry-run", target]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True)
    *_, asked, begun = said.stdout.splitlines()
    assert asked.endswith("-m poetrygui.display")
    assert "pytest" in begun or "run.py" in begun


def test_nothing_is_written_of_letters_that_no_font_has() -> None:
    program = """
from PyQt6.QtCore import QCoreApplication, QLoggingCategory
from poetrygui import display
display.tell_nothing_of_letters()
application = QCoreApplication([])
fonts = QLoggingCategory("qt.text.font.db")
print(fonts.isWarningEnabled(), fonts.isCriticalEnabled())
"""
    unsaid = {name: value for name, value in os.environ.items() if name != "QT_LOGGING_RULES"}
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, cwd=ROOT, env=unsaid, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert said.stdout.split() == ["False", "True"]
