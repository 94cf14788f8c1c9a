"""What a module imports elsewhere than at its top, and what a room offers lazily."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_CHECKING = "TYPE_CHECKING"


def hidden_imports(source: str) -> list[str]:
    """Return the imports that stand in a function or are there for the types alone, each as a statement for one name.

    What a room's ``__init__`` tells of its lazy names is not hidden.
    """
    tree = ast.parse(source)
    blocks = _checked(tree) if offered(source) is None else ()
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    found = {each for block in (*blocks, *functions) for each in ast.walk(block)}
    return sorted({statement for node in found for statement in _statements(node)})


def declared(package: str, source: str) -> dict[str, str]:
    """Return the names that the ``__init__`` of ``package`` imports for the types alone, each with its module in it."""
    blocks = [node for block in _checked(ast.parse(source)) for node in block.body]
    return {
        name.asname or name.name: (node.module or "").removeprefix(f"{package}.")
        for node in blocks
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }


def offered(source: str) -> dict[str, str] | None:
    """Return the names that are given to ``lazy_names``, each with its module; None if nothing is given to it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "lazy_names":
            homes: dict[str, str] = ast.literal_eval(node.args[1])
            return {name: home for home, names in homes.items() for name in names.split()}
    return None


def _checked(tree: ast.AST) -> Iterator[ast.If]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If):
            condition = ast.unparse(node.test)
            if _CHECKING in condition and f"not {_CHECKING}" not in condition:
                yield node


def _statements(node: ast.AST) -> Iterator[str]:
    for name in node.names if isinstance(node, ast.Import | ast.ImportFrom) else ():
        named = f"{name.name} as {name.asname}" if name.asname else name.name
        yield f"from {node.module} import {named}" if isinstance(node, ast.ImportFrom) else f"import {named}"
