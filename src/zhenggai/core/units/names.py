"""Names of units (organisations): splitting lists, full names, groups, identity, names inside a text.

One door for four modules: `words` (the lexicon), `splitting`, `identity`, `mentions`.
The rules with examples are docs/rules/units.md; the words are `catalog/unit_suffixes.toml` and `unit_groups.toml`.
"""

from __future__ import annotations

from zhenggai.core.units.identity import UnitKey, full_names, same_unit, unit_key, without_bodies
from zhenggai.core.units.mentions import find_units
from zhenggai.core.units.splitting import split_units
from zhenggai.core.units.words import (
    UnitMention,
    ends_as_unit,
    goes_on_from_a_name,
    is_group,
    is_rest_of_a_name,
    role_of,
    role_words,
)

__all__ = [
    "UnitKey",
    "UnitMention",
    "ends_as_unit",
    "find_units",
    "full_names",
    "goes_on_from_a_name",
    "is_group",
    "is_rest_of_a_name",
    "role_of",
    "role_words",
    "same_unit",
    "split_units",
    "unit_key",
    "without_bodies",
]
