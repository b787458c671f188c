"""The office stands ready for every test of this folder."""

from tests.accounts.units.office import office

__all__ = ["office"]
