"""A difference is worked out once, whoever asks for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from zhenggai.findings.differences import worked_out_once


def test_two_who_ask_at_once_get_one_answer_and_a_third_does_not_wait() -> None:
    asked: list[str] = []
    begun, may_end = Event(), Event()

    @worked_out_once(2)
    def work(name: str) -> list[str]:
        asked.append(name)
        if name == "长":
            begun.set()
            assert may_end.wait(30)
        return [name]

    with ThreadPoolExecutor(2) as people:
        first = people.submit(work, "长")
        assert begun.wait(30)
        second = people.submit(work, "长")
        assert work("短") == ["短"]
        may_end.set()
        assert first.result() is second.result()
    assert asked == ["长", "短"]


def test_only_the_last_few_answers_are_kept() -> None:
    asked: list[int] = []

    @worked_out_once(2)
    def work(n: int) -> None:
        asked.append(n)

    for n in (1, 2, 1, 3, 1, 2):
        work(n)
    assert asked == [1, 2, 3, 2]


def test_what_failed_is_worked_out_anew() -> None:
    asked: list[int] = []

    @worked_out_once(2)
    def work(n: int) -> float:
        asked.append(n)
        return 1 / (len(asked) - 1)

    with pytest.raises(ZeroDivisionError):
        work(1)
    assert (work(1), work(1)) == (1, 1)
    assert asked == [1, 1]
