"""The ledger as a workbook that can be filled in without a manual: lists to choose from, notes, fixed heads."""

import datetime as dt
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Literal

import xlsxwriter

from yusuan.catalog.codes import Kind as ListKind
from yusuan.catalog.codes import code_list, names_of
from yusuan.catalog.designs import designed_layouts
from yusuan.ledger.form import FACTS, Column, SheetForm, fact_key, fact_value, fact_words, forms
from yusuan.ledger.records import Records

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: Rows of a sheet that have lists to choose from and may be written in.
_ROWS = 5_000
#: The hidden sheet with the lists of subjects.
LISTS = "科目"
_CODES: dict[str, tuple[ListKind, int]] = {
    "function": ("function", 7), "economy": ("economy", 5), "gov_economy": ("gov_economy", 5),
}  # fmt: skip
_LONGEST = 32_000
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
#: Rows that show the name of a subject as soon as its code is chosen.
_NAMED = 300
_PRINTED = 20
_NAMES = {"function_name": "function", "economy_name": "economy"}


def workbook(records: Records, kind: Literal["budget", "final_accounts"] = "budget") -> bytes:
    """Write ``records`` (none: an empty ledger) as XLSX; the same records give the same bytes."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": "台账", "created": dt.datetime(2020, 1, 1)})  # noqa: DTZ001 - a fixed time
        styles = _styles(book)
        lists = {form.id: book.add_worksheet(form.name) for form in forms(kind)}
        subjects = book.add_worksheet(LISTS)
        ranges = _subjects(subjects)
        for form in forms(kind):
            _sheet(lists[form.id], form, records, styles, ranges)
        subjects.hide()
    return file.getvalue()


def _styles(book: "Workbook") -> "dict[str, Format]":
    base = {"font_name": "宋体", "font_size": 11, "valign": "top", "border": 1, "border_color": "#D0D0D0"}
    return {
        "plain": book.add_format({}),
        "title": book.add_format({"font_name": "黑体", "font_size": 14}),
        "about": book.add_format({"font_name": "宋体", "font_size": 10, "font_color": "#666666"}),
        "head": book.add_format({**base, "bold": True, "bg_color": "#DCE6F1", "valign": "vcenter", "text_wrap": True}),
        "owed": book.add_format({**base, "bold": True, "bg_color": "#FCE4D6", "valign": "vcenter", "text_wrap": True}),
        "text": book.add_format({**base, "locked": False, "num_format": "@"}),
        "long": book.add_format({**base, "locked": False, "text_wrap": True, "num_format": "@"}),
        "money": book.add_format({**base, "locked": False, "num_format": "#,##0.00"}),
        "number": book.add_format({**base, "locked": False, "num_format": "0"}),
        "name": book.add_format({**base, "locked": False, "font_color": "#808080"}),
        "fixed": book.add_format({**base, "bg_color": "#F2F2F2"}),
    }


def _subjects(sheet: "Worksheet") -> dict[str, str]:
    """Write the lists of subjects that may be chosen from; the range of each by column key."""
    ranges = {}
    for at, (key, (kind, digits)) in enumerate(_CODES.items()):
        lines = list(_lines(kind, digits))
        for row, line in enumerate(lines):
            sheet.write_string(row, at, line)
        letter = chr(65 + at)
        ranges[key] = f"={LISTS}!${letter}$1:${letter}${max(len(lines), 1)}"
    return ranges


def _lines(kind: ListKind, digits: int) -> Iterator[str]:
    for code in sorted(code_list(kind).by_code):
        if len(code) == digits:
            yield f"{code} {names_of(kind, code)[0]}"


def _sheet(
    sheet: "Worksheet", form: SheetForm, records: Records, styles: "dict[str, Format]", ranges: dict[str, str]
) -> None:
    for row in (0, 1):
        sheet.set_row(row, None, styles["plain"])
    sheet.write_string(0, 0, form.name, styles["title"])
    sheet.write_string(1, 0, form.about, styles["about"])
    for at, column in enumerate(form.columns):
        sheet.set_column(at, at, column.width, styles[_style(column)])
        sheet.write_string(2, at, column.head, styles["owed" if column.owed else "head"])
        if column.note or column.owed:
            sheet.write_comment(2, at, ("必填。" if column.owed else "") + column.note, {"author": "yusuan"})
        _choices(sheet, at, column, ranges)
    if form.id == "body":
        _body(sheet, records, styles)
    else:
        for row, record in enumerate(records.get(form.id, ()), 3):
            for at, column in enumerate(form.columns):
                _write(sheet, row, at, column, record.get(column.key), styles)
        _name_subjects(sheet, form, records, ranges, styles)
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    # The rows that only look up names are no pages to print.
    used = max(len(records.get(form.id, ())), len(FACTS) if form.id == "body" else _PRINTED)
    sheet.print_area(0, 0, 2 + used, len(form.columns) - 1)
    sheet.protect("", {"insert_rows": True, "delete_rows": True, "format_columns": True, "format_rows": True,
                       "sort": True, "autofilter": True})  # fmt: skip


def _name_subjects(
    sheet: "Worksheet", form: SheetForm, records: Records, ranges: dict[str, str], styles: "dict[str, Format]"
) -> None:
    """Beside each code its name, looked up in the list of subjects by whoever opens the workbook."""
    held = records.get(form.id, ())
    keys = [c.key for c in form.columns]
    for key, code_key in _NAMES.items():
        if key not in keys:
            continue
        digits, letter = _CODES[code_key][1], chr(65 + keys.index(code_key))
        for row in range(3, 3 + max(_NAMED, len(held))):
            code = held[row - 3].get(code_key)[:digits] if row - 3 < len(held) else ""
            names = names_of(_CODES[code_key][0], code) if code else ()
            look = f'VLOOKUP(LEFT(${letter}{row + 1},{digits})&" *",{ranges[code_key][1:]},1,FALSE)'
            formula = f'=IFERROR(MID({look},{digits + 2},60),"")'
            sheet.write_formula(row, keys.index(key), formula, styles["name"], names[0] if names else "")


def _style(column: Column) -> str:
    return column.kind if column.kind in ("long", "money", "number") else "text"


def _choices(sheet: "Worksheet", at: int, column: Column, ranges: dict[str, str]) -> None:
    source: str | list[str]
    if column.key in ranges:
        source = ranges[column.key]
    elif column.choices:
        source = [w for _, w in column.choices]
    else:
        return
    # A list of words may be no longer than 255 characters in the file; longer ones are for typing.
    if isinstance(source, list) and len(",".join(source)) > 255:
        return
    strict = column.key not in ranges
    told = "不在列表中的值不能识别" if strict else "列表里没有这个科目，请核对编码"
    sheet.data_validation(3, at, _ROWS, at, {
        "validate": "list", "source": source, "error_type": "stop" if strict else "information",
        "error_title": "请从列表中选", "error_message": told,
    })  # fmt: skip


def _body(sheet: "Worksheet", records: Records, styles: "dict[str, Format]") -> None:
    given = {fact_key(r.get("key")): r.get("value") for r in records.get("body", ())}
    for row, (key, words, owed, choices) in enumerate(FACTS, 3):
        sheet.write_string(row, 0, words.zh, styles["owed" if owed else "fixed"])
        value = given.get(key, "")
        sheet.write_string(row, 1, fact_words(key, fact_value(key, value) or value)[1], styles["long"])
        if choices:
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": [w for _, w in choices]})
        elif key == "layout":
            told = {"error_type": "information", "error_message": "现在只能编制列表中的版式"}
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": list(designed_layouts()), **told})


def _write(sheet: "Worksheet", row: int, at: int, column: Column, text: str, styles: "dict[str, Format]") -> None:
    if not text:
        return
    style = styles[_style(column)]
    if column.kind in ("money", "number"):
        number = text.replace(",", "")
        # A float holds 15 digits; what is longer stays a text, which is read as exactly.
        if _NUMBER.fullmatch(number) and len(number.lstrip("-").replace(".", "")) <= 15:
            sheet.write_number(row, at, float(number), style)
            return
    if column.kind == "choice":
        text = column.words_of(text)
    sheet.write_string(row, at, text[:_LONGEST], style)
