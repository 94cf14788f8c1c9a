"""What one does with a recording: frame it anew, hand it on in the formats of others, make one of a capture."""
