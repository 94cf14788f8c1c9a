"""What docstrings leave out: arguments that are not named, and first lines that do not begin with what is done."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

MANY = 3
"""So many arguments are more than a signature tells."""

_CONVENTIONAL = {"reactor", "parent"}
"""What drives it, and the widget that owns it: the same wherever they are handed in."""


def unnamed_arguments(source: str) -> dict[str, list[str]]:
    """Return the public callables with :data:`MANY` arguments or more, each with those that its docstring leaves out.

    An ``__init__`` may leave them to its class. Left alone are what click makes a command of, whose help names the
    options, and what Twisted or Qt call by names of their own.
    """
    found = {}
    for function, owner in _functions(ast.parse(source), None):
        named = function.args
        names = [each.arg for each in (*named.posonlyargs, *named.args, *named.kwonlyargs)]
        names += [each.arg for each in (named.vararg, named.kwarg) if each is not None]
        if owner is not None and not _is_decorated(function, "staticmethod"):
            del names[0]
        names = [name for name in names if not name.startswith("_") and name not in _CONVENTIONAL]
        if len(names) < MANY or not _is_public(function, owner) or _is_decorated(function, "click"):
            continue
        text = ast.get_docstring(function) or ""
        if owner is not None and function.name == "__init__":
            text += " " + (ast.get_docstring(owner) or "")
        missing = [name for name in names if not _says(text, name)]
        if missing:
            found[f"{owner.name}.{function.name}" if owner is not None else function.name] = missing
    return found


def _functions(
    node: ast.AST, owner: ast.ClassDef | None
) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, ast.ClassDef | None]]:
    """Yield the functions of a module and of its classes, not those within functions."""
    for each in ast.iter_child_nodes(node):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            yield each, owner
        elif isinstance(each, ast.ClassDef):
            yield from _functions(each, each)
        else:
            yield from _functions(each, owner)


def _is_public(function: ast.FunctionDef | ast.AsyncFunctionDef, owner: ast.ClassDef | None) -> bool:
    if owner is not None and owner.name.startswith("_"):
        return False
    return function.name == "__init__" or (not function.name.startswith("_") and function.name == function.name.lower())


def _is_decorated(function: ast.FunctionDef | ast.AsyncFunctionDef, by: str) -> bool:
    return any(by in ast.unparse(each) for each in function.decorator_list)


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name).replace('_', '[_ ]')}(?!\w)", " ".join(text.split())) is not None


_NO_VERBS = re.compile(
    "A|After|All|An|And|Any|As|At|Before|Both|By|Each|Every|For|From|However|If|In|It|Its|Never|No|Nobody|None|Nothing|Of"
    "|On|One|Only|Some|That|The|Their|There|These|This|Those|To|What|When|Where|Whether|Which|While|Who|Whose|With"
)
"""What the first line of a docstring begins with where it describes instead of saying what is done."""
_NEGATED = re.compile("Never [a-z]+ ")


def without_verb(source: str) -> list[str]:
    """Return the first lines of functions' docstrings that do not begin with a verb; a property's may be a noun."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_decorated(node, "property"):
            line = (ast.get_docstring(node) or "Do").partition("\n")[0]
            word = re.match(r"[A-Z][a-z]+(?![\w'])", line)
            if word is None or (_NO_VERBS.fullmatch(word[0]) and not _NEGATED.match(line)):
                found.append(f"{node.name}: {line}")
    return found
