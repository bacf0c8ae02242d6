"""Numbers to claims: what governs a figure says whether it is an amount, a change, a rate or a share."""

import re
from dataclasses import dataclass, replace

from yusuan.catalog.trees import contains, parent
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Identification, Paragraph
from yusuan.model.fact import Claim, ClaimKind
from yusuan.read.narrative.frame import Frame, Versus, conflicts, place
from yusuan.read.narrative.lexicon import Kind, Lexeme, lexicon
from yusuan.read.narrative.memory import Memory
from yusuan.read.narrative.phrase import Phrase, read_phrase
from yusuan.read.narrative.quantity import Quantity, quantity
from yusuan.read.narrative.view import View

#: 增加到, 增至: what follows is the amount itself, not the change.
_TO = ("到", "至", "为")
_UNTIL = re.compile(r"[到至为](?:[12][0-9]{3}年度?|本年度?|今年)?的?")
#: What may stand before 占 and changes nothing.
_ABOUT = ("", "约", "大约", "仅", "只", "共", "合计")
#: 比上年增加， 较上年减少的主要原因: a direction word with nothing but this behind it says no figure.
_WORDLESS = ("", "的", "了")
#: After such a word even a whole number without a unit is an amount, if its subject is understood.
_COPULA = ("为", "数", "支出", "预算")
#: What the heading or item around a share may have narrowed its whole by.
_SURROUNDING = ("nature", "function", "economy", "gov_economy")


@dataclass(frozen=True, slots=True)
class Said:
    """What one claim says; ``of`` and ``against`` as indexes of claims, -1 for none."""

    kind: ClaimKind
    start: int
    end: int
    found: Quantity | None = None
    at: Coordinate | None = None
    base: Coordinate | None = None
    of: int = -1
    against: int = -1
    direction: int | None = None
    subject: str = ""


class Figures(Memory):
    """Reads the numbers of the current paragraph; ``used`` holds the tokens that became something, by their start."""

    def __init__(self, identity: Identification) -> None:
        super().__init__(identity)
        self.used: dict[int, tuple[str, str]] = {}
        self.seen: View
        self.source: Paragraph
        self.phrase: list[Lexeme] = []
        self.start = 0
        self.governor: Lexeme | None = None
        self.prefix = Phrase("")
        self.versus: Versus | None = None
        self.ambiguous = False
        self.passed: list[tuple[list[Lexeme], int, int]] = []

    def reset(self, start: int) -> None:
        """Begin a new phrase."""
        self.phrase, self.start, self.governor = [], start, None

    def wordless(self, end: int) -> None:
        """Claim the direction alone where a clause ends at ``end`` behind 比上年增加 without a figure."""
        governor, versus = self.governor, self.versus
        if governor is None or governor.kind is not Kind.MOVE or governor.value == "0" or self.hidden:
            return
        if (
            versus is None
            or versus.point is None
            or versus.moved
            or self.seen.text[governor.end : end] not in _WORDLESS
        ):
            return
        self.relate("change", governor.start, governor.end, None, int(governor.value))

    def read_phrase(self, end: int) -> Phrase:
        """The phrase that ends at ``end``."""
        return read_phrase(self.seen.text, self.phrase, self.start, end, self.setting())

    # --- numbers --------------------------------------------------------------------------------------------------

    def number(self, one: Lexeme, after: Lexeme | None) -> None:
        """Take in a number."""
        text = self.seen.text
        found = quantity(text, one.start, one.end) or self._bare(one)
        if found is None:
            self.phrase.append(one)
            return
        if found.kind == "limit":
            self.used[one.start] = ("prose", "限额标准")
        elif found.kind == "percent":
            self._percent(one, found)
        else:
            self._money(one, found)
            self.passed.clear()
        self.reset(found.end)
        if found.kind == "money" and after is not None and after.start == found.end and text[after.start] == ":":
            self.open_list(after.end, Phrase(""))

    def open_list(self, end: int, phrase: Phrase) -> None:
        """Begin an enumeration of what ``phrase``, or the amount before, is made up of."""
        above = self.frames[-1]
        frame = Frame("list", above.point, above.subject, known=above.known)
        if phrase.named and phrase.understood:
            point = place(above, phrase, self.own_year, self.phase)
            if point is not None:
                frame.point, frame.subject = point.at(year="", phase=""), point
                near = tuple(n for n in self.wholes() if self.claims[n].paragraph == self.paragraph)
                stated = tuple(n for n in self.stated(point) if self.claims[n].coordinate == point)
                frame.wholes = stated or near
        elif phrase.understood:
            frame.wholes = self.wholes()
            if frame.wholes:
                at = self.claims[frame.wholes[-1]].coordinate
                frame.known = above.known and at is not None
                frame.point, frame.subject = (at.at(year="", phase=""), at) if at else (above.point, None)
        else:
            frame.subject, frame.known = None, False
        self.frames.append(frame)
        self.versus = None
        self.reset(end)

    def _bare(self, one: Lexeme) -> Quantity | None:
        """A number without a unit that can only be money: a zero after a subject, or a unit left out."""
        text = self.seen.text
        ten = text.startswith("万", one.end)
        if text[one.end + ten : one.end + ten + 1] not in (*",;。、)", ""):
            return None
        if ten:
            return self._without_yuan(one)
        zero = not text[one.start : one.end].strip("0.")
        before = text[self.start : one.start]
        if zero and before.endswith("基数为"):
            return quantity(text, one.start, one.end, assumed=self.unit)
        if self.hidden:
            return None
        precise = zero or "." in text[one.start : one.end]
        moving = self.governor is not None and self.governor.kind is Kind.MOVE and not before
        if moving and self.versus is not None and (precise or self.versus.moved):
            return quantity(text, one.start, one.end, assumed="%" if self.versus.moved else self.unit)
        if not (precise or before.endswith(_COPULA)):
            return None
        phrase = self.read_phrase(one.start)
        headed = phrase.empty and text[one.start - 1 : one.start] == ":" and not self.frames[-1].amounts
        if phrase.understood and (phrase.named or phrase.phase or headed) and place(self.frames[-1], phrase, "", ""):
            return quantity(text, one.start, one.end, assumed=self.unit)
        return None

    def _without_yuan(self, one: Lexeme) -> Quantity | None:
        """2.5万 after a subject: the 元 is left out."""
        phrase = self.read_phrase(one.start)
        if self.hidden or not (phrase.understood and phrase.named):
            return None
        found = quantity(self.seen.text, one.start, one.end, assumed="万元")
        return None if found is None else replace(found, end=one.end + 1)

    # --- money ----------------------------------------------------------------------------------------------------

    def _money(self, one: Lexeme, found: Quantity) -> None:
        governor, phrase = self.governor, self.read_phrase(one.start)
        if self.hidden:
            self._amount(one, found, None, phrase)
            return
        if governor is not None:
            between = self.seen.text[governor.end : one.start]
            plain = phrase.understood and not phrase.named and not between.startswith(_TO)
            if governor.kind is Kind.MOVE and plain:
                self.relate("change", one.start, one.end, found, _signed(governor, found))
            elif governor.kind is Kind.MOVE and self.versus is not None and _UNTIL.fullmatch(between):
                self._moved_to(one, found, self.versus, phrase)
            else:
                self._amount(one, found, None, phrase)
            return
        versus = self.versus
        if versus is not None and versus.fresh and not versus.closed:
            versus.phase = phrase.phase or versus.phase
            at = versus.point
            at = at.at(year=versus.year, phase=versus.phase) if at and phrase.understood else None
            versus.base = self._amount(one, found, at, phrase)
        elif self.seen.text[self.start : one.start].endswith("基数为"):
            self._amount(one, found, self._base_of_bracket(), phrase)
        else:
            self._plain_amount(one, found, phrase)

    def _moved_to(self, one: Lexeme, found: Quantity, versus: Versus, phrase: Phrase) -> None:
        """减少到 80 万元: this year's amount, of which a change or rate behind it is."""
        versus.of = self._amount(one, found, versus.point, phrase)
        self.frames[-1].amounts.append(versus.of)

    def _base_of_bracket(self) -> Coordinate | None:
        frame = next((f for f in reversed(self.frames) if f.kind != "bracket"), self.frames[-1])
        at, governor = self.point_of(self.current(frame)), self.frames[-1].governor
        if at is None or (governor is not None and governor.kind is Kind.SHARE):
            return None
        if governor is not None and governor.kind is Kind.COMPLETE:
            return at.at(phase=governor.value or "budget")  # 完成年初预算的--（基数为0）
        return at.at(year=str(self.year - 1))

    def _plain_amount(self, one: Lexeme, found: Quantity, phrase: Phrase) -> None:
        while self.frames[-1].kind == "list" and self._leaves(self.frames[-1], phrase):
            self.frames.pop()
        frame = self.frames[-1]
        at = place(frame, phrase, self.own_year, self.phase)
        if self.passed and not phrase.named:
            at = self._after_passed(frame, phrase)
        unclear = self.ambiguous and phrase.nodes.keys() == {"nature"}
        if unclear or (phrase.empty and frame.amounts):
            at = None
        if at is None:
            at = self._special(one)
        number = self._amount(one, found, at, phrase)
        if phrase.nodes.get("flow") == "both":
            self.both.add(number)
        if phrase.named or at is None:
            frame.subject = at
        frame.amounts.append(number)
        self.ambiguous = self.ambiguous and unclear
        self.versus = None

    def _leaves(self, frame: Frame, phrase: Phrase) -> bool:
        """Whether ``phrase`` is no part of what ``frame`` enumerates: 公务接待费 after parts of 公务用车购置."""
        topic, whole = phrase.nodes.get("topic", ""), frame.point.topic
        if whole and topic and not contains("topic", whole, topic):
            return any(f.point.topic and contains("topic", f.point.topic, topic) for f in self.frames[:-1])
        return phrase.named and conflicts(frame.point, phrase.nodes)

    def _after_passed(self, frame: Frame, phrase: Phrase) -> Coordinate | None:
        """The point of 预算数 after clauses without a figure: the last of them may name it, or leave it open."""
        text, at = self.seen.text, None
        for lexemes, start, end in self.passed:
            passed = read_phrase(text, lexemes, start, end, self.setting())
            if not passed.understood:
                return None
            if passed.named:
                at = place(frame, passed, self.own_year, self.phase)
        if at is None:
            return place(frame, phrase, self.own_year, self.phase)
        return at.at(year=phrase.year or at.year, phase=phrase.phase or at.phase) if phrase.understood else None

    def _special(self, one: Lexeme) -> Coordinate | None:
        text = self.seen.text
        begin = max(text.rfind(";", 0, one.start), text.rfind("。", 0, one.start)) + 1
        for special in lexicon().specials:
            at = begin
            for word in special.words:
                at = text.find(word, at, one.start)
                if at < 0:
                    break
            if at >= 0:
                return Coordinate(year=self.own_year, phase=self.phase, flow="expenditure", **dict(special.delta))
        return None

    def _amount(self, one: Lexeme, found: Quantity, at: Coordinate | None, phrase: Phrase) -> int:
        whole = -1 if self.hidden else self.whole(self.frames[-1], at)
        self.claim(Said("amount", one.start, one.end, found.signed, at, against=whole, subject=phrase.text))
        return len(self.claims) - 1

    # --- percentages ----------------------------------------------------------------------------------------------

    def _percent(self, one: Lexeme, found: Quantity) -> None:
        governor = self.governor
        if governor is not None and not self.hidden:
            if governor.kind is Kind.SHARE:
                self._share(one, found)
                return
            if governor.kind is Kind.COMPLETE:
                self._completion(one, found, governor.value)
                return
            between = self.seen.text[governor.end : one.start]
            moved = governor.value != "0" and self.versus is not None and not between.startswith(_TO)
            if moved and self.read_phrase(one.start).understood:
                self.relate("growth", one.start, one.end, found, _signed(governor, found))
                return
        if governor is None and self._rate_of_change(one, found):
            return
        self.used[one.start] = ("ratio", "说明中的百分比")

    def _rate_of_change(self, one: Lexeme, found: Quantity) -> bool:
        """减少1.5万元（39.47%）: the rate of the change right before the bracket. Whether it is one."""
        frame, text = self.frames[-1], self.seen.text
        last = self.claims[-1] if self.claims else None
        alone = frame.kind == "bracket" and one.start == frame.opened + 1 and text[found.end : found.end + 1] == ")"
        if not alone or frame.versus is None or frame.hidden or last is None or last.kind != "change":
            return False
        if last.paragraph != self.paragraph or text[frame.opened - 1] != "元" or not last.direction:
            return False
        self.versus = frame.versus
        self.relate("growth", one.start, one.end, found, last.direction)
        self.versus = None
        return True

    def _share(self, one: Lexeme, found: Quantity) -> None:
        frame = self.frames[-1]
        current = self.current(frame) if self.prefix.text in _ABOUT else None
        at = self.point_of(current)
        phrase = self.read_phrase(one.start)
        base: Coordinate | None = None
        against = -1
        if phrase.named and phrase.understood:
            # 占本年支出的 names the whole by itself, whatever the heading is about.
            point = Coordinate() if phrase.nodes.keys() == {"flow"} else frame.point
            base = _containing(place(Frame("section", point, None), phrase, self.own_year, self.phase), at, phrase)
            stated = self.stated(base)
            against = stated[-1] if stated else -1
        elif phrase.understood:
            against = self.whole(frame, at)
            base = self.point_of(against)
            if against < 0 and at is not None and parent("topic", at.topic) == "three_public":
                base = at.at(topic="three_public")  # 公务接待费 …，占 20%
                against = next(iter(self.stated(base)[-1:]), -1)
            elif against < 0 and at is not None and at.function:
                against = self._all_functions(at)
                base = self.point_of(against)
        else:
            against = self.by_words(phrase.text)
        of = -1 if current is None else current
        self.claim(Said("share", one.start, one.end, found.signed, at, base, of, against))

    def _all_functions(self, at: Coordinate) -> int:
        """The amount of this paragraph that a class's share can be of, where nothing says 其中; -1 for none."""
        for number in range(len(self.claims) - 1, -1, -1):
            claim = self.claims[number]
            if claim.section != self.section or claim.paragraph != self.paragraph:
                break
            if claim.kind == "amount" and claim.coordinate == at.at(function=""):
                return number
        return -1

    def _completion(self, one: Lexeme, found: Quantity, phase: str) -> None:
        current = None
        if self.prefix.understood and not self.prefix.named:
            current = self.current(self.frames[-1])
        at = self.point_of(current)
        against = self.budget(phase) if current is not None else -1
        base = at.at(phase=phase or "budget") if at else None
        of = -1 if current is None else current
        self.claim(Said("completion", one.start, one.end, found.signed, at, base, of, against))

    # --- claims ---------------------------------------------------------------------------------------------------

    def relate(self, kind: ClaimKind, start: int, end: int, found: Quantity | None, direction: int) -> None:
        """Claim a change or its rate, of what the open comparison is about."""
        versus = self.versus
        if versus is None:
            return
        at = versus.point
        base = at.at(year=versus.year, phase=versus.phase) if at else None
        self.claim(Said(kind, start, end, found, at, base, versus.of, versus.base, direction))
        versus.moved = versus.moved or kind == "change"

    def claim(self, said: Said) -> None:
        """Write down a claim."""
        number = len(self.claims)
        start, end = self.seen.span(said.start, said.end)
        self.claims.append(
            Claim(
                kind=said.kind,
                coordinate=said.at,
                base=said.base,
                amount=said.found.amount if said.found else None,
                ratio=said.found.ratio if said.found else None,
                direction=said.direction,
                subject=said.subject or (self.claims[said.of].subject if said.of >= 0 else ""),
                sentence=self.seen.sentence(start),
                item=self.item,
                section=self.section,
                paragraph=self.paragraph,
                span=(start, end),
                place=self.source.place_of(start),
                of=number - said.of if said.of >= 0 else 0,
                against=number - said.against if said.against >= 0 else 0,
            )
        )
        if said.found is not None:
            self.used[said.start] = ("claim", said.kind)


def _containing(base: Coordinate | None, at: Coordinate | None, phrase: Phrase) -> Coordinate | None:
    """``base`` without what only the surroundings made narrower than the whole of the part ``at`` can be."""
    if base is None or at is None:
        return base
    narrower = [d for d in _SURROUNDING if d not in phrase.nodes and not contains(d, getattr(base, d), getattr(at, d))]
    return base.at(**dict.fromkeys(narrower, ""))


def _signed(governor: Lexeme, found: Quantity) -> int:
    return int(governor.value) * (1 if found.positive else -1)
