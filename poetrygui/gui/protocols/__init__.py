"""Protocol files in the window: watched, listed, looked at, trusted."""
