"""A Python source, token by token, each with what it is coloured as."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String
from pygments.util import Future

_KINDS = (
    (Comment, "comment"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Name.Function, "name"),
    (Name.Class, "name"),
    (Name.Decorator, "name"),
    (Number, "number"),
    (String, "string"),
)


def patterns() -> Iterator[re.Pattern[str]]:
    """Yield the lexer's patterns, compiled one after the other: it finds them so, which takes it 20 ms else."""
    for rules in PythonLexer.tokens.values():
        for rule in rules:
            if isinstance(rule, tuple):
                pattern = rule[0].get() if isinstance(rule[0], Future) else rule[0]
                yield re.compile(pattern, PythonLexer.flags)


_NOT_COMPILED = patterns()


def tokens_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield each token, behind what it is; that is empty where it has no colour of its own.

    Before the very first, empty ones come while all is being prepared, so that nobody has to wait for that as a whole.
    """
    for _ in _NOT_COMPILED:
        yield "", ""
    for _, token, value in PythonLexer().get_tokens_unprocessed(text):
        yield next((part for kind, part in _KINDS if token in kind), ""), value
