"""What one does with a recording: hand it on in the formats of others, and make one from somebody's capture."""
