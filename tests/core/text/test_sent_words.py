"""What is said of a file that is sent: never more than is known."""

from __future__ import annotations

from poetrygui.core.text.sent_words import sending_words, sent_words


def test_it_is_said_how_much_went() -> None:
    assert sending_words("a.txt", 1200, 5000) == "Sending a.txt: 1.2 kB of 5.0 kB."
    assert sent_words("a.txt", 5000, 5000, "", "") == "Sent a.txt: 5.0 kB."
    assert sent_words("a.txt", 5000, 5000, "3 messages", "") == "Sent a.txt: 5.0 kB in 3 messages."
    assert sent_words("a.txt", 10, 5000, "", "stopped") == "Stopped: 10 bytes of 5.0 kB of a.txt were sent."
    assert sent_words("a.txt", 10, 5000, "", "the connection has ended") == (
        "Broken off: the connection has ended. At most 10 bytes of 5.0 kB of a.txt were sent."
    )
