"""What a benchmark prints can be read by people and by programs."""

from __future__ import annotations

import json

import pytest

from bench import __main__ as command
from bench import accuracy, batch
from bench.figures import Figure, WrongAnswer, in_turns
from bench.scoring import Score


def no_nan(word: str) -> None:
    raise AssertionError(word)


def test_a_figure_without_a_yardstick_has_no_ratio() -> None:
    figure = Figure("false findings", 0, 0, "", "perfect reading", "0", True)
    assert figure.as_row()["ratio"] is None
    assert "ratio" not in figure.words()
    assert figure.words().endswith("target 0: holds")
    assert Figure("time", 3.0, 2.0, "s", "bare").as_row()["ratio"] == 1.5


def test_the_accuracy_rows_are_json_and_hold_precision_and_recall(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    score = Score()
    score.of("goal").right, score.of("goal").wrong, score.of("goal").missed = 3, 1, 2
    monkeypatch.setattr(accuracy, "samples", lambda _: ["one sample"])
    monkeypatch.setattr(accuracy, "score_folder", lambda _: score)
    assert command.main(["run", "accuracy", "--json"]) == 0
    rows = [json.loads(line, parse_constant=no_nan) for line in capsys.readouterr().out.splitlines()]
    values = {row["name"]: row["value"] for row in rows}
    assert (values["corpus: precision of goal"], values["unseen: recall of goal"]) == (0.75, 0.6)
    assert values["corpus: F1 of goal"] == pytest.approx(2 / 3)
    assert values["unseen: false findings"] == 0


def test_a_set_that_is_not_there_has_no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    score = Score()
    score.of("goal").right = 1
    monkeypatch.setattr(accuracy, "samples", lambda root: [] if root.name == "unseen" else ["one sample"])
    monkeypatch.setattr(accuracy, "score_folder", lambda _: score)
    assert {figure.name.split(":")[0] for figure in accuracy.run()} == {"corpus"}


def test_acts_are_taken_in_turns_after_a_warm_up() -> None:
    seen: list[str] = []
    taken = in_turns(lambda: seen.append("a"), lambda: seen.append("b"), rounds=2)
    assert seen == ["a", "b"] * 3
    assert len(taken) == 2


def test_a_batch_that_reads_too_little_is_no_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "read_files", lambda files, workers: [{"error": {}} for _ in files])
    with pytest.raises(WrongAnswer, match="2 documents given, 0 read"):
        batch.run(n_documents=2, rounds=1)
