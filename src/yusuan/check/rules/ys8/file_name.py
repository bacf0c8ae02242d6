"""YS8-001: a file is what its name says: year, 预算 or 决算, whose."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from yusuan.catalog.bodies import bare_body, same_body
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Finding, Severity
from yusuan.model.place import Place, Source
from yusuan.model.text import Text

#: 2024年, 24年度; but not the year of a date.
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2}|[1-4][0-9])年(?![0-9]{1,2}月)")
#: A year that stands alone: 2026_某局; not 2024-01-23, not the first digits of a number.
_BARE = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9]|[-.][0-9])")
#: 预算 where it is not what the document is: a fund's name, or what a body is called.
_OTHER = re.compile(
    r"(?:一般公共|政府性基金|国有资本经营)预算|预算(?:单位|部门|局|处|中心|编审|评审|绩效|管理|执行|科|草案)"
)
#: What a file's name says besides the body's name.
_BESIDE = re.compile(
    r"[0-9A-Za-z\W_]+|年度?|部门|单位|综合|收支|预算|决算|公开|情况|说明|报表|表格|摘录|文本|附件|汇总|本级|三公|经费|报告"
    r"|信息|的|定稿|终稿|草案"
)
_ENDS = re.compile(
    r"(?:局|委|办|部|厅|院|署|室|会|校|中心|站|所|队|馆|社|团|处|府|大学|中学|小学|街道|镇|乡)$"
)  # fmt: skip
_SHORTEST = 4  # characters of a name that can be told from another's
_KINDS = {"budget": "预算", "final_accounts": "决算"}


@rule(
    code="YS8-001",
    name=Text("文件名与内容", "file name and content"),
    severity=Severity.WARNING,
    certainty=0.85,
    why=Text(
        "文件名是公众找到文本的依据；名称与内容的年度、预算或决算、单位不一致，多为传错了文件。",
        "The public finds a document by its name; with another year, kind or body inside it is the wrong one.",
    ),
    basis=Text(
        "预算法第十四条（公开义务）；财政部年度公开检查把不完整、不准确列为问题（据转述）。",
        "Budget Law art. 14 (the duty to publish); the Ministry's yearly inspections fault what is incomplete or not "
        "accurate (known at second hand).",
    ),
    wrong=Text("“某局2026年部门预算.pdf”里是2022年部门预算。", "“… 2026 budget.pdf” holds the budget of 2022."),
    right=Text("文件名与封面一致，或不写年度和单位。", "The name agrees with the cover, or says nothing of it."),
)
def check_file_name(context: Context) -> Checked:
    """Compare the year, 预算 or 决算, and the body in each file's name with what the document says it is.

    Only what both say is compared. A name with several years or with both words says nothing; the year after that of
    final accounts, not followed by 年, may be that of publication. A body that the document names anywhere (a unit's
    tables in its department's file, the department over a unit) and an abbreviation are no contradiction.
    """
    disclosure = context.disclosure
    if not disclosure.identity.year and not disclosure.identity.body and disclosure.identity.kind == "unknown":
        raise NotApplicable(Text("内容没有写明年度、单位和种类", "the content does not say what it is"))
    findings = tuple(f for source in disclosure.sources for f in _of(source, disclosure))
    return Checked(len(disclosure.sources), findings)


def _of(source: Source, disclosure: Disclosure) -> Iterator[Finding]:
    file = PurePath(source.name.rpartition("!")[2]).name
    name = "".join(file.rpartition(".")[0].split()) or file
    found = disclosure.identity
    year = _other_year(name, found.year, final=found.kind == "final_accounts")
    if year:
        yield _finding(source, file, f"{year}年", f"{found.year}年")
    kind = _kind(name)
    if kind and found.kind != "unknown" and kind != _KINDS[found.kind]:
        yield _finding(source, file, kind, _KINDS[found.kind])
    body = _other_body(name, disclosure)
    if body:
        yield _finding(source, file, body, found.body)


def _finding(source: Source, file: str, said: str, inside: str) -> Finding:
    return check_file_name.finding(
        Text(f"文件名“{file}”写的是{said}，内容是{inside}。", f"The name “{file}” says {said}, the content {inside}."),
        Place(source),
        f"文件名 {said}",
        printed=said,
        expected=inside,
    )


def _other_year(name: str, year: int, *, final: bool) -> str:
    """The year in ``name`` where it is one, and not ``year``; '' otherwise."""
    said = {int(y) % 100 + 2000 for y in _YEAR.findall(name)}
    if not said:
        said = {int(y) for y in _BARE.findall(name)}
        if final and year + 1 in said:
            return ""
    return str(said.pop()) if year and len(said) == 1 and year not in said else ""


def _kind(name: str) -> str:
    bare = _OTHER.sub("", name)
    words = [word for word in _KINDS.values() if word in bare]
    return words[0] if len(words) == 1 else ""


def _other_body(name: str, disclosure: Disclosure) -> str:
    """A body in ``name`` that is not the document's and that the document does not name; '' if there is none."""
    body = disclosure.identity.body
    if not body:
        return ""
    for part in _BESIDE.split(name):
        said = bare_body(part)
        if len(said) < _SHORTEST or not _ENDS.search(said) or same_body(said, body):
            continue
        if not _in_order(said, bare_body(body)) and not _named(said, disclosure):
            return part
    return ""


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _named(body: str, disclosure: Disclosure) -> bool:
    paragraphs = (p.text for s in disclosure.sections for p in s.paragraphs)
    heads = (h for s in disclosure.sections for h in s.path)
    cells = (c.text for s in disclosure.statements for c in s.grid.cells)
    over = (s.body_name for s in disclosure.statements)
    return any(body in "".join(t.split()) for texts in (paragraphs, heads, cells, over) for t in texts)
