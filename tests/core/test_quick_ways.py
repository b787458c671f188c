"""Short cuts taken for speed give what the long way gives."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from zhenggai.core import numbering
from zhenggai.core.numbering import leading_number
from zhenggai.core.references import find_references
from zhenggai.core.typography import fold_width

_SIGNS = "一二三十百第其首先次再是要、.．,，（()）【】[]序号问题隐患整改项条章 \u00a0\u3000123１２①⑴⒈㈠ⅠIVaB：家年"


@given(st.text(st.sampled_from(_SIGNS), max_size=12))
def test_a_number_is_found_as_if_every_pattern_were_tried(text: str) -> None:
    folded = fold_width(text)
    start = len(folded) - len(folded.lstrip())
    long_way = None
    for _, pattern, style in numbering._PATTERNS:
        found = re.compile(pattern).match(folded, start)
        if found and numbering._value(found.group("n"), style) is not None:
            long_way = (style, found.end())
            break
    number = leading_number(text)
    assert (number and (number.style, number.end)) == long_way


@given(st.text(st.characters(max_codepoint=0xFFFF), max_size=30))
def test_folding_the_width_keeps_the_length_and_leaves_nothing_wide(text: str) -> None:
    folded = fold_width(text)
    assert len(folded) == len(text)
    assert not re.search("[\uff01-\uff5e\u3000]", folded)


def test_a_title_that_closes_too_late_is_no_title() -> None:
    assert [one.title for one in find_references("按照《" + "长" * 199 + "》执行")] == ["长" * 199]
    assert find_references("按照《" + "长" * 250 + "》执行") == []
    assert [one.title for one in find_references("按照《没有写完。另见《水法》")] == ["水法"]
