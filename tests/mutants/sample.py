"""A sample of the mutants that cosmic-ray makes of some rooms: what nobody thought of when the kept list was written.

The sample is the same each time, for a seed: places are ranked by a digest of their lines, and the mutants of a place
likewise. So it stays the same where a file is changed elsewhere, too.
"""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from tests.mirror import mirror_of
from tests.mutants.mutant import Mutant

# What a hand may slip into: an operator for another of its kind. The others fail at once, or mean the same by chance.
_KINDS = (
    {"Is", "IsNot"},
    {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE"},
    {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod"},
    {"BitAnd", "BitOr", "BitXor", "LShift", "RShift"},
)


@frozen
class Change:
    """What an operator of cosmic-ray does at one of its places in a file; ``rank`` does not depend on other lines."""

    path: str
    operator: str
    occurrence: int
    place: tuple[int, int]
    rank: tuple[str, str]

    def applied_to(self, source: str) -> str:
        """Return the changed source."""
        from cosmic_ray.mutating import mutate_code
        from cosmic_ray.plugins import get_operator

        changed = mutate_code(source, get_operator(self.operator)(), self.occurrence)
        return source if changed is None else str(changed)


@frozen
class Sample:
    """Draws mutants of the tree at ``root``, in the ``rooms``: files or folders, each with the tests that see it.

    ``equal`` are mutants that change nothing, with their reasons: so they are told when one is drawn.
    """

    root: Path
    rooms: Mapping[str, Iterable[str]]
    equal: Sequence[Mutant]

    def drawn(self, count: int, seed: int, parts: Iterable[str] = ("",)) -> list[Mutant]:
        """Return at most ``count`` mutants of the files that have one of ``parts`` in their path, in their order.

        Raises ImportError where cosmic-ray is not installed.
        """
        tests = {path: self._tests(path, named) for room, named in self.rooms.items() for path in self._files(room)}
        sources = {path: (self.root / path).read_text("utf-8") for path in tests if any(part in path for part in parts)}
        reasons = {
            (each.path, _meaning(each.applied_to(sources[each.path]))): each.equal
            for each in self.equal
            if each.path in sources
        }
        changes = [change for path, source in sources.items() for change in _changes(path, source, seed)]
        drawn: dict[tuple[str, tuple[int, int]], Mutant] = {}
        for change in sorted(changes, key=lambda change: change.rank):
            if len(drawn) == count:
                break
            source, place = sources[change.path], (change.path, change.place)
            if place not in drawn and is_a_fault(source, changed := change.applied_to(source)):
                text, replacement = difference(source, changed)
                reason = reasons.get((change.path, _meaning(changed)), "")
                drawn[place] = Mutant(change.path, text, replacement, tests[change.path], reason)
        return [drawn[place] for place in sorted(drawn)]

    def _files(self, room: str) -> Iterator[str]:
        path = self.root / room
        for file in [path] if path.suffix else sorted(path.glob("**/*.py")):
            yield file.relative_to(self.root).as_posix()

    def _tests(self, path: str, named: Iterable[str]) -> list[str]:
        """Return the tests of a file, those that are named after it first: they see most, and soon."""
        own = mirror_of(path)
        return [*([own] if (self.root / own).is_file() else []), *(test for test in named if test != own)]


def difference(source: str, changed: str) -> tuple[str, str]:
    """Return the lines that differ, and what they become; with lines before them where they stand there repeatedly."""
    before, after = source.splitlines(keepends=True), changed.splitlines(keepends=True)
    first = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), len(before))
    same = 0
    while same < min(len(before), len(after)) - first and before[-1 - same] == after[-1 - same]:
        same += 1
    while first and source.count("".join(before[first : len(before) - same])) != 1:
        first -= 1
    return "".join(before[first : len(before) - same]), "".join(after[first : len(after) - same])


def is_a_fault(source: str, changed: str) -> bool:
    """Tell whether Python reads the changed source, and reads more in it than other annotations."""
    try:
        return _meaning(source) != _meaning(changed)
    except SyntaxError:
        return False


def _changes(path: str, source: str, seed: int) -> Iterator[Change]:
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    nodes = list(ast_nodes(get_ast(source)))
    lines = source.splitlines()
    for name in operator_names():
        operator = get_operator(name)
        if operator.arguments() or not _is_likely(name):
            continue
        seen: Counter[str] = Counter()
        positions = [position for node in nodes for position in operator().mutation_positions(node)]
        for occurrence, (place, _end) in enumerate(positions):
            line = lines[place[0] - 1]
            words = f"{path} {line.strip()} {place[1] - len(line) + len(line.lstrip())}"
            seen[words] += 1
            rank = _digest(f"{seed} {words}"), _digest(f"{name} {seen[words]}")
            yield Change(path, name, occurrence, place, rank)


def _is_likely(operator: str) -> bool:
    """Tell of ``core/ReplaceBinaryOperator_Add_Sub`` and its like whether both are of a kind; others are."""
    match operator.split("_"):
        case [_, replaced, by] if by not in {"Not", "Invert", "USub", "UAdd"}:
            return any(replaced in kind and by in kind for kind in _KINDS)
    return True


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _meaning(source: str) -> str:
    """Return what Python reads in a source, but for the annotations."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                node.returns = None
            case ast.arg():
                node.annotation = None
            case ast.AnnAssign():
                node.annotation = ast.Constant(None)
    return ast.dump(tree)
