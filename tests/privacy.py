"""What a file takes from others that is theirs alone: names that begin with an underscore."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# Of the standard library, which documents them.
_DOCUMENTED = {"os._exit", "sys._getframe"}
_BY_NAME = {"getattr", "setattr", "hasattr", "delattr"}
_OWN = {"self", "cls", "super()"}

_OF_NAMED_TUPLES = ("_replace", "_asdict", "_fields")
"""What every named tuple offers to all: the underscore keeps its own fields apart from these."""


def private_accesses(source: str) -> Iterator[str]:
    """Give each private name of something else in a file's text: looked up, imported, or named in a text."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(value=owner, attr=name) if _is_private(name):
                accessed = ast.unparse(node)
                if ast.unparse(owner) not in _OWN and accessed not in _DOCUMENTED:
                    yield accessed
            case ast.ImportFrom(level=0, names=names):
                yield from (f"{node.module}.{each.name}" for each in names if _is_private(each.name))
            case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name), args=[first, *rest]) if name in _BY_NAME:
                # ``monkeypatch.setattr("module.name", value)`` has both in one.
                named = (_text_of(first).rpartition(".")[2], *map(_text_of, rest[:1]))
                yield from (f"{ast.unparse(first)}: {each}" for each in named if _is_private(each))


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in _OF_NAMED_TUPLES


def _text_of(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
