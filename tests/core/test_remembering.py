"""Answers to short texts are kept, long ones are asked anew."""

from __future__ import annotations

from zhenggai.core.remembering import remembered


def test_a_short_text_is_answered_once_and_a_long_one_each_time() -> None:
    asked: list[str] = []

    @remembered(8)
    def length(text: str, *, twice: bool = False) -> int:
        asked.append(text)
        return len(text) * (2 if twice else 1)

    assert (length("县水利局"), length("县水利局"), length("县水利局", twice=True)) == (4, 4, 8)
    assert len(asked) == 2
    assert (length("长" * 500), length("长" * 500)) == (500, 500)
    assert len(asked) == 4
