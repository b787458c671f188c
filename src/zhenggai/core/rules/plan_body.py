"""The body around the list: counts of the findings, limits for all of them, requirements that nobody answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from zhenggai.core.deadlines import find_milestones
from zhenggai.core.rules.arithmetic import adds_up, in_chinese, sentences
from zhenggai.core.rules.dates import last_day
from zhenggai.core.rules.facts import Entry, Plan, Text, any_word, health, named, says
from zhenggai.core.rules.likeness import pairs
from zhenggai.core.rules.points import Point, plain, point

_AT_ONCE, _ONGOING = "立行立改", "长期坚持"


class _Said:
    """What a finding says, taken apart once for all clauses of the body."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.figures = [(part, one) for part in (entry.problem, *entry.answers) for one in part.figures]

    @cached_property
    def answers(self) -> tuple[str, ...]:
        """Goal, measures and deadline."""
        deadline = (self.entry.deadline,) if self.entry.deadline else ()
        return tuple(text.text for text in (*self.entry.answers, *deadline))

    @cached_property
    def answered(self) -> frozenset[str]:
        """The pairs of characters in goal, measures and deadline."""
        return pairs("".join(self.answers))

    @cached_property
    def told(self) -> frozenset[str]:
        """The pairs of characters in problem, goal and measures."""
        return pairs("".join(text.text for text in (self.entry.problem, *self.entry.answers)))


def points(plan: Plan) -> Iterator[Point]:
    """Reports where the text around the list says otherwise than the list: its count of findings or of terms, a limit
    for all, a figure; and a requirement that no finding carries. Only plans are asked."""
    if not plan.entries or not plan.asks:
        return
    yield from _finding_count(plan)
    yield from _term_counts(plan)
    said = [_Said(entry) for entry in plan.entries]
    counting: dict[tuple[str, str], list[_Said]] = {}
    for one in said:
        for key in dict.fromkeys((figure.counts, figure.uom) for _, figure in one.figures):
            counting.setdefault(key, []).append(one)
    for text in plan.body:
        yield from _figures(text, counting)
        for start, end in sentences(text.text):
            yield from _unanswered(said, text, start, end)
            yield from _limit(plan, text, start, end)


def _finding_count(plan: Plan) -> Iterator[Point]:
    """涉及我区的问题共18个, and the list has 17. One statement that fits is enough, as plans count the feedback too."""
    found = [(text, match) for text in plan.body for match in _count().finditer(text.text)]
    listed = len(plan.entries)
    if not found or listed in _stated(plan):
        return
    own = [(text, match) for text, match in found if says(text.lead(match.end()), "body", "own_list")]
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


def _stated(plan: Plan) -> set[int]:
    """Every count that the body states, and what the counts of one paragraph make together (披露1个，自查3个)."""
    each = [[int(match["n"] or match["m"]) for match in _count().finditer(text.text)] for text in plan.body]
    return {count for counts in each for count in counts} | {sum(counts) for counts in each if counts}


@cache
def _count() -> re.Pattern[str]:
    counter, noun = any_word("body", "counters"), any_word("body", "counted")
    kinds, total = any_word("body", "kinds_of_problems"), any_word("body", "before_count")
    return re.compile(
        rf"(?P<n>\d{{1,3}})\s*(?:{counter})(?:{kinds})*(?:{noun})"
        rf"|(?:{noun})(?:{total})*\s*(?P<m>\d{{1,3}})\s*(?:{counter})"
    )


@dataclass(frozen=True, slots=True)
class _Stated:
    """A count that the body states of the findings with one term. term: as messages call it; until: the last day of a
    year or month (ISO), None for what has no day; bound: it says what is done by then."""

    term: str
    n: int
    until: str | None
    bound: bool


def _term_counts(plan: Plan) -> Iterator[Point]:
    """2022年底前完成6个，2023年底前完成3个，长期坚持1个, against the deadlines of the list. Counts are looked at where
    they make the list together, or stand beside its number: 共17项任务，2024年底前完成12项."""
    if any(not _terms(entry) for entry in plan.entries):
        return
    for text in plan.body:
        stated = _stated_terms(text.text)
        if len(stated) < 2 or sum(one.n for one in stated) != len(plan.entries):
            stated = [one for one in stated if one.bound] if len(plan.entries) in _totals(text.text) else []
        for one in stated:
            held = _off(plan, one, stated)
            if held is not None:
                message = f"正文说{one.term}{one.n}个，清单为{held}个。"
                yield point("term_count_differs", message, passages=[text.passage], arithmetic=f"{one.n} ≠ {held}")


def _stated_terms(text: str) -> list[_Stated]:
    """The counts of a paragraph by the end of their term, each term once."""
    found: dict[str, _Stated] = {}
    for match in _term_count().finditer(text):
        year, month, term = match["year"] or match["of_year"], match["month"] or match["of_month"], match["term"]
        if match["told"] and says(match["told"], "body", "already"):
            continue
        key, until = term or match["of_term"], None
        if year:
            last = f"{year}-{int(month or 12):02}"
            key, until = f"{year}年{int(month)}月完成" if month else f"{year}年完成", f"{last}-31"
        bound = key in health("body")["terms"] or bool(match["done"] or match["of_year"])
        found[key] = _Stated(key, int(match["n"] or match["of"]), until, bound)
    return sorted(found.values(), key=lambda one: one.until or "9")


def _totals(text: str) -> set[int]:
    """The numbers of findings that a paragraph states: 17个问题, 共17项."""
    counter, total = any_word("body", "counters"), any_word("body", "before_count")
    together = re.findall(rf"(?:{total})\s*(\d{{1,3}})\s*(?:{counter})", text)
    return {int(match["n"] or match["m"]) for match in _count().finditer(text)} | {int(n) for n in together}


def _terms(entry: Entry) -> set[str]:
    """The terms a finding may be counted under: the days of its stages, 立行立改, 长期坚持."""
    deadline = entry.draft.deadline
    if deadline is None:
        return set()
    terms = set(deadline.dates)
    return terms | ({_AT_ONCE} if deadline.immediate else set()) | ({_ONGOING} if deadline.long_term else set())


def _off(plan: Plan, one: _Stated, stated: list[_Stated]) -> int | None:
    """What the list has instead, None where it can agree with what is stated. A count by the end of a year may take in
    what was due before, unless the counts of the body make the list together."""
    apart = sum(other.n for other in stated) == len(plan.entries) and len(stated) > 1
    begins = ""
    if one.until:
        earlier = [other.until for other in stated if other.until and other.until < one.until]
        begins = max([f"{one.until[:4]}-01-00", *earlier])
    undated = {_AT_ONCE, _ONGOING} if apart else {_AT_ONCE}
    free = undated - {other.term for other in stated}
    off = [_held(plan, one, after, free) for after in {begins, begins if apart else ""}]
    return None if None in off else _held(plan, one, begins, free)


def _held(plan: Plan, one: _Stated, after: str, free: set[str]) -> int | None:
    """free: terms without a day that the body has no count of, so that a year may take in what has no other term."""

    def fits(term: str) -> bool:
        return after < term <= one.until if one.until and term[0].isdigit() else term == one.term

    def may_fit(terms: set[str]) -> bool:
        undated = not any(term[0].isdigit() for term in terms)
        return any(map(fits, terms)) or (one.until is not None and undated and not free.isdisjoint(terms))

    surely = sum(1 for entry in plan.entries if all(map(fits, _terms(entry))))
    perhaps = sum(1 for entry in plan.entries if may_fit(_terms(entry)))
    return None if surely <= one.n <= perhaps else surely if one.n < surely else perhaps


@cache
def _term_count() -> re.Pattern[str]:
    terms, done, counter = any_word("body", "terms"), any_word("body", "term_done"), any_word("body", "counters")
    day = r"(?P<{0}year>20\d\d)年(?:(?P<{0}month>1[0-2]|0?[1-9])月)?"
    kinds, noun = any_word("body", "kinds_of_problems"), any_word("body", "counted")
    by, until = any_word("body", "by"), any_word("body", "until")
    due = rf"(?:{by})?(?:{day.format('of_')}(?:{until})*(?:{done})|(?P<of_term>{terms}))"
    return re.compile(
        rf"(?:{day.format('')}(?P<told>[^，,。；;、\d]{{0,12}}?)|(?P<term>{terms})的?)"
        rf"(?P<done>{done})?的?有?(?P<n>\d{{1,3}})(?:{counter})"
        rf"|(?<!\d)(?P<of>\d{{1,3}})(?:{counter})(?:{kinds})*(?:{noun})?{due}"
    )


def _unanswered(said: list[_Said], text: Text, start: int, end: int) -> Iterator[Point]:
    """半年内集中解决一批突出问题: a term and a result, in the clause of nobody's finding."""
    for match in _clauses(text.text[start:end]):
        clause = match[0]
        span = _span().search(clause)
        if (
            span is None
            or not says(clause, "body", "solve")
            or says(clause, "body", "procedure")
            or _answered(said, span[0], clause)
        ):
            continue
        at = start + match.start()
        message = f"正文要求“{clause.strip()}”，清单中没有问题写明由谁、在什么时候落实。"
        yield point("body_requirement_unanswered", message, passages=[text.cut(at, at + len(clause))])


def _clauses(sentence: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"[^，,；;]+", sentence)


@cache
def _span() -> re.Pattern[str]:
    spans, within = any_word("body", "spans"), any_word("body", "within")
    return re.compile(rf"(?:{spans}|[一二两三四五六七八九十]{{1,3}}个(?:月|季度)|\d{{1,2}}(?:个月|天))(?:{within})")


def _answered(said: list[_Said], span: str, clause: str) -> bool:
    """True where a finding repeats the term, or most of what the clause says."""
    wanted = pairs(clause.replace(span, ""))
    for one in said:
        if any(span in text for text in one.answers):
            return True
        if wanted and len(wanted & one.answered) / len(wanted) >= 0.6:
            return True
    return False


def _figures(text: Text, counting: Mapping[tuple[str, str], list[_Said]]) -> Iterator[Point]:
    """推动3家企业有序退出 in the body, 2家企业退出 in the finding that it speaks of."""
    for figure in text.figures:
        if not adds_up(figure) or len(figure.counts) < 2 or in_chinese(figure):
            continue
        clause = text.around(figure.start, figure.end, "，,。；;").text
        for said in counting.get((figure.counts, figure.uom), ()):
            if any(one.value == figure.value for _, one in said.figures):
                continue
            if _speaks_of(clause, figure.counts, said):
                entry, same = said.entry, [(part, one) for part, one in said.figures if one.counts == figure.counts]
                part, one = next((part, one) for part, one in same if one.uom == figure.uom)
                message = f"正文写的是{figure.text}{figure.counts}，{entry.name}写的是{one.text}{one.counts}。"
                passages = [text.around(figure.start, figure.end), part.around(one.start, one.end)]
                arithmetic = f"{plain(figure.value)} ≠ {plain(one.value)}"
                yield point(
                    "body_figure_differs", message, findings=[entry.position], passages=passages, arithmetic=arithmetic
                )
                return


def _speaks_of(clause: str, noun: str, said: _Said) -> bool:
    """True where a third of what the clause says stands in the finding, and more than the noun alone."""
    wanted = pairs(clause)
    shared = wanted & said.told
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
        if late and not says(sentence, "body", "but_for") and not says(sentence[: milestone.start], "body", "ongoing"):
            message = f"正文要求{milestone.text}{milestone.result}，{named(late)}的整改时限更晚。"
            passages = [text.cut(start, end), *(entry.deadline.passage for entry in late if entry.deadline)]
            yield point(
                "body_deadline_exceeded", message, findings=[entry.position for entry in late], passages=passages
            )


@cache
def _everything() -> re.Pattern[str]:
    return re.compile(any_word("body", "everything"))
