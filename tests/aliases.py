"""Names that two libraries give to different things, and the one that each of these has here."""

from __future__ import annotations

import ast
from collections.abc import Iterator

ONE_NAME = {
    ("twisted.internet.protocol", "Protocol"): "Protocol",
    ("typing", "Protocol"): "StructuralType",
    ("typing_extensions", "Protocol"): "StructuralType",
}
_NAMES = {name for _, name in ONE_NAME}


def misnamed(source: str) -> Iterator[str]:
    """Give what a file's text calls otherwise than :data:`ONE_NAME` does, each with the name that it is to have."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module=str(module)):
                for name in node.names:
                    wanted = ONE_NAME.get((module, name.name))
                    if wanted is not None and (name.asname or name.name) != wanted:
                        yield f"{module}.{name.name}: import it as {wanted}"
            case ast.Attribute(value=ast.Name() | ast.Attribute() as value, attr=attribute) if attribute in _NAMES:
                wanted = ONE_NAME.get((ast.unparse(value), attribute))
                if wanted is not None:
                    yield f"{ast.unparse(node)}: import it as {wanted}"
