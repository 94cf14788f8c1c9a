"""The commands that need no window, and no Qt."""
