"""Finding, from the window."""
