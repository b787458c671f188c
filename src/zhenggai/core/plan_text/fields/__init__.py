"""Pieces of lines become the fields of a finding; `reading` puts them together."""
