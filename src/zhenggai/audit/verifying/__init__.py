"""Verifying: whether the record is still the one that was sealed, and the rows those that were recorded."""
