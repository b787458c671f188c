"""Long proofs: commands with a quick form among the tests."""
