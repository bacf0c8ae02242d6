"""One paragraph's runs: its visible text, and what hangs in it (text boxes, objects, footnotes, pictures)."""

from dataclasses import dataclass, field

from yusuan.read.archive import Element
from yusuan.read.docx.names import flag, local, r, w

#: What is left out with all that it holds: deleted and moved text, readings over characters, codes of fields.
_SKIPPED = frozenset(
    {"del", "moveFrom", "rt", "instrText", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "Fallback"}
)
_CLEAN = str.maketrans({"\xa0": " ", "\xad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\ufeff": None,
                        "\u2011": "-", "\u000b": "\n"})  # fmt: skip
_SIMPLE = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class Runs:
    """What a paragraph holds. ``text``: lines parted by newlines; ``hidden``: characters left out as hidden."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    objects: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0
    hidden: int = 0


def read_runs(paragraph: Element) -> Runs:
    """Read one w:p (or anything that holds runs)."""
    out = Runs()
    parts: list[str] = []
    _walk(paragraph, parts, out)
    out.text = "".join(parts).translate(_CLEAN)
    return out


def _walk(parent: Element, parts: list[str], out: Runs) -> None:
    for child in parent:
        name = local(child)
        if name in _SKIPPED:
            continue
        if name in ("t", "sym"):
            if child.text:
                parts.append(child.text)
        elif name in _SIMPLE:
            parts.append(_SIMPLE[name])
        elif name == "r":
            _run(child, parts, out)
        elif name == "AlternateContent":
            _alternate(child, parts, out)
        elif name in ("footnoteReference", "endnoteReference"):
            out.notes.append((name.removesuffix("Reference"), child.get(w("id"), "")))
        elif name == "txbxContent":
            out.boxes.append(child)
        else:
            _drawn(child, name, out)
            if len(child):
                _walk(child, parts, out)


def _drawn(child: Element, name: str, out: Runs) -> None:
    if name == "OLEObject":
        out.objects.append((child.get(r("id"), ""), child.get("ProgID", "")))
    elif name in ("blip", "imagedata"):
        out.pictures += 1


def _run(run: Element, parts: list[str], out: Runs) -> None:
    properties = run.find(w("rPr"))
    if properties is not None and flag(properties, "vanish"):
        out.hidden += sum(len(t.text or "") for t in run.iterfind(w("t")))
        return
    _walk(run, parts, out)


def _alternate(child: Element, parts: list[str], out: Runs) -> None:
    """The newer drawing or the older one for the same thing: the first choice that is there."""
    choice = next((c for c in child if local(c) == "Choice"), None)
    if choice is None:
        choice = next((c for c in child if local(c) == "Fallback"), None)
    if choice is not None:
        _walk(choice, parts, out)
