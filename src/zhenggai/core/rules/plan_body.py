"""The body around the list: counts of the findings, limits for all of them, requirements that nobody answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhenggai.core.deadlines import find_milestones
from zhenggai.core.rules.arithmetic import adds_up, in_chinese, sentences
from zhenggai.core.rules.dates import last_day
from zhenggai.core.rules.facts import Entry, Plan, Text, any_word, named, says
from zhenggai.core.rules.likeness import pairs
from zhenggai.core.rules.points import Point, plain, point


def points(plan: Plan) -> Iterator[Point]:
    if not plan.entries or not plan.asks:
        return
    yield from _finding_count(plan)
    yield from _term_counts(plan)
    for text in plan.body:
        yield from _figures(plan, text)
        for start, end in sentences(text.text):
            yield from _unanswered(plan, text, start, end)
            yield from _limit(plan, text, start, end)


def _finding_count(plan: Plan) -> Iterator[Point]:
    """涉及我区的问题共18个, and the list has 17. One statement that fits is enough, as plans count the feedback too."""
    found = [(text, match) for text in plan.body for match in _COUNT.finditer(text.text)]
    listed = len(plan.entries)
    if not found or any(int(match["n"] or match["m"]) == listed for _, match in found):
        return
    own = [
        (text, match)
        for text, match in found
        if re.search(r"涉及|清单|我[区县市州旗]|本方案|本[区县市]", text.text[: match.end()][-40:])
    ]
    if own:
        text, match = own[-1]
        stated = match["n"] or match["m"]
        message = f"正文说有{stated}个问题，清单列了{listed}个。"
        yield point(
            "finding_count_differs",
            message,
            passages=[text.around(match.start(), match.end())],
            arithmetic=f"{stated} ≠ {listed}",
        )


_COUNT = re.compile(
    r"(?P<n>\d{1,3})\s*[个项条](?:具体|突出|主要|反馈|整改|生态环境|共性|个性)*(?:问题|整改任务|任务)|(?:问题|整改任务|任务)(?:清单)?(?:共|共计|合计|有|总计)*\s*(?P<m>\d{1,3})\s*[个项条]"
)


def _term_counts(plan: Plan) -> Iterator[Point]:
    """2022年底前完成6个，2023年底前完成3个，长期坚持1个, against the deadlines of the list."""
    if any(not _terms(entry) for entry in plan.entries):
        return
    for text in plan.body:
        stated = {match["year"] or match["term"]: int(match["n"]) for match in _TERM.finditer(text.text)}
        if len(stated) < 2 or sum(stated.values()) != len(plan.entries):
            continue
        wrong = [
            f"{_term(key)}{n}个，清单为{held}个"
            for key, n in stated.items()
            if (held := _off(plan, key, n)) is not None
        ]
        if wrong:
            yield point("term_count_differs", f"正文说{'、'.join(wrong)}。", passages=[text.passage])


def _terms(entry: Entry) -> set[str]:
    """The terms a finding may be counted under: the years of its stages, 立行立改, 长期坚持."""
    deadline = entry.draft.deadline
    if deadline is None:
        return set()
    terms = {day[:4] for day in deadline.dates}
    return terms | ({"立行立改"} if deadline.immediate else set()) | ({"长期坚持"} if deadline.long_term else set())


def _off(plan: Plan, key: str, stated: int) -> int | None:
    """What the list has instead, None where it can agree with what is stated."""
    surely = sum(1 for entry in plan.entries if _terms(entry) == {key})
    perhaps = sum(1 for entry in plan.entries if key in _terms(entry))
    return None if surely <= stated <= perhaps else surely if stated < surely else perhaps


_TERM = re.compile(
    r"(?:(?P<year>20\d\d)年[^，,。；;\d]{0,12}|(?P<term>长期坚持|立行立改)(?:的)?)(?:完成|整改|办结|销号)?(?:的)?(?:有)?(?P<n>\d{1,3})[个项条]"
)


def _term(key: str) -> str:
    return f"{key}年完成" if key.isdigit() else key


def _unanswered(plan: Plan, text: Text, start: int, end: int) -> Iterator[Point]:
    """半年内集中解决一批突出问题: a term and a result, in the clause of nobody's finding."""
    for match in _clauses(text.text[start:end]):
        clause = match[0]
        span = _SPAN.search(clause)
        if (
            span is None
            or not says(clause, "body", "solve")
            or says(clause, "body", "procedure")
            or _answered(plan, span[0], clause)
        ):
            continue
        at = start + match.start()
        message = f"正文要求“{clause.strip()}”，清单中没有问题写明由谁、在什么时候落实。"
        yield point("body_requirement_unanswered", message, passages=[text.cut(at, at + len(clause))])


def _clauses(sentence: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"[^，,；;]+", sentence)


_SPAN = re.compile(
    r"(?:半年|[一二两三四五六七八九十]{1,3}个月|\d{1,2}个月|一年|两年|三年|\d{1,2}天|百日|一个季度|[一二三]个季度)(?:以内|之内|内)"
)


def _answered(plan: Plan, span: str, clause: str) -> bool:
    """True where a finding repeats the term, or most of what the clause says."""
    wanted = pairs(clause.replace(span, ""))
    for entry in plan.entries:
        texts = [text.text for text in (*entry.answers, *((entry.deadline,) if entry.deadline else ()))]
        if any(span in text for text in texts):
            return True
        if wanted and len(wanted & pairs("".join(texts))) / len(wanted) >= 0.6:
            return True
    return False


def _figures(plan: Plan, text: Text) -> Iterator[Point]:
    """推动3家企业有序退出 in the body, 2家企业退出 in the finding that it speaks of."""
    for figure in text.figures:
        if not adds_up(figure) or len(figure.counts) < 2 or in_chinese(figure):
            continue
        clause = text.around(figure.start, figure.end, "，,。；;").text
        for entry in plan.entries:
            own = [(part, one) for part in (entry.problem, *entry.answers) for one in part.figures]
            same = [(part, one) for part, one in own if one.counts == figure.counts and one.uom == figure.uom]
            if same and all(one.value != figure.value for _, one in own) and _speaks_of(clause, figure.counts, entry):
                part, one = same[0]
                message = f"正文写的是{figure.text}{figure.counts}，{entry.name}写的是{one.text}{one.counts}。"
                passages = [text.around(figure.start, figure.end), part.around(one.start, one.end)]
                arithmetic = f"{plain(figure.value)} ≠ {plain(one.value)}"
                yield point(
                    "body_figure_differs", message, findings=[entry.position], passages=passages, arithmetic=arithmetic
                )
                return


def _speaks_of(clause: str, noun: str, entry: Entry) -> bool:
    """True where a third of what the clause says stands in the finding, and more than the noun alone."""
    wanted = pairs(clause)
    shared = wanted & pairs("".join(text.text for text in (entry.problem, *entry.answers)))
    return len(shared - pairs(noun)) > 0 and len(shared) * 3 >= len(wanted)


def _limit(plan: Plan, text: Text, start: int, end: int) -> Iterator[Point]:
    """所有问题2024年底前全部整改到位, and a finding that has until 2025."""
    sentence = text.text[start:end]
    if not _everything().search(sentence):
        return
    about = plan.draft.about
    milestones = [
        m
        for m in find_milestones(sentence, issued_on=plan.issued_on, year=about.year)
        if _everything().search(m.result)
    ]
    for milestone in milestones[-1:]:
        late = [entry for entry in plan.entries if (last := last_day(entry)) and last > milestone.date]
        if late and "除" not in sentence and "长期" not in sentence[: milestone.start]:
            message = f"正文要求{milestone.text}{milestone.result}，{named(late)}的整改时限更晚。"
            passages = [text.cut(start, end), *(entry.deadline.passage for entry in late if entry.deadline)]
            yield point(
                "body_deadline_exceeded", message, findings=[entry.position for entry in late], passages=passages
            )


@cache
def _everything() -> re.Pattern[str]:
    return re.compile(any_word("body", "everything"))
