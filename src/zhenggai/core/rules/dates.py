"""Deadlines against the calendar, the issue of the plan, today, and the dates of goals and measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Literal

from zhenggai.core.dates import days_in
from zhenggai.core.deadline_words import is_done
from zhenggai.core.deadlines import find_milestones
from zhenggai.core.ends import End, find_ends
from zhenggai.core.rules.facts import Entry, Plan, Text, any_word, named, says
from zhenggai.core.rules.points import Point, point
from zhenggai.core.typography import fold_width


def points(plan: Plan) -> Iterator[Point]:
    """Reports days the calendar lacks, deadlines before the issue or already past, answers later than their deadline,
    stages in the wrong order, and deadlines that nobody could hold anyone to. Of a list that tells how far the work has
    come, a past deadline is told only where the state is not done."""
    yield from _impossible(plan)
    yield from _inspection(plan)
    for entry in plan.entries:
        yield from _after_deadline(plan, entry)
        yield from _disordered(entry)
    yield from _demands(plan) if plan.asks else _overdue(plan)


def _demands(plan: Plan) -> Iterator[Point]:
    for entry in plan.entries:
        yield from _before_issue(plan, entry)
        yield from _year_missing(plan, entry)
        yield from _undated(entry)
        yield from _without_rhythm(entry)
    yield from _past(plan)
    yield from _immediate(plan)


def last_day(entry: Entry) -> str | None:
    """The last day of a finding's deadline (ISO), None where it has none."""
    return max(entry.draft.deadline.dates, default=None) if entry.draft.deadline else None


def _impossible(plan: Plan) -> Iterator[Point]:
    for text in plan.texts:
        for match in _DAY.finditer(fold_width(text.text)):
            year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
            if month is None or (1 <= month <= 12 and (day is None or 1 <= day <= days_in(year or 2024, month))):
                continue
            message = f"{plan.where(text)}：日历上没有{text.text[match.start() : match.end()]}。"
            passages = [text.around(match.start(), match.end())]
            yield point("date_impossible", message, findings=text.findings, passages=passages)


_DAY = re.compile(
    r"(?<![\d.])(?:(?P<year>(?:19|20)\d\d)\s*年\s*)?(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*[日号])?(?![度])"
)


def _inspection(plan: Plan) -> Iterator[Point]:
    about = plan.draft.about
    if about.inspection is None:
        return
    days = (
        ("督察开始", about.inspection.start), ("督察结束", about.inspection.end),
        ("督察反馈", about.inspection.feedback_date), ("方案印发", plan.issued_on if plan.asks else None),
    )  # fmt: skip
    known = [(what, day) for what, day in days if day and len(day) == 10]
    for (what, day), (next_, later) in pairwise(known):
        if later < day:
            message = f"{next_}日期{later}早于{what}日期{day}。"
            yield point("inspection_dates_disordered", message, arithmetic=f"{later} < {day}")


def _before_issue(plan: Plan, entry: Entry) -> Iterator[Point]:
    last, floor = last_day(entry), plan.not_before
    if last and floor and last < floor[0] and entry.deadline and not _done(entry):
        message = f"{entry.name}：整改时限{last}早于{floor[1]}{floor[0]}。"
        yield point(
            "deadline_before_issue", message, findings=[entry.position], passages=[entry.deadline.passage],
            arithmetic=f"{last} < {floor[0]}",
        )  # fmt: skip


def _done(entry: Entry) -> bool:
    said = [passage.text for passage in (entry.draft.status, entry.draft.deadline_text) if passage]
    return any(is_done(text) and "未" not in text for text in said) or _state(entry) == "done"


def _state(entry: Entry) -> Literal["done", "open"] | None:
    """What the state of a finding says in words, None where it says nothing of the end: √, 绿灯, or no state at all.

    Clause by clause: 已完成整改，未销号 is done, 部分完成 and 完成80% are open. An ongoing duty that goes on is none.
    """
    if entry.draft.status is None:
        return None
    clauses = re.split(r"[，,、；;。]", fold_width(entry.draft.status.text))
    short = [says(one, "states", "short_of_done") or _share_short().search(one) is not None for one in clauses]
    if any(says(one, "states", "done") and not lacks for one, lacks in zip(clauses, short, strict=True)):
        return "done"
    ongoing = entry.draft.deadline is not None and entry.draft.deadline.long_term
    goes_on = not ongoing and any(says(one, "states", "goes_on") for one in clauses)
    return "open" if any(short) or goes_on else None


@cache
def _share_short() -> re.Pattern[str]:
    return re.compile(r"(?<![\d.])\d{1,2}(?:\.\d+)?%")


def _overdue(plan: Plan) -> Iterator[Point]:
    """A list of progress: what it calls unfinished though the deadline is over, on the day the list was issued, else
    today. What is done, or of which the list does not say, is nobody's fault."""
    day = plan.issued_on or plan.today.isoformat()
    late = [entry for entry in plan.entries if (last := last_day(entry)) and last < day and _state(entry) == "open"]
    if late:
        states = [entry.draft.status for entry in late if entry.draft.status]
        said = "、".join(dict.fromkeys(f"“{state.text}”" for state in states))
        message = f"{named(late)}的整改时限到{day}已经过去，清单写的状态是{said}，还没有完成。"
        passages = [*(entry.deadline.passage for entry in late if entry.deadline), *states]
        findings = [entry.position for entry in late]
        yield point("deadline_past", message, findings=findings, passages=passages)


def _past(plan: Plan) -> Iterator[Point]:
    dated = [(entry, last) for entry in plan.entries if (last := last_day(entry)) and not _done(entry)]
    past = [entry for entry, last in dated if date.fromisoformat(last) < plan.today]
    if not past:
        return
    passages = [entry.deadline.passage for entry in past if entry.deadline]
    findings = [entry.position for entry in past]
    if len(past) == len(dated) > 1:
        message = f"写有日期的{len(dated)}个整改时限到{plan.today.isoformat()}都已过去。"
        yield point("all_deadlines_past", message, findings=findings, passages=passages)
        return
    message = f"{named(past)}的整改时限到{plan.today.isoformat()}已经过去。"
    yield point("deadline_past", message, findings=findings, passages=passages)


def _after_deadline(plan: Plan, entry: Entry) -> Iterator[Point]:
    last, about = last_day(entry), plan.draft.about
    if last is None or (entry.draft.deadline and entry.draft.deadline.long_term):
        return
    for text in entry.answers:
        for milestone in find_milestones(text.text, issued_on=plan.issued_on, year=about.year or int(last[:4])):
            if (
                milestone.date <= last
                or _recurs(text, milestone.start)
                or _only_a_year(milestone.text, milestone.date, last)
            ):
                continue
            what = "整改目标" if text.part == "goal" else "整改措施"
            message = f"{entry.name}：{what}中的{milestone.text}（{milestone.date}）晚于整改时限{last}。"
            passages = [text.around(milestone.start, milestone.end), entry.deadline.passage if entry.deadline else None]
            yield point(
                f"{text.part}_after_deadline", message, findings=[entry.position], passages=passages,
                arithmetic=f"{milestone.date} > {last}",
            )  # fmt: skip


def _only_a_year(said: str, day: str, last: str) -> bool:
    """「2024年完成8.5公里」 is done in time by any day of 2024."""
    return day[:4] == last[:4] and re.fullmatch(r"(?:20\d\d)?\s*年(?:度|内)?", said) is not None


def _recurs(text: Text, start: int) -> bool:
    return says(text.lead(start, 4), "rhythm", "recurs")


def _year_missing(plan: Plan, entry: Entry) -> Iterator[Point]:
    """12月底前: read without any context, so that only a year printed before it in the same text counts."""
    found: list[tuple[Text, End]] = []
    for text in (*entry.answers, *((entry.deadline,) if entry.deadline else ())):
        ends = find_ends(text.text, in_prose=text.part != "deadline")
        found += [(text, end) for end in ends if "year_missing" in end.doubts and not _told_otherwise(plan, text, end)]
    if found:
        said = "、".join(dict.fromkeys(f"“{text.text[end.start : end.end]}”" for text, end in found))
        passages = [text.around(end.start, end.end) for text, end in found]
        message = f"{entry.name}：{said}没有写年份。"
        yield point("year_missing", message, findings=[entry.position], passages=passages)


def _told_otherwise(plan: Plan, text: Text, end: End) -> bool:
    """今年12月底 is clear in a dated plan, a measure's 年内 wherever plan or deadline names a year."""
    said = text.text[end.start : end.end]
    if text.part != "deadline" and re.match(r"年[内底终]", said):
        return plan.issued_on is not None or (
            text.finding is not None and last_day(plan.entries[text.finding]) is not None
        )
    return re.match(r"[今本当明次来后]年", said) is not None and plan.issued_on is not None


def _undated(entry: Entry) -> Iterator[Point]:
    deadline = entry.draft.deadline
    if (
        deadline is None
        or deadline.dates
        or deadline.immediate
        or deadline.long_term
        or not entry.deadline
        or _done(entry)
    ):
        return
    if "year_missing" in deadline.doubts:
        return
    reason = "看不出是哪一天"
    if "masked" in deadline.doubts:
        reason = "日期被遮盖"
    elif "relative_unanchored" in deadline.doubts:
        reason = "没有写从哪一天算起"
    message = f"{entry.name}：整改时限“{deadline.text}”{reason}。"
    yield point("deadline_without_date", message, findings=[entry.position], passages=[entry.deadline.passage])


def _disordered(entry: Entry) -> Iterator[Point]:
    """二期2023年底 before 一期2024年底: only where the wording numbers the stages, or there is nothing but dates."""
    deadline = entry.draft.deadline
    if deadline is None or not entry.deadline or list(deadline.dates) == sorted(deadline.dates):
        return
    rest = deadline.text
    for milestone in deadline.milestones:
        rest = rest.replace(milestone.text, "")
    stages = re.compile(any_word("sums", "stages")).findall(deadline.text)
    if len(stages) > 1 or not re.sub(r"[\s、，,；;。/和及至底前末]", "", rest):
        message = f"{entry.name}：分阶段的整改时限{'、'.join(deadline.dates)}先后颠倒。"
        yield point("stages_out_of_order", message, findings=[entry.position], passages=[entry.deadline.passage])


def _without_rhythm(entry: Entry) -> Iterator[Point]:
    deadline = entry.draft.deadline
    if deadline is None or not deadline.long_term or deadline.dates or not entry.deadline:
        return
    if not any(says(text.text, "rhythm", "words") for text in (*entry.answers, entry.deadline)):
        message = f"{entry.name}：整改时限是“{deadline.text}”，没有写多久做一次、多久报一次。"
        yield point("ongoing_without_rhythm", message, findings=[entry.position], passages=[entry.deadline.passage])


def _immediate(plan: Plan) -> Iterator[Point]:
    found = [
        entry for entry in plan.entries
        if (deadline := entry.draft.deadline) and deadline.immediate and not deadline.dates and not deadline.long_term
        and not any(find_milestones(text.text) for text in entry.answers)
    ]  # fmt: skip
    if found:
        message = f"{named(found)}要求立行立改，没有写完成日期。"
        passages = [entry.deadline.passage for entry in found if entry.deadline]
        yield point("immediate_without_date", message, findings=[entry.position for entry in found], passages=passages)
