"""Acts on units, groups, posts and people; the only place of this folder that saves. Each leaves one audit entry.

Days are of the calendar: `on` is the first day of what begins and the last day of what ends.
"""

from zhenggai.accounts.units.actions.posts import (
    add_person,
    add_post,
    change_person,
    change_post,
    hand_over,
    leave_post,
    link_account,
    take_up,
)
from zhenggai.accounts.units.actions.rosters import add_member, add_roster, end_member
from zhenggai.accounts.units.actions.units import (
    add_name,
    add_unit,
    change_unit,
    close_unit,
    end_name,
    move_unit,
    rename_unit,
)

__all__ = [
    "add_member",
    "add_name",
    "add_person",
    "add_post",
    "add_roster",
    "add_unit",
    "change_person",
    "change_post",
    "change_unit",
    "close_unit",
    "end_member",
    "end_name",
    "hand_over",
    "leave_post",
    "link_account",
    "move_unit",
    "rename_unit",
    "take_up",
]
