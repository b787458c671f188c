"""One module for one format: bytes in, `Source` out. Loaded by name when a file of that format is met."""
