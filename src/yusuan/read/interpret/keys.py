"""The key cells of a row: codes in all the ways they are printed, and names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from yusuan.catalog.codes import Kind, kind_of, names_of
from yusuan.catalog.normal import plain
from yusuan.model.disclosure import Column

_BRACKETED = re.compile(r"^\[(\d{2,11})\](.*)$")
#: 2010301-行政运行, not 2024-2025年运维.
_DASHED = re.compile(r"^(?!20\d{2}[-－—_]\d)(\d{3,11})[-－—_:](.+)$")
_GLUED = re.compile(r"^(\d{3,9})([^\d.,年%/].*)$")
_LEVEL = {"类": 0, "款": 1, "项": 2}
_SAID = ("body", "project", "label", "code", "unread", "year")
_BODY = re.compile(r"(?:单位|部门|机构)\)?(?:编码|代码|名称|\(?本级\)?)?$|^单位|预算单位")
_PROJECT = re.compile(r"项目(?:编码|代码|名称)|^项目单位|任务名称|^政策")


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """A key column: what its header says it is about (subject, body, project, label) and its level if any."""

    index: int
    about: str
    kind: Kind | None
    level: int | None
    is_code: bool
    group: int = 0


@dataclass(frozen=True, slots=True)
class Keys:
    """What a row's key cells say: subject codes, body, project, label, the code as printed, a year (年度 as a key)."""

    subjects: tuple[tuple[Kind, str], ...]
    body: str
    project: str
    label: str
    code: str
    unread: str
    year: str = ""


def key_columns(columns: Iterable[Column]) -> tuple[KeyColumn, ...]:
    """The key columns of one side; 类|款|项 that begin again are another group (部门 beside 政府 classification)."""
    out: list[KeyColumn] = []
    group, last = 0, -1
    for column in columns:
        key = _key_column(column)
        if key.level is not None:
            group += key.level <= last
            last = key.level
            key = replace(key, group=group)
        out.append(key)
    return tuple(out)


def _key_column(column: Column) -> KeyColumn:
    """What the header of a code or name column says of its cells."""
    path = [plain(p) for p in column.header]
    last = path[-1] if path else ""
    joined = "".join(path)
    kind: Kind | None = None
    if "功能" in joined:
        kind = "function"
    elif "政府" in joined and "经济" in joined:
        kind = "gov_economy"
    elif "经济" in joined:
        kind = "economy"
    about = "label"
    if last in ("年度", "预算年度", "年份"):
        about = "year"
    elif "项目" in last and ("单位" in last or "部门" in last) and column.role == "name":
        about = "label"
    elif last in _LEVEL or "科目" in last or kind is not None:
        about = "subject"
    elif _PROJECT.search(last) and "单位" not in last.replace("项目单位", ""):
        about = "project"
    elif _BODY.search(last):
        about = "body"
    return KeyColumn(column.index, about, kind, _LEVEL.get(last), column.role == "code")


def split_code(text: str) -> tuple[str, str]:
    """A key cell as (code, name): [201]名, 201-名, 201名, 201 or 名; ('', text) where there is no code."""
    t = plain(text)
    m = _BRACKETED.match(t) or _DASHED.match(t)
    if m:
        return m.group(1), m.group(2)
    m = _GLUED.match(t)
    if m:
        kind = kind_of(m.group(1))
        known = kind is not None and (names_of(kind, m.group(1)) or names_of(kind, m.group(1)[:5]))
        return (m.group(1), m.group(2)) if known else ("", t)
    return (t, "") if t.isdigit() and len(t) <= 11 else ("", t)


@dataclass(slots=True)
class KeyReader:
    """Reads the keys of one side from the top down; a code printed only at its level leans on the one above."""

    columns: tuple[KeyColumn, ...]
    last: dict[int, str]

    def read(self, cells: dict[int, str]) -> Keys:
        """``cells``: column index → text, each merged cell once."""
        subjects: dict[Kind, str] = {}
        said: dict[str, str] = {}
        levels: dict[int, dict[int, str]] = {}
        for key in self.columns:
            text = cells.get(key.index, "").strip()
            # A dash stands for a blank.
            if not text.strip("-—–－") or (key.level is not None and text in _LEVEL):
                continue
            if key.level is not None and text.isdigit():
                levels.setdefault(key.group, {})[key.level] = text
            elif key.about == "year":
                said["year"] = text
            else:
                self._read_cell(key, text, subjects, said)
        for group, parts in levels.items():
            code = self._join_levels(parts, 3 * group)
            kind = kind_of(code)
            said.setdefault("code", code)
            if kind is not None and len(code) <= 7:
                subjects.setdefault(kind, code)
            else:
                said.setdefault("unread", code)
        if "body" not in said and not any(k.about in ("body", "label") and not k.is_code for k in self.columns):
            said["body"] = said.get("unit", "")
        return Keys(tuple(subjects.items()), *(said.get(k, "") for k in _SAID))

    def _read_cell(self, key: KeyColumn, text: str, subjects: dict[Kind, str], said: dict[str, str]) -> None:
        code, name = split_code(text)
        if code and key.about != "project":
            said.setdefault("code", code)
            if key.about == "body":
                said.setdefault("unit", code)
            elif self._subject(key, code, name, subjects) is None:
                said.setdefault("unread", code)
        if name:
            said.setdefault(key.about if key.about in ("body", "project") else "label", name)

    def _subject(self, key: KeyColumn, code: str, name: str, subjects: dict[Kind, str]) -> Kind | None:
        slot = 1000 + key.index
        if len(code) <= 2:
            above = self.last.get(slot, "")[:3]
            code = above + code.zfill(2) if above else code
        kind = kind_of(code)
        if kind is None or (key.kind == "function" and kind != "function"):
            return None
        if (
            key.about == "label"
            and name
            and kind == "gov_economy"
            and plain(name) not in map(plain, names_of(kind, code))
        ):
            return None
        self.last[slot] = code
        subjects[kind] = code
        return kind

    def _join_levels(self, levels: dict[int, str], base: int) -> str:
        """类|款|项 in three columns, all filled or each only at its own level (烟台). ``base``: the group's memory."""
        top, deepest = min(levels), max(levels)
        if top > 0 and len(levels[top]) in (5, 7):
            return levels[deepest]
        for level in range(top, deepest + 1):
            if level not in levels:
                continue
            value = levels[level] if level == 0 else levels[level].zfill(2)
            above = "".join(self.last.get(base + k, "") for k in range(level))
            if level and len(value) > 2 and above and value.startswith(above):
                value = value[-2:]
            self.last[base + level] = value
            for below in range(level + 1, 3):
                if below not in levels:
                    self.last.pop(base + below, None)
        return "".join(self.last.get(base + level, "") for level in range(deepest + 1))
