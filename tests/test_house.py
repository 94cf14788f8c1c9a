"""The structure of the house, as behaviour: what these tests hold is what the design promises a reader."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import poetrygui
from tests import house
from tests.aliases import misnamed
from tests.class_sizes import MOST_ATTRIBUTES, MOST_LINES, ClassSize, class_sizes
from tests.docstrings import unnamed_arguments, without_verb
from tests.imports import declared, hidden_imports, offered
from tests.mirror import has_something_to_test, mirror_of
from tests.privacy import private_accesses
from tests.surroundings import PATIENCE

ROOT = Path(__file__).parents[1]
LOCK = "requirements.lock"
APART = {group: f"tests/{group}/requirements.lock" for group in ("app", "coverage", "mutants")}
LONGEST_FILE = 300
PAGES = ("CONTRIBUTING.md", "DECISIONS.md", "FEEDS.md", "SECURITY.md", "poetrygui/README.md")
COMMANDS = ("make demo", "make test", "poetrygui demo", "poetrygui get", "poetrygui serve", "poetrygui protocols")
# Put together here, so that this file does not name one either.
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("pypi", "python", "org"))]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def sources() -> list[Path]:
    return sorted([*ROOT.glob("poetrygui/**/*.py"), *ROOT.glob("protocols/*.py")])


def house_files() -> Iterator[Path]:
    """Yield every file that belongs to the project, and nothing that tools left beside it."""
    for room in (".ci", "poetrygui", "protocols", "resources", "tests"):
        yield from (path for path in (ROOT / room).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    for name in (
        ".gitignore",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "DECISIONS.md",
        "FEEDS.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "SECURITY.md",
        "hatch_build.py",
        "pyproject.toml",
        "requirements.lock",
    ):
        yield ROOT / name


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def locked(lock: str) -> dict[str, list[str]]:
    """Return each project that a file pins with its versions: one, or one for each range of Python."""
    pins: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^ ]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE):
        pins.setdefault(canonicalize_name(name), []).append(version)
    return pins


def exceptions() -> dict[str, Any]:
    """Return what the house allows itself against each of its rules, with the reasons."""
    return tomllib.loads((ROOT / "tests" / "house_exceptions.toml").read_text("utf-8"))


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", run, "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.parametrize("path", sources(), ids=relative)
def test_a_file_holds_one_concept_and_stays_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


def test_a_class_stays_small() -> None:
    large = {
        f"{relative(path)}:{size.name}": size
        for path in sources()
        for size in class_sizes(path.read_text("utf-8"))
        if size.is_large
    }
    allowed = exceptions().get("large_classes", {})
    assert {name: (size.lines, len(size.attributes)) for name, size in large.items() if name not in allowed} == {}
    assert [name for name in allowed if name not in large] == [], "not needed any more: take them off the list"
    assert [name for name, size in large.items() if size.lines > allowed[name]["lines"]] == []
    assert [name for name, size in large.items() if len(size.attributes) > allowed[name]["attributes"]] == []
    assert all(each["reason"] for each in allowed.values())


def test_the_size_of_a_class_is_what_its_own_code_gives_an_instance() -> None:
    source = """
from attrs import field, frozen
@frozen(eq=False)
class Value:
    left: int
    right: int = field(default=0)
    count: ClassVar[int] = 0
    @property
    def both(self): return self.left + self.right
class Plain(Value):
    declared: int
    def __init__(self):
        self.a, (self.b, *self.c) = 1, (2, 3)
        self.d: int = 4
        self.width = 5
        for self.e in (): pass
        other.f = 6
        self.g.h = 7
    def __eq__(this, other):
        this.i = other.j = 8
    @property
    def width(self): ...
    @width.setter
    def width(self, value): self.j = value
    @staticmethod
    def nothing(): x.k = 9
    class Within:
        def __init__(self): self.l = 10
"""
    value, plain, within = class_sizes(source)
    assert value == ClassSize("Value", 6, frozenset({"left", "right"}))
    assert plain == ClassSize("Plain", 19, frozenset("abcdeij"))
    assert within == ClassSize("Within", 2, frozenset("l"))
    few, many = frozenset(map(str, range(MOST_ATTRIBUTES))), frozenset(map(str, range(MOST_ATTRIBUTES + 1)))
    assert not ClassSize("", MOST_LINES, few).is_large
    assert ClassSize("", MOST_LINES + 1, few).is_large
    assert ClassSize("", MOST_LINES, many).is_large


def test_a_module_has_tests_that_are_named_after_it() -> None:
    untested = {
        relative(path)
        for path in sources()
        if has_something_to_test(relative(path), path.read_text("utf-8"))
        and not (ROOT / mirror_of(relative(path))).is_file()
    }
    groups = exceptions().get("untested", [])
    listed = [module for group in groups for module in group["modules"]]
    wanted = [f"{module}: write {mirror_of(module)}" for module in sorted(untested.difference(listed))]
    assert wanted == [], "modules without tests that are named after them; the list of exceptions does not grow"
    needless = [module for module in listed if module not in untested]
    assert needless == [], "tested or gone: take them off the list `untested` in tests/house_exceptions.toml"
    assert len(set(listed)) == len(listed)
    assert all(group["reason"] and group["modules"] for group in groups)


def test_the_paths_of_the_tests_mirror_those_of_the_modules() -> None:
    assert mirror_of("poetrygui/core/text/row_cutter.py") == "tests/core/text/test_row_cutter.py"
    assert mirror_of("poetrygui/__main__.py") == "tests/test_main.py"
    assert mirror_of("protocols/slip.py") == "tests/protocols/test_slip.py"
    code = "class Count:\n    def more(self): return 1\n"
    assert has_something_to_test("poetrygui/count.py", code)
    assert not has_something_to_test("poetrygui/core/__init__.py", code)
    assert not has_something_to_test("poetrygui/sink.py", code.replace("return 1", '"""Take more."""'))
    assert not has_something_to_test(
        "poetrygui/values.py", "from attrs import frozen\nPORT = 1\n@frozen\nclass A:\n    b: int\n"
    )


@pytest.mark.parametrize("path", sorted(ROOT.glob("protocols/*.py")), ids=relative)
def test_a_protocol_file_imports_the_interface_twisted_and_the_standard_library_only(path: Path) -> None:
    imported: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a file that is loaded by path has no siblings"
            imported.add(node.module or "")
    foreign = {name for name in imported if name.partition(".")[0] not in {"twisted", *sys.stdlib_module_names}}
    assert foreign <= {"poetrygui.api"}


def test_imports_run_one_way() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    "file, statement, arrow",
    [
        ("core/outcomes.py", "import PyQt6.QtCore", "poetrygui.core.outcomes -> PyQt6"),
        ("cli.py", "import PyQt6.QtCore", "poetrygui.cli -> PyQt6"),
        ("core/outcomes.py", "import poetrygui.serve.server", "poetrygui.core.outcomes -> poetrygui.serve.server"),
        (
            "core/files/segments.py",
            "import poetrygui.core.library.library",
            "poetrygui.core.files.segments -> poetrygui.core.library.library",
        ),
        (
            "core/text/printable.py",
            "import poetrygui.core.reading.find",
            "poetrygui.core.text.printable -> poetrygui.core.reading.find",
        ),
        (
            "core/files/segments.py",
            "from poetrygui.core import library",
            "poetrygui.core.files.segments -> poetrygui.core.library",
        ),
        (
            "core/poems/__init__.py",
            "if TYPE_CHECKING: from poetrygui.core.library.library import Library",
            "poetrygui.core.poems -> poetrygui.core.library.library",
        ),
        (
            "gui/rows/place.py",
            "import poetrygui.gui.reading.find_bar",
            "poetrygui.gui.rows.place -> poetrygui.gui.reading",
        ),
    ],
    ids=["no-qt", "no-qt-in-cli", "one-way", "core-up", "core-beside", "a-room", "lazily", "gui-up"],
)
def test_an_import_against_the_way_is_noticed(tmp_path: Path, file: str, statement: str, arrow: str) -> None:
    without_caches = shutil.ignore_patterns("__pycache__")
    # Without their modes: a checkout may be one that cannot be written to.
    shutil.copytree(ROOT / "poetrygui", tmp_path / "poetrygui", ignore=without_caches, copy_function=shutil.copyfile)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    changed = tmp_path / "poetrygui" / file
    changed.write_text(f"{changed.read_text('utf-8')}\n\ndef late() -> None:\n    {statement}\n", "utf-8")
    result = lint_imports(tmp_path)
    assert result.returncode == 1, result.stdout
    assert arrow in result.stdout


def test_one_name_is_one_thing_everywhere() -> None:
    files = sorted([*sources(), *ROOT.glob("tests/**/*.py")])
    found = {relative(path): list(misnamed(path.read_text("utf-8"))) for path in files}
    assert {path: names for path, names in found.items() if names} == {}


def test_a_name_that_is_another_things_too_is_found() -> None:
    source = """
import typing
from typing import Any, Protocol
from typing import Protocol as StructuralType
from twisted.internet.protocol import Factory, Protocol as TwistedProtocol
from twisted.internet.protocol import Protocol
class A(typing.Protocol): ...
class B(here.Protocol): ...
"""
    assert sorted(misnamed(source)) == [
        "twisted.internet.protocol.Protocol: import it as Protocol",
        "typing.Protocol: import it as StructuralType",
        "typing.Protocol: import it as StructuralType",
    ]


def test_a_test_takes_nothing_that_is_anothers_alone() -> None:
    files = sorted(ROOT.glob("tests/**/*.py"))
    found = {relative(path): list(private_accesses(path.read_text("utf-8"))) for path in files}
    allowed = exceptions()["private_accesses"]
    assert {path: names for path, names in found.items() if names and path not in allowed} == {}, "ask what is meant"
    assert [path for path, each in allowed.items() if len(found.get(path, ())) > each["count"]] == []
    assert [path for path, each in allowed.items() if len(found.get(path, ())) < each["count"]] == [], "fewer: say so"
    assert all(each["reason"] for each in allowed.values())


def test_what_is_anothers_alone_is_found_wherever_it_is_named() -> None:
    source = """
import os
from a import _b, c, __version__
class D(E):
    def f(self, other):
        self._g = super()._g + self._h()
        other._i = self.j._k
        os._exit(other.__class__._l)
    @classmethod
    def m(cls): return cls._n
monkeypatch.setattr(o, "_p", 1)
monkeypatch.setattr("q.r._s", 1)
getattr(t, "_u", None)
getattr(t, "v", "_w")
getattr(t, "__name__")
"""
    assert sorted(private_accesses(source)) == [
        "'q.r._s': _s",
        "a._b",
        "o: _p",
        "other.__class__._l",
        "other._i",
        "self.j._k",
        "t: _u",
    ]


def test_a_docstring_names_each_argument_where_there_are_many() -> None:
    found = [
        (f"{relative(path)}:{name}", missing)
        for path in sources()
        for name, missing in unnamed_arguments(path.read_text("utf-8")).items()
    ]
    assert found == [], "name them in the docstring"


def test_a_docstring_begins_with_a_verb() -> None:
    wrong = {relative(path): without_verb(path.read_text("utf-8")) for path in sources()}
    assert {path: lines for path, lines in wrong.items() if lines} == {}


def test_a_docstring_is_held_against_the_arguments_that_there_are() -> None:
    source = '''
def few(a, b, _c, reactor): ...
def many(first, *, second_one, **third):
    """Do it with what is first, the ``second one`` and thirds."""
def _own(first, second, third): ...
class Public:
    """Holds a first."""
    def __init__(self, first, second, third):
        """Take the ``second``."""
    @staticmethod
    def static(first, second, third): ...
    def paintEvent(self, first, second, third): ...
    @click.pass_context
    def command(self, first, second, third): ...
class _Own:
    def public(self, first, second, third): ...
'''
    assert unnamed_arguments(source) == {
        "many": ["third"],
        "Public.__init__": ["third"],
        "Public.static": ["first", "second", "third"],
    }


@pytest.mark.parametrize(
    "line, is_told",
    [
        ("Return it.", True),
        ("Never run it.", True),
        ("Nothing is run.", False),
        ("``limit`` is in seconds.", False),
        ("What is run.", False),
        ("Never.", False),
        ("it runs.", False),
    ],
)
def test_a_verb_is_told_from_what_describes(line: str, is_told: bool) -> None:
    source = f'def run():\n    """{line}\n\n    More.\n    """\n'
    assert without_verb(source) == ([] if is_told else [f"run: {line}"])
    of_property = f'class Run:\n    @property\n    def is_run(self):\n        """{line}"""\n'
    assert without_verb(of_property) == []


def test_no_import_is_hidden() -> None:
    found = {relative(path): hidden_imports(path.read_text("utf-8")) for path in sources()}
    allowed = exceptions()["hidden_imports"]
    assert {path: imports for path, imports in found.items() if imports} == {
        path: sorted(each["imports"]) for path, each in allowed.items()
    }, "import it at the top; what takes long, its room offers with poetrygui/lazy_names.py"
    assert all(each["reason"] for each in allowed.values())


def test_an_import_is_hidden_where_it_stands_in_a_function_or_is_for_the_types_alone() -> None:
    source = """
import a
if typing.TYPE_CHECKING:
    from b import c as d, e
if sys.platform == "linux" or TYPE_CHECKING:
    import f
if sys.platform == "linux" and not TYPE_CHECKING:
    import o
try:
    import g
except ImportError:
    pass
class H:
    import i
    async def j(self):
        def k():
            import l.m as n
"""
    assert hidden_imports(source) == ["from b import c as d", "from b import e", "import f", "import l.m as n"]
    room = "if TYPE_CHECKING:\n    from p.b import c as c\nelse:\n    __getattr__ = lazy_names(__name__, {'b': 'c'})\n"
    assert hidden_imports(room) == []
    assert (declared("p", room), offered(room)) == ({"c": "b"}, {"c": "b"})
    assert hidden_imports(f"{room}def d():\n    import e\n") == ["import e"]


@pytest.mark.parametrize("path", sorted(ROOT.glob("poetrygui/**/__init__.py")), ids=relative)
def test_a_room_tells_the_same_of_its_lazy_names_to_readers_and_to_python(path: Path) -> None:
    package, source = relative(path.parent).replace("/", "."), path.read_text("utf-8")
    given = offered(source)
    if given is not None:
        assert given == declared(package, source)
        # A module of that name would take its place once it is imported.
        assert [name for name in given if (path.parent / f"{name}.py").exists()] == []


def test_every_arrow_of_the_house_runs_down() -> None:
    graph = grimp.build_graph("poetrygui", cache_dir=None)
    drawn = {storey.package: house.arrows(graph, storey) for storey in house.storeys()}
    assert set(drawn) == {"poetrygui", "poetrygui.core", "poetrygui.gui"}
    for storey in house.storeys():
        assert drawn[storey.package], "a house without arrows is not drawn"
        assert house.faults(storey, drawn[storey.package]) == []


def test_an_arrow_that_runs_up_or_round_is_a_fault() -> None:
    storey = house.Storey("p", (("top",), ("left", "right"), ("ground",)))
    down, up = (
        house.Arrow(*rooms, (f"p.{rooms[0]}", f"p.{rooms[1]}")) for rooms in (("top", "left"), ("ground", "top"))
    )
    there, back = (
        house.Arrow("left", "right", ("p.left", "p.right")),
        house.Arrow("right", "left", ("p.right", "p.left")),
    )
    assert house.faults(storey, [down, there]) == []
    assert house.faults(storey, [down, up]) == ["up: ground -> top (p.ground imports p.top)"]
    assert [fault.split(":")[0] for fault in house.faults(storey, [there, back])] == ["round", "round"]
    assert list(house.drawing(storey, [down])) == [
        "p",
        "  [ top ]",
        "      top -> left",
        "  [ left | right ]",
        "  [ ground ]",
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_what_there_is(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    named = re.findall(r"`([\w./-]+/[\w./-]*)`", text) + re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    home = (ROOT / page).parent
    missing = [
        name for name in named if not any((folder / name).exists() for folder in (home, ROOT, ROOT / "poetrygui"))
    ]
    assert missing == []
    commands = re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(commands) <= set(targets)


def test_no_file_names_a_package_registry() -> None:
    found = [relative(path) for path in house_files() for host in REGISTRIES if host.encode() in path.read_bytes()]
    assert found == []


@pytest.mark.parametrize("lock", [LOCK, *APART.values()])
def test_every_pin_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+==", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_the_pins_hold_everything_that_the_project_asks_for() -> None:
    settings = project()
    asked = {LOCK: [*settings["project"]["dependencies"], *settings["build-system"]["requires"]]}
    for group, wanted in settings["dependency-groups"].items():
        asked.setdefault(APART.get(group, LOCK), []).extend(item for item in wanted if isinstance(item, str))
    for lock, wanted in asked.items():
        pins = locked(lock)
        for requirement in map(Requirement, wanted):
            versions = pins.get(canonicalize_name(requirement.name), [])
            assert versions, f"{requirement.name} is not pinned in {lock}: make lock"
            assert all(requirement.specifier.contains(version) for version in versions), f"{requirement}: make lock"


@pytest.mark.parametrize("lock", APART.values())
def test_pins_that_are_apart_leave_what_is_pinned_for_all(lock: str) -> None:
    everywhere = locked(LOCK)
    others = {name for name, versions in locked(lock).items() if everywhere.get(name, versions) != versions}
    assert others == set(), "make lock"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_the_command(command: str) -> None:
    assert command in (ROOT / "README.md").read_text("utf-8")


def test_the_change_log_knows_this_version() -> None:
    assert poetrygui.__version__ in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(ROOT.glob("resources/poems/*.txt")), ids=relative)
def test_a_poem_begins_with_its_title_and_author(path: Path) -> None:
    title, author, gap, first, *_rest = path.read_text("utf-8").split("\n")
    assert title
    assert re.fullmatch(r"\w[\w ]+, (published )?\d{4}", author)
    assert gap == ""
    assert first
    assert path.read_bytes().endswith(b"\n")


@pytest.mark.parametrize("path", sorted(ROOT.glob("resources/icons/*/*.svg")), ids=relative)
def test_an_icon_is_drawn_in_one_colour_that_the_window_can_replace(path: Path) -> None:
    icon = ElementTree.parse(path).getroot()
    assert icon.get("viewBox") == "0 0 24 24"
    assert re.fullmatch("#[0-9a-f]{6}", icon.get("color", ""))
    assert icon.get("stroke") == "currentColor"
    painted = {part.get(name) for part in icon.iter() for name in ("fill", "stroke")}
    assert painted <= {None, "none", "currentColor"}


def test_the_desktop_knows_the_program_by_one_name() -> None:
    (entry,) = ROOT.glob("resources/*.desktop")
    (metadata,) = ROOT.glob("resources/*.metainfo.xml")
    component = ElementTree.parse(metadata).getroot()
    assert component.findtext("id") == entry.stem
    assert component.findtext("launchable") == entry.name
    assert component.findtext("project_license") == project()["project"]["license"]
    assert "Exec=poetrygui\n" in entry.read_text("utf-8")
    # It is published nowhere yet: what is there to be followed would lead nowhere.
    assert not re.findall(r"https?://\S+", metadata.read_text("utf-8"))
    assert "urls" not in project()["project"]
