"""Protocol files: found, read, loaded by path, and listed with how they stand."""
