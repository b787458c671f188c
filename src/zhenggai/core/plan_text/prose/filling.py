"""The blocks of one finding handed to its fields, up to where the finding ends."""

from __future__ import annotations

from collections.abc import Sequence

from zhenggai.catalog import pack
from zhenggai.core.numbering import Number, NumberStyle
from zhenggai.core.plan_text.fields.numbers import find_feedback_mark
from zhenggai.core.plan_text.fields.status_text import is_status
from zhenggai.core.plan_text.grids.columns import is_foreign_number
from zhenggai.core.plan_text.prose.cycles import Cycle, is_task_word, numbers_itself
from zhenggai.core.plan_text.prose.frames import is_framed
from zhenggai.core.plan_text.prose.headings import is_part, rank
from zhenggai.core.plan_text.prose.joined import kin, part_goal, part_names
from zhenggai.core.plan_text.prose.opening import number_named
from zhenggai.core.plan_text.prose.outline import Block
from zhenggai.core.plan_text.prose.tail import ends_last, ends_list
from zhenggai.core.plan_text.words.labels import LabelHit
from zhenggai.core.plan_text.words.numbered import number_of
from zhenggai.core.plan_text.words.raw import Piece, RawFinding, Slot
from zhenggai.core.source import Source
from zhenggai.core.typography import fold

LONG = frozenset(
    {Slot.PROBLEM, Slot.MEASURES, Slot.PROGRESS, Slot.STATUS, Slot.NEXT_STEPS, Slot.GOAL, Slot.IGNORED, Slot.REMARK}
)
_UNITS = frozenset(
    {
        Slot.LEAD_UNITS,
        Slot.UNITS,
        Slot.SUPPORTING_UNITS,
        Slot.SECTOR_UNITS,
        Slot.SUPERVISING_UNITS,
        Slot.ACCEPTING_UNITS,
    }
)
_GOES_ON = ("、", "，", ",", "；", ";", "和", "及", "与")
_STATUS = 20  # characters of the short one of two reports on the same finding
_TITLE = 12  # an item row of fewer characters beside 整改任务 is its title, not the problem
_UNMARKED = "这一条的问题没有编号也没有标签，按标签前面的一段读取，请核对。"
_NO_LABELS = "这一条只有编号和文字，没有任何标签，请核对。"
_UNCLEAR = "“{}”下面的“{}”不像单位、人员或期限，请核对。"
_LEFT_OUT = "“{}”下面从“{}”起的文字不像单位、人员或期限，没有读入，请核对。"
_UNPARTED = "“{}”下面的文字没有分开，没有读出{}，请核对。"
_TASK_READ = "“{}”与问题表述并列，已读作{}，请核对。"


class Filler:
    """Hands the blocks of one cycle to the fields of its finding."""

    def __init__(self, source: Source, blocks: Sequence[Block], cycle: Cycle, finding: RawFinding, inner: int) -> None:
        self.source = source
        self.blocks = blocks
        self.cycle = cycle
        self.finding = finding
        self.inner = inner  # rank of the rows that carry the findings
        self.slots = _slots(blocks, cycle)
        self.slot: Slot | None = None
        self.heading: LabelHit | None = None  # the label last met, where it is several in one
        self.filled = False
        self.last: Slot | None = None

    def fill(self, end: int) -> None:
        item = self.cycle.item
        if item is not None:
            self._name(self.blocks[item])
        self._doubt()
        first = item + 1 if item is not None else self.cycle.marks[0]
        for place in range(first, end):
            block = self.blocks[place]
            if block.wall >= 0 or self._ends(first, place) or (end == len(self.blocks) and self._closes(place)):
                break
            if block.hit is not None:
                self._label(place, block)
            else:
                self._words(place, block)
        self._leave_heading()
        self._number()

    def _doubt(self) -> None:
        """What a person should look at again."""
        item = self.blocks[self.cycle.item] if self.cycle.item is not None else None
        if item is not None and item.number is None and not (item.bold or item.heading):
            piece = item.pieces(self.source)[0]
            self.finding.doubts.append(("problem_unmarked", _UNMARKED, piece))
        if not self.cycle.marks and item is not None:
            self.finding.doubts.append(("labels_missing", _NO_LABELS, item.pieces(self.source)[0]))
        for mark, slot in self.slots.items():
            hit = self.blocks[mark].hit
            if hit is not None and hit.slot is Slot.PROBLEM and slot in (Slot.GOAL, Slot.MEASURES):
                words = _TASK_READ.format(hit.label, "整改目标" if slot is Slot.GOAL else "整改措施")
                self.finding.doubts.append(("task_read_elsewhere", words, self.blocks[mark].pieces(self.source)[0]))

    def _ends(self, first: int, place: int) -> bool:
        """Whether the finding, and the list with it, is over."""
        block = self.blocks[place]
        if block.hit is not None and not block.hit.closing:
            return False
        if self._awaits(place) and block.hit is None:
            return False
        if place > first or self.cycle.item is not None:
            return ends_list(self.blocks, place) or is_part(block) or self._counts_on(first, block, place)
        return False

    def _awaits(self, place: int) -> bool:
        """Whether the block before is a label that has no value yet."""
        return self.slot is not None and not self.filled and self.blocks[place - 1].hit is not None

    def _closes(self, place: int) -> bool:
        return not self._awaits(place) and ends_last(self.blocks, place)

    def _counts_on(self, first: int, block: Block, place: int) -> bool:
        """A number further out than the findings' that goes on with a list begun before this finding: 三、保障措施."""
        if block.hit is not None or block.value < 2 or rank(block) >= self.inner:
            return False
        style = block.family
        before = (here for here in range(place - 1, -1, -1) if self.blocks[here].family is style)
        last = next((here for here in before if self.blocks[here].hit is None), None)
        return last is not None and last < first and self.blocks[last].value < block.value

    def _name(self, block: Block) -> None:
        """The row that names the finding."""
        if block.number is not None:
            inner = number_of(block.text)  # （一）序号18：…
            own = inner if inner and inner.style is NumberStyle.ITEM and "反馈" not in inner.text else block.number
            self.finding.number = number_named(block.text) or printed_number(own)
        labelled = Slot.PROBLEM in self.slots.values()
        mark = find_feedback_mark(block.text) if labelled else None  # 1.（反馈问题3） ⏎ 反馈问题 ⏎ …
        self.finding.feedback_number = mark.number if mark else None
        self.slot = None if labelled else Slot.PROBLEM
        named = block.number is not None and number_named(block.number.text + block.text) is not None  # 第六项任务
        if self.slot and not named:
            self.finding.add(self.slot, block.pieces(self.source))
        self.filled = bool(block.text) and not named
        if self.slot and is_framed(block):
            self.slot = Slot.PROGRESS
            self.filled = False

    def _label(self, place: int, block: Block) -> None:
        slot = self.slots.get(place, block.slot)
        if slot is None:
            return
        if place not in self.slots:  # in brackets behind other text
            self.finding.add(slot, block.pieces(self.source))
            return
        self._leave_heading()
        self.slot, self.last = slot, slot
        self.heading = block.hit if block.hit is not None and block.hit.joined else None
        if self.heading and slot not in LONG and block.text:
            self._part(self.heading, block)
        else:
            self.finding.add(slot, block.pieces(self.source))
        self.filled = bool(block.text)

    def _words(self, place: int, block: Block) -> None:
        slot = self.slot
        if slot is None:
            return
        if slot not in LONG and self.heading:
            self._part(self.heading, block)
            return
        if slot not in LONG and self.filled and not self._goes_on(place, block):
            self.slot = None
            return
        together = self.heading.joined if self.heading else ()
        if slot is Slot.GOAL and Slot.MEASURES in together and block.number is not None:  # 整改目标及措施
            self.slot = slot = Slot.MEASURES
        self._add(slot, block.pieces(self.source, whole=slot not in (Slot.PROBLEM,) or self.filled))
        self.filled = True

    def _part(self, heading: LabelHit, block: Block) -> None:
        """Words below a heading of several short fields, up to the first paragraph that is none of them."""
        pieces = block.pieces(self.source)
        parted = part_names(self.source, pieces, heading.joined)
        if parted.unclear and self.filled and block.opens:
            self._doubt_joined(_LEFT_OUT.format(heading.label, block.text), pieces[0])
            self.slot = None
            return
        for slot, piece in parted.pieces:
            self.finding.add(slot, [piece])
        for piece in parted.unclear:
            self._doubt_joined(_UNCLEAR.format(heading.label, piece.text(self.source)), piece)
        self.filled = True

    def _leave_heading(self) -> None:
        """Part a goal from its deadline, and tell which field of a heading of several found no words."""
        heading, self.heading = self.heading, None
        if heading is None:
            return
        goal = self.finding.fields.get(Slot.GOAL, [])
        if heading.joined == (Slot.GOAL, Slot.DEADLINE) and (parted := part_goal(self.source, goal)):
            goal[-1] = parted[0]
            self.finding.add(Slot.DEADLINE, parted[1:])
        told = {kin(slot) for slot in self.finding.fields}
        missing = [slot for slot in heading.joined if kin(slot) not in told]
        if missing and told.intersection(map(kin, heading.joined)):
            names = "、".join(pack("labels")["slots"][slot]["strong"][0] for slot in missing)
            held = next(piece for slot in heading.joined for piece in self.finding.fields.get(slot, ()))
            self._doubt_joined(_UNPARTED.format(heading.label, names), held)

    def _doubt_joined(self, message: str, piece: Piece) -> None:
        self.finding.doubts.append(("joined_unclear", message, piece))

    def _goes_on(self, place: int, block: Block) -> bool:
        """Whether a short field runs on into the next line."""
        if not block.opens:
            return True
        before = self.blocks[place - 1]
        return before.text.endswith(_GOES_ON) or (
            self.slot in _UNITS and before.hit is None and len(block.text) <= 24 and "。" not in block.text
        )

    def _add(self, slot: Slot, pieces: Sequence[Piece]) -> None:
        """Blocks of one line that belong to one field are one piece again."""
        held = self.finding.fields.get(slot)
        if held and pieces and held[-1].line == pieces[0].line and held[-1].end <= pieces[0].start:
            between = self.source.lines[pieces[0].line].text[held[-1].end : pieces[0].start]
            if not between.strip():
                last = held.pop()
                joined = Piece(last.line, last.start, pieces[0].end, last.numbering, last.continues, label=last.label)
                held.append(joined)
                pieces = pieces[1:]
        self.finding.add(slot, pieces)

    def _number(self) -> None:
        """A number before the problem's label is the finding's, unless the labels are numbered themselves."""
        if self.finding.number is None and self.cycle.marks and numbers_itself(self.blocks, self.cycle):
            number = self.blocks[self.cycle.marks[0]].number
            self.finding.number = printed_number(number) if number else None


def printed_number(number: Number) -> str:
    """The number in Arabic digits; of several parts (1.2) all of them."""
    if number.style is NumberStyle.DECIMAL:
        return fold(number.text).rstrip(".、")
    return str(number.value)


def _slots(blocks: Sequence[Block], cycle: Cycle) -> dict[int, Slot]:
    """The slot of every label of a cycle; a second problem label says something else, and of two labels of progress the
    one over a few words of status is the status."""
    slots = {mark: slot for mark in cycle.marks if (slot := blocks[mark].slot) is not None}
    told = [mark for mark, slot in slots.items() if slot is Slot.PROGRESS]
    if len(told) > 1:
        short = min(told, key=lambda mark: len(blocks[mark].text))
        slots.update({mark: Slot.STATUS for mark in told if _says_status(blocks[mark].text, whole=mark == short)})
    if cycle.item is None and Slot.NUMBER not in slots.values():
        own = (mark for mark, slot in slots.items() if slot is Slot.FEEDBACK_NUMBER and not _foreign(blocks[mark]))
        slots.update(dict.fromkeys(own, Slot.NUMBER))
    problems = [mark for mark in cycle.marks if slots.get(mark) is Slot.PROBLEM]
    if not problems:
        return slots
    keep = next((mark for mark in problems if not _is_task(blocks[mark])), problems[0])
    row = blocks[cycle.item].text if cycle.item is not None else ""
    later = {slots[mark] for mark in cycle.marks if mark < keep}
    if row and (later & {Slot.PROGRESS, Slot.MEASURES} or (_is_task(blocks[keep]) and len(row) >= _TITLE)):
        keep = -1
    for mark in problems:
        if mark != keep:
            slots[mark] = _instead(blocks[mark], set(slots.values()))
    return slots


def _foreign(block: Block) -> bool:
    """Whether a number's label says that another list gave it."""
    return block.hit is not None and is_foreign_number(block.hit.label)


def _says_status(text: str, *, whole: bool) -> bool:
    """Whether a text is a status; the shortest of several needs only be short."""
    return is_status(text) or (whole and 0 < len(text) <= _STATUS)


def _is_task(block: Block) -> bool:
    return block.hit is not None and is_task_word(block.hit.name)


def _instead(block: Block, taken: set[Slot]) -> Slot:
    """What a label of problems holds that is not the problem."""
    if not _is_task(block):
        return Slot.IGNORED
    if Slot.GOAL not in taken:
        return Slot.GOAL
    return Slot.MEASURES if Slot.MEASURES not in taken else Slot.IGNORED
