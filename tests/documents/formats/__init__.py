"""One file of tests for one format."""
