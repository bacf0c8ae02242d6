"""Texts of a ledger without what nobody sees: control characters, halves of characters, marks that turn the writing."""

import re
from collections.abc import Mapping, Sequence

from yusuan.ledger.form import forms
from yusuan.ledger.records import Problem, Record, cell_of
from yusuan.model.finding import Severity
from yusuan.model.text import Text

#: What no XML may hold, and the marks that turn the direction of writing, by which a name can be made to lie.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def cleaned(records: Mapping[str, Sequence[Record]]) -> tuple[dict[str, list[Record]], list[Problem]]:
    """``records`` without what nobody sees, and a warning at each cell that held any."""
    known = {f.id: f for kind in ("budget", "final_accounts") for f in forms(kind)}
    made: dict[str, list[Record]] = {}
    problems: list[Problem] = []
    for sheet, rows in records.items():
        made[sheet] = []
        for record in rows:
            if all(map(str.isprintable, record.values.values())):
                made[sheet].append(record)
                continue
            values: dict[str, str] = {}
            for key, text in record.values.items():
                values[key], unseen = _UNSEEN.subn("", text.replace("\r\n", "\n").replace("\r", "\n"))
                if unseen:
                    zh = f"有 {unseen} 个看不见的字符（控制字符或改变文字方向的字符），已去掉"
                    words = Text(zh, f"{unseen} characters that nobody sees were taken out")
                    problems.append(Problem(Severity.WARNING, cell_of(known[sheet], key, record.row), words))
            made[sheet].append(Record(record.sheet, record.row, {k: v for k, v in values.items() if v}))
    return made, problems
