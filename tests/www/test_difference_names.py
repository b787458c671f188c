"""What findings are called, alone and in a difference. The examples are those of docs/rules/editions.md."""

from hypothesis import given
from hypothesis import strategies as st

from zhenggai.core.editions import Entry, difference
from zhenggai.core.naming import names_of
from zhenggai.core.plan import FindingDraft
from zhenggai.core.source import Passage
from zhenggai.www.difference_names import names_in_difference


def listed(*findings: tuple[str | None, str], side: str = "o") -> list[Entry]:
    return [Entry(f"{side}{i}", problem, number) for i, (number, problem) in enumerate(findings)]


STRAW, DUST, MINE = "秸秆焚烧火点多发。", "工地扬尘防治措施不到位。", "历史遗留矿山尚未修复。"


def names(old: list[Entry], new: list[Entry], pairs: dict[str, str | None] | None = None) -> list[str]:
    return names_in_difference(difference(old, new, pairs=pairs), old)


def test_a_finding_both_lists_call_alike_is_called_so() -> None:
    old, new = listed(("1", STRAW), ("2", DUST)), listed(("1", STRAW), ("2", DUST + "未整改"), side="n")
    assert names(old, new) == ["问题1", "问题2"]


def test_a_renumbered_finding_is_called_by_both_numbers() -> None:
    old, new = listed(("1", STRAW), ("3", MINE)), listed(("1", MINE), ("2", STRAW), side="n")
    assert names(old, new) == ["原问题3 → 新问题1", "原问题1 → 新问题2"]


def test_one_gone_and_one_come_under_the_same_number_are_told_apart() -> None:
    old, new = listed(("1", STRAW)), listed(("1", MINE), side="n")
    assert sorted(names(old, new, {"n0": None})) == ["原问题1", "新问题1"]


def test_a_number_only_one_list_knows_needs_no_more_words() -> None:
    old, new = listed(("1", STRAW)), listed(("1", STRAW), ("5", MINE), side="n")
    assert names(old, new) == ["问题1", "问题5"]


def test_without_numbers_the_place_tells() -> None:
    old, new = listed((None, STRAW), (None, DUST), (None, MINE)), listed((None, MINE), (None, DUST), side="n")
    assert names(old, new) == ["原第1项", "原第3项 → 新第1项", "清单第2项"]


def test_a_number_used_twice_names_nobody() -> None:
    old, new = listed(("1", STRAW), ("2", DUST)), listed(("1", STRAW), ("1", DUST), side="n")
    assert names(old, new) == ["原问题1 → 新第1项", "原问题2 → 新第2项"]


def test_one_that_comes_back_under_another_number_is_called_by_both() -> None:
    old, new = listed(("1", STRAW)), listed(("1", STRAW), ("2", MINE), side="n")
    returns = {"n1": Entry("o9", MINE, "3")}
    assert names_in_difference(difference(old, new), old, returns) == ["问题1", "以前的问题3 → 新问题2"]


def test_alone_a_list_is_named_as_before() -> None:
    findings = [FindingDraft(Passage(STRAW, ()), number) for number in ("1", None, "3", "3")]
    assert names_of(findings) == ["问题1", "清单第2项", "清单第3项", "清单第4项"]


NUMBERS = st.lists(st.sampled_from([None, "1", "2", "3", "4"]), max_size=6)


@given(NUMBERS, NUMBERS, st.data())
def test_no_two_lines_are_called_alike(before: list[str | None], after: list[str | None], data: st.DataObject) -> None:
    old = listed(*((number, f"甲{i}") for i, number in enumerate(before)))
    new = listed(*((number, f"乙{i}") for i, number in enumerate(after)), side="n")
    free = data.draw(st.permutations([entry.key for entry in old]))
    paired = dict(zip((entry.key for entry in new), [*free, *[None] * len(new)], strict=False))
    told = names(old, new, paired)
    assert len(told) == len(set(told)) == len(difference(old, new, pairs=paired))
