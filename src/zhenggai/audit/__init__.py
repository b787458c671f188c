"""What happened: append-only entries and the closed list of verbs."""
