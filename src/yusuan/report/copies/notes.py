"""What is noted in a copy: each finding with its number and words, gathered by the places that they stand at."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from yusuan.check.rule import registry
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Equation, Finding, Severity
from yusuan.model.place import Place, Source
from yusuan.model.text import Language, Text
from yusuan.report.document import Located
from yusuan.report.equation import equation_words
from yusuan.report.page.spoken import printed
from yusuan.report.page.views import in_line
from yusuan.report.products import Examined
from yusuan.report.words import SEVERITIES, place_words, spot_words, title_of

AUTHOR = "yusuan"
#: Characters of one piece of a note, and of all that is noted at one place.
LONG, LONGEST = 800, 6_000
_QUOTED = 160
_EQUATIONS, _ALSO = 6, 8
#: Other places of a finding that are marked.
_MARKED = 40
#: What no XML may hold, and what turns the direction of the text that follows.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as noted. ``number``: from 1, the same in every copy of the document; ``where`` in words."""

    number: int
    severity: Severity
    code: str
    name: str
    message: str
    where: str
    lines: tuple[str, ...]
    printed: str
    expected: str
    basis: str
    place: Place | None
    also: tuple[Place, ...]

    def title(self, language: Language) -> str:
        """Number, severity, code and name."""
        return f"{self.number}. {SEVERITIES[self.severity].say(language)} {self.code} {self.name}".rstrip()

    def text(self, language: Language) -> str:
        """All that is said of it."""
        return "\n".join((self.title(language), *self.lines))


@dataclass(slots=True)
class Spot:
    """A place with the findings that stand at it, and those that only name it."""

    place: Place
    own: list[Remark] = field(default_factory=list)
    others: list[Remark] = field(default_factory=list)

    @property
    def severity(self) -> Severity:
        """The worst severity of what stands here."""
        return max(r.severity for r in self.own or self.others)

    @property
    def mark(self) -> str:
        """The numbers of the findings that stand here; '' where none does."""
        numbers = [str(r.number) for r in self.own]
        return ",".join(numbers[:3]) + ("…" if len(numbers) > 3 else "")

    def text(self, language: Language) -> str:
        """What is noted here."""
        parts = [r.text(language) for r in self.own]
        for other in self.others:
            said = shortened(other.message, _QUOTED)
            zh = f"问题 {other.number} 与此处有关（{other.code} {other.name}）：{said}"
            en = f"finding {other.number} is about this too ({other.code} {other.name}): {said}"
            where = f"{'见' if language == 'zh' else 'see '}{other.where}" if other.where else ""
            parts.append(shortened("\n".join(p for p in (Text(zh, en).say(language), where) if p)))
        return shortened("\n\n".join(parts), LONGEST)


@dataclass(frozen=True, slots=True)
class Notes:
    """All that is noted of one source: ``spots`` by place, and ``rest``: findings that have no place in it.

    ``remarks``: all of the document. ``when``: the time that notes bear, in UTC.
    """

    title: str
    remarks: tuple[Remark, ...]
    spots: tuple[Spot, ...]
    rest: tuple[Remark, ...]
    language: Language
    when: datetime

    def summary(self) -> str:
        """How many findings there are, and those that are about the document as a whole."""
        parts = [f"{self.title}\n{counts(self.remarks, self.language)}"]
        return shortened("\n\n".join([*parts, *(r.text(self.language) for r in self.rest)]), LONGEST)


def clean(text: str) -> str:
    """``text`` without characters that a file cannot hold or that mislead its reader."""
    return _UNSAFE.sub("", text)


def shortened(text: str, most: int = LONG) -> str:
    """``text`` cut to ``most`` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def counts(remarks: Iterable[Remark], language: Language) -> str:
    """How many findings of each severity."""
    every = [r.severity for r in remarks]
    parts = []
    for severity in sorted(SEVERITIES, reverse=True):
        if n := every.count(severity):
            name = SEVERITIES[severity].say(language)
            parts.append(f"{name} {n}" if language == "zh" else f"{n} {name}{'s' if n > 1 else ''}")
    if not parts:
        return Text("未发现问题", "nothing wrong was found").say(language)
    return ("，" if language == "zh" else ", ").join(parts)


def remarks(examined: Examined, language: Language) -> tuple[Remark, ...]:
    """The findings of a document as remarks, in the order of the report."""
    places = _Places(examined.disclosure)
    return tuple(
        _remark(number, one, places.of(one.finding), examined, language)
        for number, one in enumerate(examined.report.located, 1)
    )


def notes_of(examined: Examined, every: tuple[Remark, ...], source: Source, language: Language) -> Notes:
    """What is noted of ``source``; findings of no place go to the first source."""
    disclosure = examined.disclosure
    first = disclosure.sources[:1] == (source,)
    spots: dict[object, Spot] = {}
    rest: list[Remark] = []
    for remark in every:
        place = remark.place
        if place is None:
            rest += [remark] if first else []
        elif place.source == source:
            spots.setdefault(_key(place), Spot(place)).own.append(remark)
    for remark in every:
        for place in remark.also[:_MARKED]:
            if place.source != source or _holds(place, remark.place):
                continue
            spot = spots.setdefault(_key(place), Spot(place))
            if remark not in spot.own and remark not in spot.others:
                spot.others.append(remark)
    title = clean(f"yusuan：{title_of(disclosure.identity, language)}")
    return Notes(shortened(title), every, tuple(spots.values()), tuple(rest), language, datetime.now(UTC))


def _holds(line: Place, figure: Place | None) -> bool:
    """Whether a place is the line that a finding's figure, marked by itself, stands in."""
    if figure is None or line.box is None or figure.box is None or line.page != figure.page:
        return False
    (a, b, c, d), (e, f, g, h) = line.box, figure.box
    return a - 2 <= e and b - 1 <= f and g <= c + 2 and h <= d + 1


def _key(place: Place) -> object:
    if place.page is not None:
        return place.page, place.box
    return place.sheet, place.line, place.column, place.cell


def _remark(number: int, one: Located, place: Place | None, examined: Examined, language: Language) -> Remark:
    finding, report = one.finding, examined.report
    names, book = report.rule_names, registry()
    rule = book.get(finding.code)
    several = len(examined.disclosure.sources) > 1
    comma = "，" if language == "zh" else ", "
    at = place_words(finding.place, language, source=several)
    where = comma.join(p for p in (at, spot_words(one.spot, language)) if p)
    unit = (report.unit_of(one.spot.statement) if one.spot.statement is not None else "") or "万元"
    basis = rule.basis.say(language) if rule else ""
    lines = [
        finding.message.say(language),
        _values(finding, language),
        *(equation_words(e, language, unit, finding.place) for e in _failing(finding)),
        Text("另见：", "See also: ").say(language) + also if (also := _also(finding, language, several)) else "",
        Text("依据：", "Basis: ").say(language) + basis if basis else "",
    ]
    return Remark(
        number, finding.severity, finding.code,
        clean(names[finding.code].say(language) if finding.code in names else ""),
        shortened(clean(finding.message.say(language))), shortened(clean(where)),
        tuple(shortened(clean(line)) for line in lines if line),
        shortened(clean(finding.printed)), shortened(clean(finding.expected)), basis, place, finding.also,
    )  # fmt: skip


def _failing(finding: Finding) -> list[Equation]:
    return [e for e in finding.equations if not e.holds][:_EQUATIONS]


def _values(finding: Finding, language: Language) -> str:
    if not finding.expected:
        return ""
    shown = finding.printed or Text("（空）", "(blank)").say(language)
    zh, en = f"印为 {shown} → 应为 {finding.expected}", f"printed {shown} → expected {finding.expected}"
    return Text(zh, en).say(language)


def _also(finding: Finding, language: Language, several: bool) -> str:
    own = place_words(finding.place, language, source=several)
    words = [w for w in dict.fromkeys(place_words(p, language, source=several) for p in finding.also) if w != own]
    more = Text(f"等 {len(words)} 处", f" and {len(words) - _ALSO} more").say(language) if len(words) > _ALSO else ""
    return ("、" if language == "zh" else ", ").join(words[:_ALSO]) + more


class _Places:
    """Narrows the place of a finding that quotes a figure of a sentence to that figure."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._disclosure = disclosure
        self._claims: dict[Place, list[int]] = {}
        for number, claim in enumerate(disclosure.claims):
            self._claims.setdefault(claim.place, []).append(number)

    def of(self, finding: Finding) -> Place | None:
        """The place to be marked."""
        if finding.place is None or finding.place.box is None or not finding.printed:
            return finding.place
        said = finding.printed.replace(" ", "")
        claims = [self._disclosure.claims[n] for n in self._claims.get(finding.place, ())]
        quoted = [c for c in claims if printed(c).replace(" ", "") == said]
        narrow = in_line(self._disclosure, quoted[0]) if len(quoted) == 1 else finding.place
        return replace(finding.place, box=narrow.box)


__all__ = ["AUTHOR", "Notes", "Remark", "Spot", "clean", "counts", "notes_of", "remarks", "shortened"]
