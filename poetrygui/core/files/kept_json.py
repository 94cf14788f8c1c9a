"""What the program keeps in small JSON files: each of one kind and version, and read as that or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar
from typing import Protocol as StructuralType

from poetrygui.core import files
from poetrygui.errors import SaveError

T = TypeVar("T")

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the content of a file of one version into that of the next."""


class Converter(StructuralType):
    """What turns values into what JSON has and back: one of :mod:`poetrygui.core.files.strict_json`."""

    @property
    def detailed_validation(self) -> bool:
        """Whether it looks for more faults than the first."""

    def structure(self, content: Any, kind: Any, /) -> Any:
        """Return the value of that kind that the content is. Raises any Exception."""

    def unstructure(self, value: Any, /) -> Any:
        """Return the content of a value."""


def plain_converter() -> Converter:
    """Return one for values that need nothing more than what is strict; its module is imported by then."""
    return files.strict_converter()


class NewerVersionError(ValueError):
    """A file was written by a later version of the program."""


class KeptJson(Generic[T]):
    """Turns a value into the bytes of a file and back. ``kind`` is a class with a ``version``, an int.

    A file that was damaged, however it was, is refused at its first fault: what it costs to refuse is what it costs to
    read.
    """

    def __init__(
        self,
        kind: type[T],
        version: int,
        make_converter: Callable[[], Converter],
        largest: int,
        older: Mapping[int, Upgrade] | None = None,
    ) -> None:
        """Read and write ``version`` by way of a converter, which stops at the first fault.

        ``make_converter`` is called when there is something to read or write: what it needs takes long to import.
        ``largest`` is how many bytes a file may have, here for what is written: what could not be read again is not.
        ``older`` has a function for each version of before that is still read.
        """
        self._kind = kind
        self._version = version
        self._largest = largest
        self._make_converter = make_converter
        self._older = older or {}

    @cached_property
    def _converter(self) -> Converter:
        converter = self._make_converter()
        assert not converter.detailed_validation, "gathering the faults of millions of items takes minutes"
        return converter

    def parse(self, data: bytes) -> T:
        """Return the value in a file.

        Raises NewerVersionError, and whatever else for damage, which comes in every shape: any Exception.
        """
        content = json.loads(data.decode("utf-8"), parse_constant=_refuse_constant)
        version = content.get("version") if isinstance(content, dict) else None
        if isinstance(version, int) and version > self._version:
            raise NewerVersionError("of a newer version")
        while isinstance(version, int) and version in self._older:
            content = self._older[version](content)
            version = content["version"]
        if version != self._version:
            raise ValueError("no version that there ever was")
        value: T = self._converter.structure(content, self._kind)
        return value

    def dump(self, value: T) -> bytes:
        """Return the bytes of a file that holds the value. Raises SaveError where they are too many."""
        content = self._converter.unstructure(value)
        try:
            text = json.dumps(content, indent=2, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            # Half of a surrogate pair, as a command line or a clipboard can give it, has no UTF-8 but an escape.
            text = json.dumps(content, indent=2).encode()
        if len(text) >= self._largest:
            raise SaveError(
                f"Of {len(text):,} bytes no more than {self._largest:,} would be read again: remove something first."
            )
        return text + b"\n"


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
