"""What a protocol takes a frame apart into: fields by their names, plain and bounded."""
