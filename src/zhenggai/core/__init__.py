"""What the words mean. Pure Python: no Django, no clock, no files, no network."""
