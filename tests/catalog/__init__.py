"""Tests of the packs of data."""
