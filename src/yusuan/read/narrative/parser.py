"""Sentences to claims: one pass over a paragraph's lexemes, with the context that headings and items have set."""

import re
from collections.abc import Callable

from yusuan.catalog.codes import codes_named
from yusuan.model.disclosure import Paragraph
from yusuan.read.narrative.figures import Figures
from yusuan.read.narrative.frame import Frame, Versus, place
from yusuan.read.narrative.lexicon import Kind, Lexeme, lex
from yusuan.read.narrative.outline import LONGEST_HEADING, marker
from yusuan.read.narrative.phrase import Phrase, is_another_body
from yusuan.read.narrative.view import View

#: A reason that goes on after a semicolon: 二是 …
_ENUMERATED_REASON = re.compile(r"[一二三四五六七八九十]是|[二三四五]要")
#: An item under such a heading is about a thing that is no point of the cube.
_NO_SUBJECT = re.compile(r"项目|绩效|资产|专项|工程")
#: A bracket that gives what stands before it a name.
_SHORT = re.compile(r"\((?:以下)?(?:简称|统称|合称|并称)为?:?")
_DIGITS = re.compile(r"[12][0-9]{3}")
_LEVEL = re.compile(r"\([类款项]\)")
_DOWN = re.compile("小于|低于|少于")
_UP = re.compile("大于|高于|超")
_ENDS = "。！？!?"


class Parser(Figures):
    """Understands paragraph after paragraph; ``claims`` grows, ``used`` holds the tokens of the current paragraph."""

    purpose = False

    def read(self, index: int, paragraph: Paragraph, seen: View, *, plain: bool = False) -> None:
        """Read one paragraph. ``plain``: its amounts are no points of the cube (职能, 名词解释)."""
        self.paragraph, self.used = index, {}
        self.source, self.seen = paragraph, seen
        self.note_unit(seen.text)
        found = marker(seen.text)
        if found:
            self.begin_item(found, seen.text)
        elif self.closed:
            self.drop("list", "bracket")
        if found or self.closed:
            self.hidden, self.versus = False, None
        self.hidden = self.hidden or plain
        self.reset(found.end if found else 0)
        self.ambiguous = False
        self.passed.clear()
        if "元" in seen.text or "%" in seen.text or len(seen.text) <= LONGEST_HEADING or "平" in seen.text:
            self._walk(lex(seen.text))
            if seen.text[-1:] not in (",", "、"):
                self._set_subject(len(seen.text), at_end=True)
            self.drop("bracket")
        heading = found is not None and len(seen.text) <= LONGEST_HEADING
        self.closed = plain or heading or seen.text[-1:] in (*_ENDS, "")

    def _walk(self, lexemes: list[Lexeme]) -> None:
        last = len(lexemes) - 1
        for i, one in enumerate(lexemes):
            if one.start < self.start and one.kind not in _ALWAYS:
                continue
            handler = _HANDLERS.get(one.kind)
            if handler is None:
                self.phrase.append(one)
            else:
                handler(self, one, lexemes[i + 1] if i < last else None)

    def _set_subject(self, end: int, *, at_end: bool = False, colon: bool = False) -> None:
        """A phrase without an amount that ends here is a heading: what follows is about it.

        One before a ``colon`` is a heading however long it is: 社会保障和就业支出（208）…职业年金缴费支出（06）：.
        """
        frame = self.frames[-1]
        if self.hidden or self.governor or self.versus or frame.amounts or frame.kind == "bracket":
            return
        phrase = self.read_phrase(end)
        cut = at_end and self.seen.text[-1:] not in _ENDS
        if phrase.empty or end > 3 * LONGEST_HEADING:
            return
        if phrase.understood and phrase.named:
            frame.subject = place(frame, phrase, self.own_year, self.phase)
        elif phrase.understood:
            return
        elif frame.kind == "item" and self.start <= 8 and (colon or cut or len(phrase.text) <= LONGEST_HEADING):
            frame.subject = None
            other = _NO_SUBJECT.search(phrase.text) is not None or is_another_body(phrase.text, self.body)
            frame.known = frame.known and not other
        elif at_end and frame.kind == "list":
            frame.known = False

    # --- punctuation ----------------------------------------------------------------------------------------------

    def comma(self, one: Lexeme, after: Lexeme | None) -> None:
        """A comma ends a phrase; a colon, or a first comma, a heading; before 比上年 also a purpose."""
        mark = self.seen.text[one.start]
        if mark == "、" and self._in_a_name(one):
            return
        self.wordless(one.start)
        if self.hidden:
            if self.purpose and after is not None and after.kind is Kind.VERSUS and after.start == one.end:
                self.hidden = False
        else:
            if mark == ":" or (mark == "," and self.frames[-1].subject is None):
                self._set_subject(one.start, colon=mark == ":")
            if mark == "," and self.start < one.start:
                self.passed.append((self.phrase, self.start, one.start))
        self.reset(one.end)

    def _in_a_name(self, one: Lexeme) -> bool:
        """Whether the mark is part of a subject's name before its level: 环境保护法规、规划及标准（项）."""
        level = _LEVEL.search(self.seen.text, one.end, one.end + LONGEST_HEADING)
        if level is None:
            return False
        begin = next((x.end for x in reversed(self.phrase) if x.kind is Kind.LEVEL), self.start)
        return bool(codes_named("function", self.seen.text[begin : level.start()]))

    def semicolon(self, one: Lexeme, after: Lexeme | None) -> None:
        """A semicolon ends a clause; 其中 after it enumerates the whole again, not the last part."""
        self.wordless(one.start)
        self._end_clause(one.end)
        if after is not None and after.kind is Kind.LIST and after.start == one.end and self.frames[-1].kind == "list":
            self.frames.pop()

    def stop(self, one: Lexeme, _: Lexeme | None) -> None:
        """A full stop ends a sentence and what it enumerates."""
        self.wordless(one.start)
        self._set_subject(one.start)
        self._end_clause(one.end)
        if self.frames[-1].kind == "list":
            self.ambiguous = self.drop("list")

    def _end_clause(self, end: int) -> None:
        if not _ENUMERATED_REASON.match(self.seen.text, end):
            self.hidden = False
        self.versus = None
        self.passed.clear()
        self.reset(end)

    def open(self, one: Lexeme, _: Lexeme | None) -> None:
        """A bracket: what it holds belongs to the amount before it, and what follows goes on where it began."""
        above = self.frames[-1]
        current = self.current(above)
        frame = Frame("bracket", above.point, above.subject, known=above.known, heading=above.heading)
        if current is not None and not self.phrase:
            at = self.claims[current].coordinate
            frame.point, frame.known = (at.at(year="", phase=""), above.known) if at else (above.point, False)
            frame.wholes = (current,)
        frame.phrase, frame.start, frame.opened = self.phrase, self.start, one.start
        frame.hidden, frame.versus, frame.governor = self.hidden, self.versus, self.governor
        self.frames.append(frame)
        self.versus = None
        self.reset(one.end)

    def close_bracket(self, one: Lexeme, _: Lexeme | None) -> None:
        """Go on where the bracket began; what it held counts as one filler."""
        if any(f.kind == "bracket" for f in self.frames):
            while self.frames[-1].kind == "list":
                self.frames.pop()
        frame = self.frames[-1]
        if frame.kind != "bracket":
            self.reset(one.end)
            return
        self.frames.pop()
        self.hidden, self.versus = frame.hidden, frame.versus
        short = _SHORT.match(self.seen.text, frame.opened)
        if short is not None and self.start < one.start:
            # 因公出国(境)费、公务接待费(简称“三公”经费)合计: the amount is that of the name in the bracket.
            self.phrase.append(Lexeme(Kind.FILLER, one.start, one.end))
            self.start, self.governor = max(self.start, short.end()), None
            return
        self.phrase = [*frame.phrase, Lexeme(Kind.FILLER, frame.opened, one.end)]
        self.start, self.governor = frame.start, None

    def listed(self, one: Lexeme, _: Lexeme | None) -> None:
        """A list number inside a paragraph."""
        self.reset(one.end)

    # --- words that steer -----------------------------------------------------------------------------------------

    def enumerate(self, one: Lexeme, _: Lexeme | None) -> None:
        """其中, 包括, …支出中: parts follow."""
        among = self.seen.text[one.start : one.end] in ("中,", "中:")
        if self.hidden or (among and not self.phrase):
            self.reset(one.end)
            return
        self.open_list(one.end, self.read_phrase(one.start))

    def hide(self, one: Lexeme, _: Lexeme | None) -> None:
        """A reason or a purpose: the amounts in it are not the subject's."""
        self.wordless(one.start)
        self.purpose = one.kind is Kind.PURPOSE
        self.hidden = True
        self.reset(one.end)

    def begin_versus(self, one: Lexeme, _: Lexeme | None) -> None:
        """比上年, 较2024年: a comparison of what stands before it."""
        if self.hidden:
            self.phrase.append(one)
            return
        word = self.seen.text[one.start : one.end]
        digits = _DIGITS.search(word)
        year = digits.group() if digits else str(self.year - (1 if "年" in word or word == "同比" else 0))
        versus = Versus(year, self.phase)
        self._aim(versus, self.read_phrase(one.start))
        self.versus = versus
        self.reset(one.end)

    def _aim(self, versus: Versus, prefix: Phrase) -> None:
        """Find the amount that a comparison is about."""
        frame = self.frames[-1]
        if prefix.named:
            versus.point = place(frame, prefix, self.own_year, self.phase)
            found = self.stated(versus.point) or self.stated_of_both(prefix.nodes)
            versus.of = found[-1] if found else -1
        elif prefix.understood and not self.ambiguous:
            current = self.current(frame)
            versus.of = -1 if current is None else current
            versus.point = frame.subject if current is None else self.claims[current].coordinate
        else:
            versus.of, versus.point = -1, None

    def close_versus(self, one: Lexeme, _: Lexeme | None) -> None:
        """与上年相比: what follows is the subject, not the base."""
        if self.versus is not None and self.versus.fresh and not self.hidden:
            self.versus.phase = self.read_phrase(one.start).phase or self.versus.phase
            self.versus.closed = True
            self.reset(one.end)
        else:
            self.phrase.append(one)

    def move(self, one: Lexeme, _: Lexeme | None) -> None:
        """增加, 下降, 持平: governs the figure that follows."""
        if self.hidden:
            self.phrase.append(one)
            return
        prefix, versus = self.read_phrase(one.start), self.versus
        if versus is not None and versus.fresh and not versus.closed:
            versus.phase = prefix.phase or versus.phase
            if not prefix.understood:
                versus.of, versus.point = -1, None
        elif versus is None or not prefix.empty:
            if versus is None and one.value == "0":
                self.reset(one.end)
                return
            versus = self._another(versus, prefix)
        versus.fresh = False
        self.versus = versus
        self.reset(one.end)
        self.governor = one
        if one.value == "0":
            self.relate("change", one.start, one.end, None, 0)

    def _another(self, versus: Versus | None, prefix: Phrase) -> Versus:
        """The comparison of another subject against the same base (与上年相比，收入增加 … 支出减少 …)."""
        base = versus.year if versus else str(self.year - 1)
        fresh = Versus(base, versus.phase if versus else self.phase)
        if versus is not None and versus.closed and not prefix.named and prefix.understood:
            fresh.of, fresh.point = versus.of, versus.point
        else:
            self._aim(fresh, prefix)
        return fresh

    def govern(self, one: Lexeme, _: Lexeme | None) -> None:
        """占, 完成年初预算的: governs the percentage that follows."""
        self.prefix = self.read_phrase(one.start)
        self.reset(one.end)
        self.governor = one

    def compare(self, one: Lexeme, _: Lexeme | None) -> None:
        """决算数小于预算数: a claim without a figure of its own."""
        if self.hidden:
            return
        text = self.seen.text[one.start : one.end]
        versus = Versus(self.own_year, one.value or "budget")
        self._aim(versus, self.read_phrase(one.start))
        versus.base = self.budget(one.value)
        self.versus = versus
        sign = -1 if _DOWN.search(text) else int(_UP.search(text) is not None)
        self.relate("change", one.start, one.end, None, sign)
        self.versus = None
        self.reset(one.end)


#: Read even where the phrase is already past them: a unit or a bracket may have taken them in.
_ALWAYS = frozenset({Kind.CLOSE_BRACKET, Kind.STOP, Kind.SEMICOLON})
_HANDLERS: dict[Kind, Callable[[Parser, Lexeme, Lexeme | None], None]] = {
    Kind.COMMA: Parser.comma,
    Kind.SEMICOLON: Parser.semicolon,
    Kind.STOP: Parser.stop,
    Kind.OPEN: Parser.open,
    Kind.CLOSE_BRACKET: Parser.close_bracket,
    Kind.ITEM: Parser.listed,
    Kind.LIST: Parser.enumerate,
    Kind.REASON: Parser.hide,
    Kind.PURPOSE: Parser.hide,
    Kind.VERSUS: Parser.begin_versus,
    Kind.CLOSE: Parser.close_versus,
    Kind.MOVE: Parser.move,
    Kind.SHARE: Parser.govern,
    Kind.COMPLETE: Parser.govern,
    Kind.COMPARE: Parser.compare,
    Kind.NUMBER: Parser.number,
}
