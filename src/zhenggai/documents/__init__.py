"""Papers in: formats become lines of text with their place; uploaded bytes are kept."""
