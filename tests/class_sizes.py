"""How large the classes of a file are: their lines, and what each instance of theirs keeps."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from attrs import frozen

MOST_LINES = 200
MOST_ATTRIBUTES = 12
_FIELDED = {"define", "frozen", "dataclass"}
_ACCESSORS = {"property", "setter"}


@frozen
class ClassSize:
    """The size of a class; ``attributes`` are the names that its own code gives an instance."""

    name: str
    lines: int
    attributes: frozenset[str]

    @property
    def is_large(self) -> bool:
        """Tell whether the class is larger than the house allows."""
        return self.lines > MOST_LINES or len(self.attributes) > MOST_ATTRIBUTES


def class_sizes(source: str) -> Iterator[ClassSize]:
    """Give the size of each class in a file's text, those within another class or function too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield ClassSize(node.name, lines, frozenset(_attributes(node)))


def _attributes(node: ast.ClassDef) -> set[str]:
    found: set[str] = set()
    properties: set[str] = set()
    has_fields = any(_last_name(decorator) in _FIELDED for decorator in node.decorator_list)
    for part in node.body:
        match part:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if any(_last_name(decorator) in _ACCESSORS for decorator in part.decorator_list):
                    properties.add(part.name)
                found.update(_given_to_self(part))
            case ast.AnnAssign(target=ast.Name(name)) if has_fields and "ClassVar" not in ast.unparse(part.annotation):
                found.add(name)
    return found - properties


def _given_to_self(method: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    first = method.args.args[0].arg if method.args.args else ""
    for node in ast.walk(method):
        match node:
            case ast.Attribute(value=ast.Name(owner), attr=name, ctx=ast.Store()) if owner == first:
                yield name


def _last_name(decorator: ast.expr) -> str:
    """Return ``frozen`` of ``@frozen``, ``@attrs.frozen`` and ``@frozen(eq=False)``."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
