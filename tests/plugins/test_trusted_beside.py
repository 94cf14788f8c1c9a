"""Which files may run, with which bytes."""

from __future__ import annotations

from poetrygui.plugins.source_file import read_source
from poetrygui.plugins.trust import Decision, TrustBook
from poetrygui.plugins.trusted_beside import trusted_beside, trusted_digest
from tests.plugins.files import Files, good


def test_those_beside_it_that_may_run_are_named_with_their_digests(files: Files) -> None:
    own, other, new, changed = (files.put(f"{name}.py", good(name)) for name in ("own", "other", "new", "changed"))
    book = TrustBook(None)
    digests = {path: read_source(path).sha256 for path in (own, other, changed)}
    book.decide(own, digests[own], Decision.TRUSTED)
    book.decide(other, digests[other], Decision.BEING_WRITTEN)
    book.decide(changed, digests[changed], Decision.TRUSTED)
    files.put("changed.py", good("since"))
    assert trusted_beside(own, book) == {str(other): digests[other]}
    assert trusted_digest(own, book) == digests[own]
    assert (
        trusted_digest(new, book) == trusted_digest(changed, book) == trusted_digest(own.with_name("no.py"), book) == ""
    )
