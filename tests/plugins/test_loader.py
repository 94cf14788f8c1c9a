"""Loading one file: which class it offers, and what is said of a file that cannot be loaded."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

from poetrygui.api import PoemProtocol
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.errors import PluginError
from poetrygui.plugins.loader import LARGEST_FILE, LOAD_LIMIT, load_limit, load_protocol, read_protocol_file

PATH = Path("/somewhere/own.py")
HEAD = "from poetrygui.api import PoemProtocol\nfrom twisted.internet.protocol import Protocol\n"

NESTED = {
    "brackets": "[" * 100_000,
    "closed brackets": "[" * 9_000 + "]" * 9_000,
    "dictionaries": "{1:" * 50_000,
    "signs": "-" * 100_000 + "1",
    "complements": "~" * 100_000 + "1",
    "negations": "not " * 60_000 + "1",
    "sums": "1+" * 100_000 + "1",
    "powers": "2**" * 60_000 + "2",
    "attributes": "a" + ".a" * 100_000,
    "subscripts": "a" + "[0]" * 60_000,
    "conditions": "1 if 1 else " * 20_000 + "1",
    "functions": "lambda:" * 30_000 + "1",
    "branches": "if 1: pass\n" + "elif 1: pass\n" * 15_000,
    "indentation": "".join(" " * depth + "if 1:\n" for depth in range(300)),
}


def load(source: str) -> type[PoemProtocol]:
    return load_protocol(PATH, source.encode())


def problem_of(source: str) -> PluginError:
    with pytest.raises(PluginError) as caught:
        load(source)
    return caught.value


def test_the_class_that_the_file_defines() -> None:
    protocol = load(HEAD + "class Own(PoemProtocol):\n    '''Its own.'''\n")
    assert (protocol.__name__, protocol.__doc__) == ("Own", "Its own.")
    assert issubclass(protocol, PoemProtocol)


def test_a_base_of_the_files_own_is_not_what_it_offers() -> None:
    assert load(HEAD + "class Base(PoemProtocol): pass\nclass Own(Base): pass\n").__name__ == "Own"


def test_a_class_with_two_names_is_one() -> None:
    assert load(HEAD + "class Own(PoemProtocol): pass\nAlso = Own\n").__name__ == "Own"


def test_what_is_imported_is_not_what_it_offers() -> None:
    source = "from twisted.protocols.basic import LineReceiver, NetstringReceiver\n"
    assert load(source + "class Own(LineReceiver): pass\n").__name__ == "Own"
    assert "defines no Twisted Protocol" in str(problem_of(source))


def test_several_classes_are_named() -> None:
    assert "choose one of own.py:A, own.py:B" in str(
        problem_of(HEAD + "class A(PoemProtocol): pass\nclass B(Protocol): pass\n")
    )


@pytest.mark.parametrize("name", NESTED)
def test_deep_nesting_is_told_and_harms_nobody(name: str) -> None:
    assert "own.py" in str(problem_of(NESTED[name]))


def test_a_line_that_python_does_not_tell_is_not_made_up() -> None:
    sentence = str(problem_of("x = '\0'"))
    assert sentence.startswith(("own.py: ", "line 1 of own.py: "))


def test_the_authors_line_and_his_traceback() -> None:
    problem = problem_of("def fail():\n    raise ValueError('a mistake')\n\nfail()\n")
    assert str(problem) == "line 2 of own.py: ValueError: a mistake"
    assert 'own.py", line 4' in problem.details
    assert "loader.py" not in problem.details


def test_a_file_that_fails_leaves_no_module_behind() -> None:
    before = set(sys.modules)
    problem_of("raise SystemExit")
    assert set(sys.modules) == before


def test_no_compiled_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_text(HEAD + "class Own(PoemProtocol): pass\n", encoding="utf-8")
    assert load_protocol(path, read_protocol_file(path)).__name__ == "Own"
    assert [each.name for each in tmp_path.iterdir()] == ["own.py"]


def test_the_largest_file(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_bytes(b"#" * LARGEST_FILE)
    assert len(read_protocol_file(path)) == LARGEST_FILE
    path.write_bytes(b"#" * (LARGEST_FILE + 1))
    with pytest.raises(PluginError, match="larger than"):
        read_protocol_file(path)


def test_a_callback_that_would_never_run_is_refused_with_what_to_do(tmp_path: Path) -> None:
    source = (
        b"from poetrygui.api import PoemProtocol\n"
        b"class Own(PoemProtocol):\n    async def dataReceived(self, data):\n        pass\n"
    )
    with pytest.raises(
        PluginError, match=r"dataReceived is an async def, .* \(line 3 of own\.py\): make it a plain def"
    ):
        load_protocol(tmp_path / "own.py", source)


def test_a_fault_in_a_file_of_another_folder_names_that_folder(tmp_path: Path) -> None:
    here, elsewhere = tmp_path / "own.py", tmp_path / "elsewhere" / "own.py"
    for file, named in ((here, f"line 1 of {here.name}: "), (elsewhere, f"line 1 of {elsewhere}: ")):
        with pytest.raises(PluginError) as refused:
            load_protocol(here, f"compile('def', {str(file)!r}, 'exec')".encode())
        assert str(refused.value).startswith(named)


def test_loading_may_take_as_long_as_a_callback_where_that_is_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_limit() == LOAD_LIMIT
    monkeypatch.setattr(GUARD, "limit", math.inf)
    assert load_limit() == math.inf
