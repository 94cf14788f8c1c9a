"""Not one byte of an untrusted file runs, whichever way it comes in: its first statement would leave a sentinel."""

from __future__ import annotations

import hashlib
import marshal
import os
import py_compile
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from poetrygui.errors import PluginError
from tests.commands.running import run
from tests.commands.terminal import on_terminal
from tests.plugins.files import Files, good
from tests.surroundings import PATIENCE


@pytest.fixture
def evil(files: Files) -> Iterator[str]:
    """The source of a good protocol that leaves a sentinel as soon as any of it runs; none may be there at the end."""
    sentinel = files.root / "sentinel"
    yield f"open({str(sentinel)!r}, 'w').close()\n" + good()
    assert not sentinel.exists()


def test_the_sentinel_shows_itself_where_the_file_is_trusted(files: Files) -> None:
    sentinel = files.root / "sentinel"
    files.put("evil.py", f"open({str(sentinel)!r}, 'w').close()\n" + good())
    registry = files.registry()
    registry.trust(registry.entry("evil"))
    assert sentinel.exists()


def test_scan_and_refresh(files: Files, evil: str) -> None:
    files.put("evil.py", evil)
    registry = files.registry()
    registry.scan()
    files.put("evil.py", evil + "\n# once more\n")
    registry.scan()
    entry = registry.entry("evil")
    assert (entry.state.word, entry.path, len(entry.sha256)) == ("new", files.folder / "evil.py", 64)
    with pytest.raises(PluginError):
        registry.load("evil")


def test_it_is_not_even_parsed(files: Files, evil: str) -> None:
    files.put("special_name.py", evil)
    # In a process of its own: a hook for audits is there for good.
    program = """
import sys
from pathlib import Path
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry
seen = []
sys.addaudithook(lambda event, arguments: seen.append(repr(arguments)) if event in ("compile", "exec") else None)
ProtocolRegistry(shipped_protocols(), Path(sys.argv[1])).run_all()
assert any("netstring" in each for each in seen)
assert not any("special_name" in each or "sentinel" in each for each in seen)
"""
    subprocess.run([sys.executable, "-c", program, files.folder], check=True, timeout=PATIENCE)


@pytest.mark.parametrize("name", ["raw.py", "lines.py"])
def test_a_name_that_is_there_twice(files: Files, evil: str, name: str) -> None:
    files.put(name, evil)
    with pytest.raises(PluginError, match="nothing of it is run"):
        files.registry().load(name.removesuffix(".py"))


def test_a_package(files: Files, evil: str) -> None:
    files.put("__init__.py", evil)
    (files.folder / "package").mkdir()
    (files.folder / "package" / "__init__.py").write_text(evil, "utf-8")
    (files.folder / "package.py").mkdir()
    (files.folder / "package.py" / "__init__.py").write_text(evil, "utf-8")
    registry = files.registry()
    assert registry.entry("package").state.word == "broken"
    files.put("own.py", "import package\n" + good())
    registry.scan()
    registry.trust(registry.entry("own"))
    assert registry.entry("own").state.word == "broken"


def test_a_stale_compiled_file_beside_it(files: Files, evil: str) -> None:
    path = files.put("own.py", evil)
    # What Python would take for the compiled form of the good file that stands there afterwards.
    py_compile.compile(str(path), doraise=True)
    cached = Path(py_compile.compile(str(path), cfile=str(files.folder / "own.pyc"), doraise=True) or "")
    good_path = files.put("own.py", good())
    status = good_path.stat()
    for pyc in (cached, *files.folder.glob("__pycache__/*.pyc")):
        data = bytearray(pyc.read_bytes())
        assert marshal.loads(bytes(data[16:])).co_filename
        data[8:16] = struct.pack("<II", int(status.st_mtime), status.st_size)
        pyc.write_bytes(data)
    registry = files.registry()
    registry.trust(registry.entry("own"))
    assert registry.entry("own").state.word == "ready"


@pytest.mark.parametrize("name", ["json", "os", "twisted", "poetrygui", "builtins", "_thread", "sitecustomize"])
def test_a_name_that_shadows_a_module(files: Files, evil: str, name: str) -> None:
    files.put(f"{name}.py", evil)
    files.put("own.py", "import json, os, twisted, poetrygui\n" + good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    assert registry.entry("own").state.word == "ready"


def test_a_helper_that_a_trusted_file_imports(files: Files, evil: str) -> None:
    files.put("helper.py", evil)
    files.put("own.py", "import helper\n" + good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    assert registry.entry("own").state.word == "broken"


def test_a_denied_file_and_its_copies(files: Files, evil: str) -> None:
    files.put("evil.py", evil)
    registry = files.registry()
    registry.deny(registry.entry("evil"))
    files.put("copy.py", evil)
    registry.scan()
    assert registry.entry("copy").state.word == "off"


COMMANDS: dict[str, Callable[[Path], list[str | Path]]] = {
    "list": lambda path: ["protocols"],
    "get": lambda path: ["get", "80", "--protocol", path.stem],
    "get with trust in another": lambda path: ["get", "80", "--protocol", path.stem, "--trust", path.parent / "own.py"],
    "serve": lambda path: ["serve", path, "--protocol", path.stem],
    "deny": lambda path: ["protocols", "deny", path],
    "safe mode": lambda path: ["get", "80", "--protocol", path.stem, "--safe-mode"],
    "safe mode before": lambda path: ["--safe-mode", "get", "80", "--protocol", path.stem],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_command_line(files: Files, evil: str, name: str) -> None:
    path = files.put("evil.py", evil)
    files.put("own.py", good())
    got = run(*COMMANDS[name](path), "--profile", files.root)
    if name in ("list", "deny"):
        assert got.returncode == 0
    else:
        assert got.returncode == 2
        assert len(got.stderr.splitlines()) == 1
        assert got.stdout == b""


def test_the_list_shows_the_digest_and_a_name_that_does_nothing_to_the_terminal(files: Files, evil: str) -> None:
    path = files.put("\x1b[2J\u202eevil.py", evil)
    files.put(os.fsdecode(b"\xff.py"), evil)
    status, written = on_terminal("protocols", "--profile", files.root, error=False)
    told = written.decode()
    assert status == 0
    assert hashlib.sha256(path.read_bytes()).hexdigest() in told
    assert "⟦ESC⟧[2J⟦U+202E⟧evil" in told
    assert "⟦0xFF⟧.py" in told
    assert "\x1b" not in told


def test_the_command_line_refuses_to_trust_what_others_may_write(files: Files, evil: str) -> None:
    path = files.put("evil.py", evil)
    path.chmod(0o666)
    commands: list[list[str | Path]] = [
        ["get", "80", "--protocol", "evil", "--trust", path],
        ["protocols", "trust", path],
    ]
    for arguments in commands:
        got = run(*arguments, "--profile", files.root)
        assert got.returncode == 2
        assert b"mode 0666" in got.stderr


def test_the_safe_mode_after_it_was_trusted(files: Files) -> None:
    files.put("own.py", good())
    assert run("protocols", "trust", files.folder / "own.py", "--profile", files.root).returncode == 0
    got = run("protocols", "--profile", files.root)
    assert b"A title" in got.stdout
    got = run("protocols", "--safe-mode", "--profile", files.root)
    assert b"A title" not in got.stdout
    got = run("get", "80", "--protocol", "own", "--profile", files.root, "--safe-mode")
    assert (got.returncode, got.stdout) == (2, b"")
