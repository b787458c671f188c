"""Zhenggai (整改): see every inspection finding through to the end."""

__version__ = "0.1.0"
