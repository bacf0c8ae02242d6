"""Reads lists that came back filled in: by the heads of their columns, so that columns may be moved or added."""

from dataclasses import dataclass
from pathlib import Path

from yusuan.model.text import Text
from yusuan.read.errors import ReadError
from yusuan.read.limits import DEFAULT
from yusuan.read.sniff import sniff
from yusuan.read.source import load
from yusuan.read.workbook.pages import sheets_of
from yusuan.read.workbook.sheet import Sheet
from yusuan.report.rectify.entry import ANSWERS, Entry, answer_of
from yusuan.report.rectify.sheet import COLUMNS, FORMAT

#: Rows of a sheet in which the head is looked for.
_HEAD_ROWS = 30


@dataclass(frozen=True, slots=True)
class Answers:
    """A filled list: the document that it is of, the hashes and names of its files, and its rows."""

    path: Path
    body: str
    year: str
    kind: str
    level: str
    hashes: frozenset[str]
    names: frozenset[str]
    entries: tuple[Entry, ...]

    @property
    def who(self) -> tuple[str, str, str, str]:
        """The document, by what it is."""
        return self.body, self.year, self.kind, self.level


def load_answers(path: Path) -> Answers | None:
    """Load the list at ``path``; None where the file is no such list.

    Raises ReadError where it is one, and damaged, or without the column by which its rows are known.
    """
    if path.suffix.lower() not in (".xlsx", ".xls", ".et", ".xlsm"):
        return None
    try:
        data = load(path)
        kind = sniff(data)
        if kind not in ("xlsx", "xls"):
            return None
        sheets = list(sheets_of(data, kind, DEFAULT))
    except ReadError:
        return None
    about = next((told for s in sheets if (told := _about(s)).get("format")), None)
    if about is None:
        return None
    if about["format"] != [FORMAT]:
        raise ReadError(
            Text(f"{path.name} 是别的版本的整改清单，请用新版 yusuan", f"{path.name} is a list of another version")
        )
    found = next((e for s in sheets if (e := _entries(s)) is not None), None)
    if found is None:
        raise ReadError(
            Text(
                f"整改清单 {path.name} 缺少隐藏的“问题标识”列，不知道各行是哪个问题；请在原清单上填写。",
                f"The list {path.name} lacks its hidden column “key”; fill in the list as it was made.",
            )
        )
    one = {name: (values or [""])[0] for name, values in about.items()}
    return Answers(
        path, one.get("body", ""), one.get("year", ""), one.get("kind", ""), one.get("level", ""),
        frozenset(about.get("sha256", ())), frozenset(about.get("file", ())), found,
    )  # fmt: skip


def _about(sheet: Sheet) -> dict[str, list[str]]:
    """What the sheet on the document says, by the names in its third column."""
    told: dict[str, list[str]] = {}
    for (row, column), name in sheet.cells.items():
        if column == 2:
            word, equals, value = name.strip().partition("=")
            told.setdefault(word, []).append(value if equals else sheet.cells.get((row, 1), "").strip())
    return told


def _entries(sheet: Sheet) -> tuple[Entry, ...] | None:
    """The rows under the head; None where the sheet has no head with the finding's key and the answer."""
    heads = {text: c.field for c in COLUMNS for text in (c.head.zh, c.head.en)}
    for row in range(_HEAD_ROWS):
        at: dict[str, int] = {}
        for (r, column), text in sheet.cells.items():
            if r == row and text.strip() in heads:
                at.setdefault(heads[text.strip()], column)
        if "mark" in at and "answer" in at:
            below = sorted({r for r, _ in sheet.cells if r > row})
            made = (_entry({f: sheet.cells.get((r, at[f]), "").strip() for f in at}) for r in below)
            return tuple(e for e in made if e is not None)
    return None


def _entry(cells: dict[str, str]) -> Entry | None:
    """One row; None for one without a key: a person's own."""
    if not cells["mark"]:
        return None
    code, _, name = cells.get("rule", "").partition("\n")
    answer = answer_of(cells["answer"])
    words = cells.get("words", "")
    if answer == "open" and not words:
        words = _other(cells["answer"])
    return Entry(
        code=code.strip(),
        rule=name.strip(),
        severity=cells.get("severity", ""),
        place=cells.get("place", ""),
        section=cells.get("section", ""),
        printed=cells.get("printed", ""),
        expected=cells.get("expected", ""),
        message=cells.get("message", ""),
        why=cells.get("why", ""),
        basis=cells.get("basis", ""),
        mark=cells["mark"],
        answer=answer,
        words=words,
        person=cells.get("person", ""),
        date=cells.get("date", ""),
    )


def _other(words: str) -> str:
    """What was written in place of an answer of the list, which is not lost."""
    return "" if words in (ANSWERS["open"].zh, ANSWERS["open"].en) else words
