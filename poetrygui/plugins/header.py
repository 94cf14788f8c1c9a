"""What a protocol file says of itself, read without running it."""

from __future__ import annotations

import ast
from typing import NamedTuple


class Header(NamedTuple):
    """The first sentence, the title and the API version that a file names; empty and None where it names none."""

    title: str = ""
    description: str = ""
    api: int | None = None


def read_header(source: bytes) -> Header:
    """Return the header. Raises SyntaxError, or ValueError for what is no text, as compiling it would."""
    tree = ast.parse(source)
    named: dict[str, object] = {}
    for statement in tree.body:
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or not isinstance(statement.value, ast.Constant):
            continue
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        named |= {target.id: statement.value.value for target in targets if isinstance(target, ast.Name)}
    title, api = named.get("TITLE"), named.get("API")
    return Header(
        title if isinstance(title, str) else "",
        (ast.get_docstring(tree) or "").partition("\n")[0],
        api if isinstance(api, int) else None,
    )
