"""What was delivered, on disk: written, indexed, read."""
