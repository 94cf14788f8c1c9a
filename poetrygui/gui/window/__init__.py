"""The window as a whole: its actions, its settings, its start and end."""
