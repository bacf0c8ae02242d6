"""One paragraph's runs: its visible text, and what hangs in it (text boxes, objects, footnotes, pictures)."""

from dataclasses import dataclass, field

from yusuan.read.archive import Element
from yusuan.read.docx.names import child, flag, local, r, w

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
    for one in parent:
        name = local(one)
        if name in _SKIPPED:
            continue
        if name in ("t", "sym"):
            if one.text:
                parts.append(one.text)
        elif name in _SIMPLE:
            parts.append(_SIMPLE[name])
        elif name == "r":
            _run(one, parts, out)
        elif name == "AlternateContent":
            _alternate(one, parts, out)
        elif name in ("footnoteReference", "endnoteReference"):
            out.notes.append((name.removesuffix("Reference"), one.get(w("id"), "")))
        elif name == "txbxContent":
            out.boxes.append(one)
        else:
            _drawn(one, name, out)
            if len(one):
                _walk(one, parts, out)


def _drawn(one: Element, name: str, out: Runs) -> None:
    if name == "OLEObject":
        out.objects.append((one.get(r("id"), ""), one.get("ProgID", "")))
    elif name in ("blip", "imagedata"):
        out.pictures += 1


def _run(run: Element, parts: list[str], out: Runs) -> None:
    properties = child(run, "rPr")
    if properties is not None and flag(properties, "vanish"):
        out.hidden += sum(len(t.text or "") for t in run.iterfind(w("t")))
        return
    _walk(run, parts, out)


def _alternate(one: Element, parts: list[str], out: Runs) -> None:
    """The newer drawing or the older one for the same thing: the first choice that is there."""
    choice = next((c for c in one if local(c) == "Choice"), None)
    if choice is None:
        choice = next((c for c in one if local(c) == "Fallback"), None)
    if choice is not None:
        _walk(choice, parts, out)
