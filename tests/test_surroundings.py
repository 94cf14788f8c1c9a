"""What the tests bring of their own, and that they are found, wherever they run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import surroundings

ROOT = Path(__file__).parents[1]


def run_python(code: str, *arguments: str | Path, **variables: str) -> str:
    """Return what a program prints that can import the tests."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=surroundings.PATIENCE,
    )
    return done.stdout.strip()


def test_an_installed_package_of_tests_is_not_taken_for_these(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "__init__.py").touch()
    code = "import tests.core.names; print(tests.core.names.__file__)"
    found = run_python(code, PYTHONPATH=os.pathsep.join([str(ROOT), str(tmp_path)]))
    assert Path(found) == ROOT / "tests" / "core" / "names.py"


def test_programs_that_a_run_starts_keep_what_they_compile_whatever_it_was_told() -> None:
    code = """
import subprocess, sys
from tests import surroundings
surroundings.keep_bytecode()
tells = "import sys; print(sys.dont_write_bytecode)"
print(sys.dont_write_bytecode, subprocess.check_output([sys.executable, "-c", tells], text=True))
"""
    assert run_python(code, PYTHONDONTWRITEBYTECODE="1") == "False False"


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_run_in_the_background_starts_programs_that_can_be_interrupted(tmp_path: Path) -> None:
    code = """
import signal, subprocess, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.SIG_IGN)
from tests import surroundings
surroundings.prepare(Path(sys.argv[1]))
signal.raise_signal(signal.SIGINT)
hears = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
subprocess.run([sys.executable, "-c", hears])
"""
    assert run_python(code, tmp_path) == "True"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there Qt asks fontconfig for fonts")
def test_the_only_font_is_the_one_in_the_repository(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from tests import surroundings
surroundings.prepare(Path(sys.argv[1]))
from PyQt6.QtGui import QFontDatabase, QGuiApplication
application = QGuiApplication([])
print(*{"Monospace", "Sans Serif", "Serif"}.symmetric_difference(QFontDatabase.families()))
"""
    (tmp_path / "none").mkdir()
    nothing = str(surroundings.only_fonts_of(tmp_path / "none", tmp_path / "none"))
    told = {"FONTCONFIG_FILE": nothing, "TESTS_FONTCONFIG_FILE": "", **surroundings.utf8_locale()}
    assert run_python(code, tmp_path, **told) == "DejaVu Sans Mono"


def test_the_font_comes_with_its_licence() -> None:
    (font,) = surroundings.FONTS.glob("*.ttf")
    terms = (surroundings.FONTS / "LICENSE.txt").read_text("utf-8")
    assert "Bitstream Vera Fonts Copyright" in terms
    assert "DejaVu changes are in public domain" in terms
    assert font.stem.startswith("DejaVu")
