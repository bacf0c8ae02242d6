"""The findings as bookmarks, before those that the document has: by severity, each leading to its place."""

from dataclasses import dataclass

from yusuan.model.finding import Severity
from yusuan.model.text import Text
from yusuan.report.copies.notes import Notes, Remark, counts, shortened
from yusuan.report.copies.pdf.file import PdfFile
from yusuan.report.copies.pdf.increment import Increment
from yusuan.report.copies.pdf.look import COLOURS
from yusuan.report.copies.pdf.syntax import Ref, Value, numbers, text, whole
from yusuan.report.words import SEVERITIES

#: Characters of a bookmark, and how many findings of a severity are listed unfolded.
_LONG, _UNFOLDED = 70, 40


@dataclass(frozen=True, slots=True)
class Target:
    """A remark with the place that its bookmark leads to, as a destination."""

    remark: Remark
    destination: list[Value]


def add_outline(file: PdfFile, increment: Increment, notes: Notes, targets: list[Target], first: Ref) -> None:
    """Put the bookmarks into ``increment``; ``first`` is the first page. Raises OddPdfError."""
    root_ref = file.trailer.get(b"/Root")
    root = dict(file.dictionary(root_ref))
    old = root.get(b"/Outlines")
    outlines: dict[bytes, Value] = {b"/Type": b"/Outlines"}
    if file.get(old) not in (None, b"null"):
        outlines |= file.dictionary(old)
    ref = old if isinstance(old, Ref) else increment.reserve()
    own = increment.reserve()
    words = Text("yusuan 问题清单", "Findings (yusuan)").say(notes.language)
    said = counts([t.remark for t in targets], notes.language)
    title = f"{words}（{said}）" if notes.language == "zh" else f"{words}: {said}"
    item: dict[bytes, Value] = {
        b"/Title": text(title), b"/Parent": ref, b"/Dest": [first, b"/Fit"], b"/F": b"2",
    }  # fmt: skip
    shown = _groups(increment, own, item, targets, notes)
    following = outlines.get(b"/First")
    if isinstance(following, Ref):
        item[b"/Next"] = following
        increment.set(following, file.dictionary(following) | {b"/Prev": own})
    else:
        outlines[b"/Last"] = own
    increment.set(own, item)
    outlines[b"/First"] = own
    outlines[b"/Count"] = b"%d" % (max(whole(file.get(outlines.get(b"/Count"))), 0) + 1 + shown)
    increment.set(ref, outlines)
    root[b"/Outlines"] = ref
    root.setdefault(b"/PageMode", b"/UseOutlines")
    if isinstance(root_ref, Ref):
        increment.set(root_ref, root)


def _groups(
    increment: Increment, parent: Ref, item: dict[bytes, Value], targets: list[Target], notes: Notes
) -> int:  # fmt: skip
    """Put the groups by severity under ``item``; how many bookmarks are seen under it."""
    groups = [(s, [t for t in targets if t.remark.severity is s]) for s in sorted(SEVERITIES, reverse=True)]
    made: list[tuple[Ref, dict[bytes, Value]]] = []
    shown = 0
    for severity, own in groups:
        if not own:
            continue
        ref = increment.reserve()
        name = SEVERITIES[severity].say(notes.language)
        words = f"{name}（{len(own)}）" if notes.language == "zh" else f"{name} ({len(own)})"
        head: dict[bytes, Value] = {b"/Title": text(words), b"/Parent": parent, b"/Dest": own[0].destination}
        children = [(increment.reserve(), _entry(t, ref, severity)) for t in own]
        _chained(increment, head, children)
        open_ = len(own) <= _UNFOLDED
        head[b"/Count"] = b"%d" % (len(own) if open_ else -len(own))
        shown += 1 + (len(own) if open_ else 0)
        made.append((ref, head))
    if made:
        _chained(increment, item, made)
        item[b"/Count"] = b"%d" % shown
    return shown


def _entry(target: Target, parent: Ref, severity: Severity) -> dict[bytes, Value]:
    remark = target.remark
    words = " ".join(f"{remark.number}. {remark.code} {remark.message}".split())
    return {
        b"/Title": text(shortened(words, _LONG)), b"/Parent": parent, b"/Dest": target.destination,
        b"/C": numbers(*COLOURS[severity].line),
    }  # fmt: skip


def _chained(
    increment: Increment, parent: dict[bytes, Value], children: list[tuple[Ref, dict[bytes, Value]]]
) -> None:  # fmt: skip
    """Write bookmarks one after the other under ``parent``."""
    for n, (ref, item) in enumerate(children):
        if n:
            item[b"/Prev"] = children[n - 1][0]
        if n + 1 < len(children):
            item[b"/Next"] = children[n + 1][0]
        increment.set(ref, item)
    parent[b"/First"], parent[b"/Last"] = children[0][0], children[-1][0]
