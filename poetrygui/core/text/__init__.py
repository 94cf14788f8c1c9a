"""Bytes as harmless rows, and the words for what is shown."""
