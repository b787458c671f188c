"""Who is read next: two places at least, and nobody keeps the others out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from zhenggai.documents import limits
from zhenggai.documents.turns import Turns, places

LONG = 20.0  # seconds that no test waits


@pytest.mark.parametrize(("n_cores", "n_places"), [(1, 2), (2, 2), (3, 2), (4, 3), (7, 6), (64, 6)])
def test_a_server_reads_two_files_at_a_time_at_least(n_cores: int, n_places: int) -> None:
    assert places(n_cores) == n_places


def test_while_one_persons_file_hangs_another_is_read() -> None:
    turns = Turns(2)
    assert turns.take("lin", 0)
    assert turns.take("zhao", 0)
    assert not turns.take("qian", 0)


def test_one_person_never_holds_every_place() -> None:
    turns = Turns(3)
    assert [turns.take("lin", 0) for _ in range(3)] == [True, True, False]
    assert turns.take("zhao", 0)


def test_where_there_is_one_place_it_is_anybodys() -> None:
    turns = Turns(1)
    assert turns.take("lin", 0)
    assert not turns.take("zhao", 0)
    turns.give_back("lin")
    assert turns.take("zhao", 0)


@contextmanager
def waiting(turns: Turns, person: str, served: list[str]) -> Iterator[None]:
    """Somebody in the line; `served` tells when it was their turn. They leave their place to whoever comes next."""

    def wait() -> None:
        if turns.take(person, LONG):
            served.append(person)
            turns.give_back(person)

    before = len(turns._waiting)
    thread = threading.Thread(target=wait)
    thread.start()
    while len(turns._waiting) == before:
        threading.Event().wait(0.001)
    yield
    thread.join()


def test_a_free_place_goes_to_who_holds_fewest_then_to_who_came_first() -> None:
    turns, served = Turns(3), list[str]()
    for person in ("lin", "zhao", "qian"):
        assert turns.take(person, 0)
    with waiting(turns, "lin", served), waiting(turns, "sun", served), waiting(turns, "zhou", served):
        turns.give_back("qian")
    assert served == ["sun", "zhou", "lin"]


def test_a_line_that_is_too_long_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_WAITING", 1)
    turns, served = Turns(1), list[str]()
    assert turns.take("lin", 0)
    with waiting(turns, "zhao", served):
        assert not turns.take("qian", LONG)
        turns.give_back("lin")
    assert served == ["zhao"]


def test_a_free_place_is_taken_past_a_line_of_files_that_may_not_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_WAITING", 2)
    turns, served = Turns(2), list[str]()
    assert turns.take("lin", 0)
    with waiting(turns, "lin", served):
        assert turns.take("zhao", 0)
        turns.give_back("lin")
    assert served == ["lin"]


def test_one_persons_files_do_not_fill_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_WAITING", 3)
    turns, served = Turns(2), list[str]()
    assert turns.take("lin", 0)
    assert turns.take("zhao", 0)
    with waiting(turns, "lin", served), waiting(turns, "lin", served):
        assert not turns.take("lin", LONG)  # told at once, not after LONG
        with waiting(turns, "qian", served):
            turns.give_back("zhao")
        assert served[0] == "qian"
        turns.give_back("lin")
    assert served == ["qian", "lin", "lin"]
