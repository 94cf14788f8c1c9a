"""The built wheel, installed away from the checkout: what ships is all that the program needs."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import threading
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import frozen

from poetrygui.commands.desktop_files import entry_files, entry_sources
from tests.surroundings import PATIENCE

ROOT = Path(__file__).parents[2]
SHIPPED = ("raw", "netstring", "lines")


@frozen
class Installation:
    """An environment that has the wheel and sees the dependencies of this one, but not the checkout."""

    scripts: Path
    packages: Path
    elsewhere: Path

    def command(self, *arguments: str) -> list[str]:
        return [str(self.scripts / "poetrygui"), *arguments, "--profile", str(self.elsewhere / "profile")]

    def run(self, *command: str) -> bytes:
        """Return what the command writes to standard output; its failure is the test's."""
        result = subprocess.run(
            command, cwd=self.elsewhere, env=environment(), capture_output=True, timeout=PATIENCE, check=False
        )
        assert result.returncode == 0, result.stderr.decode()
        return result.stdout


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, timeout=PATIENCE)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    places = {"base": str(home), "platbase": str(home)}
    scripts = Path(sysconfig.get_path("scripts", "venv", vars=places))
    packages = Path(sysconfig.get_path("purelib", "venv", vars=places))
    # Python reads a path from here but no further .pth file behind it, and so not the one that leads to the checkout.
    # In ASCII: it reads such a file by the locale.
    found = f"import sys; sys.path.append({sysconfig.get_path('purelib')!a})\n"
    (packages / "dependencies.pth").write_text(found, encoding="ascii")
    install = ["--no-deps", "--no-index", "--no-compile", "--quiet", str(wheel)]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "install", *install],
        check=True,
        timeout=PATIENCE,
    )
    return Installation(scripts, packages, tmp_path_factory.mktemp("elsewhere"))


def test_the_checkout_is_found_from_any_folder(tmp_path: Path) -> None:
    found = "import poetrygui.paths as paths; print(paths.__file__); print(paths.shipped_protocols())"
    told = subprocess.check_output([sys.executable, "-c", found], cwd=tmp_path, env=environment(), timeout=PATIENCE)
    assert os.fsdecode(told).splitlines() == [str(ROOT / "poetrygui" / "paths.py"), str(ROOT / "protocols")]


@contextmanager
def serving(installation: Installation, *arguments: str) -> Iterator[str]:
    """Run ``poetrygui serve`` and give the address that it prints."""
    server = subprocess.Popen(
        installation.command("serve", *arguments),
        cwd=installation.elsewhere,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    alarm = threading.Timer(PATIENCE, server.kill)
    alarm.start()
    try:
        assert server.stdout is not None
        said = server.stdout.readline()
        assert said.startswith("Serving "), said
        yield said.split()[-1]
    finally:
        alarm.cancel()
        server.terminate()
        server.communicate(timeout=PATIENCE)


def test_the_wheel_carries_the_protocols_and_resources_and_no_leftovers(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for source in ("protocols", "resources"):
        files = {path for path in (ROOT / source).rglob("*") if path.is_file() and path.suffix != ".pyc"}
        assert files
        assert {f"poetrygui/_shipped/{path.relative_to(ROOT).as_posix()}" for path in files} <= names
    assert {"poetrygui/py.typed", "twisted/plugins/poetrygui_services.py"} <= names
    assert not [name for name in names if name.endswith(".pyc") or name.startswith("tests/")]


def test_an_installation_has_what_the_desktop_and_man_look_for(installation: Installation) -> None:
    share = installation.scripts.parent / "share"
    assert [path.read_bytes() for path in entry_files(share)] == [path.read_bytes() for path in entry_sources()]


def test_the_installed_program_is_the_one_in_the_wheel(installation: Installation) -> None:
    where = "import poetrygui; print(poetrygui.__file__)"
    module = Path(installation.run(str(installation.scripts / "python"), "-c", where).decode().strip())
    assert module.is_relative_to(installation.packages)


def test_the_installed_program_lists_the_shipped_protocols(installation: Installation) -> None:
    listed = installation.run(*installation.command("protocols")).decode()
    for name in SHIPPED:
        assert name in listed
    assert "broken" not in listed


def test_the_installed_program_fetches_what_it_serves(installation: Installation) -> None:
    poem = installation.packages / "poetrygui" / "_shipped" / "resources" / "poems" / "ozymandias.txt"
    with serving(installation, str(poem)) as address:
        assert installation.run(*installation.command("get", address)) == poem.read_bytes()


def test_twist_finds_the_services_of_the_installed_program(installation: Installation) -> None:
    for name in ("poetrygui-serve", "poetrygui-relay"):
        assert b"--protocol" in installation.run(str(installation.scripts / "python"), "-m", "twisted", name, "--help")
