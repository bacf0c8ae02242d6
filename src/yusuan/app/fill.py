"""The use case of ``yusuan compose --form``: the workbooks that a bureau hands out, filled with a ledger's amounts."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from yusuan.model.coordinate import Coordinate
from yusuan.model.finding import Finding, Severity
from yusuan.model.ledger import Ledger
from yusuan.model.place import Source
from yusuan.model.text import Text
from yusuan.read.workbook.sheet import spot_name
from yusuan.report.copies.errors import NoCopyError
from yusuan.report.filled.form import fill
from yusuan.report.filled.gaps import Filled, FormError

#: Families of the rules that sums and equal points are looked at by.
_SUMS = ("YS2", "YS3")
_CONVERTED = ("xls", "xlsb", "ods")


@dataclass(frozen=True, slots=True)
class FormDone:
    """What became of the form called ``name``: what was ``filled`` and the ``file`` made, or why there is none.

    ``doubts``: where the filled form contradicts itself, as a form does that has no room for something.
    """

    name: str
    filled: Filled | None = None
    file: Path | None = None
    failure: Text | None = None
    doubts: tuple[Text, ...] = ()


def fill_forms(
    forms: Sequence[Path], ledger: Ledger, target: Path, printed: Mapping[tuple[Coordinate, str], int]
) -> tuple[FormDone, ...]:
    """Fill each of ``forms`` beside ``target``, as <target>.<form>.xlsx. Raises OSError where it cannot be written.

    ``printed``: amounts in 分 as the disclosure prints them, by their point and unit, where that is not half up.
    """
    names: set[str] = set()
    done = []
    for form in forms:
        name = form.stem
        while name in names:
            name += "~"
        names.add(name)
        done.append(_one(form, ledger, target.with_name(f"{target.name}.{name}.xlsx"), printed))
    return tuple(done)


def _one(form: Path, ledger: Ledger, target: Path, printed: Mapping[tuple[Coordinate, str], int]) -> FormDone:
    from yusuan.read.errors import ReadError  # noqa: PLC0415 - only for forms
    from yusuan.read.source import load  # noqa: PLC0415

    try:
        data = load(form)
        filled = fill(_as_xlsx(data), Source(hashlib.sha256(data).hexdigest(), form.name, "xlsx"), ledger, printed)
    except (FormError, ReadError, NoCopyError) as error:
        why = error.message
        return FormDone(form.name, failure=Text(f"表样 {form.name}：{why.zh}", f"form {form.name}: {why.en}"))
    if filled.wrong:
        cells = sum(len(x.cells) for x in filled.wrong)
        first = filled.wrong[0]
        failure = Text(
            f"表样 {form.name} 有 {cells} 格与台账不一致：{first.sheet}!{first.cells[0]} {first.why}",
            f"form {form.name}: {cells} cells contradict the ledger: {first.sheet}!{first.cells[0]} {first.why.en}",
        )
        return FormDone(form.name, filled, None, failure)
    target.write_bytes(filled.data)
    return FormDone(form.name, filled, target, None, _doubts(target))


def _doubts(file: Path) -> tuple[Text, ...]:
    """What does not add up, or stands twice with different figures, in a filled form."""
    from yusuan.check.engine import check  # noqa: PLC0415 - only where there are forms
    from yusuan.check.rule import select  # noqa: PLC0415
    from yusuan.read.disclosure import build  # noqa: PLC0415
    from yusuan.read.source import read_pages  # noqa: PLC0415

    found = check(build([read_pages(file)]), select(_SUMS)).findings
    return tuple(_at(f) for f in found if f.severity is Severity.ERROR)


def _at(finding: Finding) -> Text:
    place = finding.place
    if place is None or place.sheet is None or place.cell is None:
        return finding.message
    where = f"{place.sheet}!{spot_name(place.cell)}"
    return Text(f"{where}  {finding.message.zh}", f"{where}  {finding.message.en}")


def _as_xlsx(data: bytes) -> bytes:
    """The workbook as XLSX, older ones by way of LibreOffice. Raises FormError, ReadError."""
    from yusuan.read.convert import convert  # noqa: PLC0415
    from yusuan.read.limits import DEFAULT  # noqa: PLC0415
    from yusuan.read.sniff import sniff  # noqa: PLC0415

    kind = sniff(data)
    if kind in _CONVERTED:
        return convert(data, kind, "xlsx", DEFAULT)
    if kind != "xlsx":
        raise FormError(Text("表样应为 Excel 工作簿（xlsx、xls）", "a form is a workbook (xlsx, xls)"))
    return data
