"""Where the tests of a module are: the paths of the tests mirror those of the package."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

_PACKAGE = "poetrygui"


def mirror_of(module: str) -> str:
    """Return the path of the file that tests a module, both from the checkout: ``tests/core/x/test_y.py``."""
    path = PurePosixPath(module)
    room = path.parent.relative_to(_PACKAGE) if path.parts[0] == _PACKAGE else path.parent
    return str(PurePosixPath("tests") / room / f"test_{path.stem.strip('_')}.py")


def has_something_to_test(module: str, source: str) -> bool:
    """Tell whether a module has code of its own: one of values and types alone has not, nor what opens a package.

    What an interface declares is a type: a name, its arguments, and a sentence about them.
    """
    if PurePosixPath(module).name == "__init__.py":
        return False
    functions = (
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return not all(_only_declares(function) for function in functions)


def _only_declares(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return all(isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant) for each in function.body)
