"""The words of every report: amounts, places, points of the cube and verdicts, in Chinese and in English."""

from yusuan.catalog.trees import label
from yusuan.model.amount import FEN
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.disclosure import Identification
from yusuan.model.finding import Severity
from yusuan.model.place import Place
from yusuan.model.text import Language, Text
from yusuan.report.spot import Spot

SEVERITIES: dict[Severity, Text] = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.HINT: Text("提示", "hint"),
}
#: The families of rules.
FAMILIES: dict[str, Text] = {
    "YS1": Text("形式", "form"),
    "YS2": Text("表内勾稽", "arithmetic"),
    "YS3": Text("表间勾稽", "reconciliation"),
    "YS4": Text("情况说明", "narrative"),
    "YS5": Text("年度与单位", "years and bodies"),
    "YS6": Text("科目", "subjects"),
    "YS7": Text("绩效目标", "targets"),
    "YS8": Text("公开", "publication"),
    "YS9": Text("语言文字", "language"),
}
VERDICTS: dict[str, Text] = {
    "passed": Text("通过", "passed"),
    "failed": Text("有问题", "failed"),
    "not applicable": Text("不适用", "not applicable"),
    "not checked": Text("未核对", "not checked"),
    "crashed": Text("出错", "crashed"),
}
KINDS: dict[str, Text] = {
    "budget": Text("预算", "budget"),
    "final_accounts": Text("决算", "final accounts"),
    "unknown": Text("公开文本（未能判明是预算还是决算）", "disclosure (budget or final accounts: not made out)"),
}
LEVELS: dict[str, Text] = {
    "department": Text("部门", "department"),
    "unit": Text("单位", "unit"),
    "unknown": Text("未能判明是部门还是单位", "department or unit: not made out"),
}
DIMENSION_NAMES: dict[str, Text] = {
    "body": Text("单位", "body"),
    "year": Text("年度", "year"),
    "phase": Text("阶段", "phase"),
    "flow": Text("收支", "flow"),
    "function": Text("功能分类", "function"),
    "economy": Text("部门经济分类", "economy"),
    "gov_economy": Text("政府经济分类", "gov_economy"),
    "fund": Text("资金", "fund"),
    "nature": Text("性质", "nature"),
    "project": Text("项目", "project"),
    "topic": Text("事项", "topic"),
    "item": Text("条目", "item"),
}


def money(fen: int, unit: str = "万元") -> str:
    """``fen`` (分) exactly, in ``unit``, with as many decimals as it takes (two at least)."""
    whole, rest = divmod(abs(fen), FEN[unit])
    decimals = f"{rest:0{len(str(FEN[unit])) - 1}d}".rstrip("0").ljust(2, "0")
    return f"{'-' if fen < 0 else ''}{whole:,}.{decimals} {unit}"


def title_of(identity: Identification, language: Language) -> str:
    """Say in a line what the document is: its body, year and kind."""
    year = identity.year or 0
    if language == "en":
        parts = [identity.body or "(body not made out)", str(year) if year else "", KINDS[identity.kind].en]
        return " ".join(p for p in parts if p)
    level = LEVELS[identity.level].zh if identity.level != "unknown" else ""
    return f"{identity.body or '（未能判明单位名称）'} {f'{year} 年度' if year else ''}{level}{KINDS[identity.kind].zh}"


#: Kinds of source whose places count paragraphs.
_PARAGRAPHED = frozenset({"docx", "doc", "odt", "rtf", "json"})


def place_words(place: Place | None, language: Language, *, source: bool = False) -> str:
    """Where ``place`` is: page, line and column, or sheet and cell; ``source`` puts the file's name before it."""
    if place is None:
        return ""
    zh = language == "zh"
    parts = [place.source.name] if source else []
    if place.page is not None:
        parts.append(f"第 {place.page} 页" if zh else f"page {place.page}")
    elif place.sheet is not None:
        cell = f"{_letters(place.cell[1])}{place.cell[0] + 1}" if place.cell else ""
        parts.append(f"工作表“{place.sheet}”{cell}" if zh else f"sheet {place.sheet!r} {cell}".rstrip())
    elif place.line is not None and place.source.kind in _PARAGRAPHED:
        parts.append(_in_document(place, zh=zh))
    elif place.line is not None:
        column = "" if place.column is None else (f"第 {place.column} 列" if zh else f" column {place.column}")
        parts.append(f"第 {place.line} 行{column}" if zh else f"line {place.line}{column}")
    return ("，" if zh else ", ").join(parts)


def _in_document(place: Place, *, zh: bool) -> str:
    """A place in a Word document, which counts paragraphs and tables and knows no pages."""
    if place.cell is None:
        return f"第 {place.line} 段" if zh else f"paragraph {place.line}"
    row, column = place.cell[0] + 1, place.cell[1] + 1
    if zh:
        return f"第 {place.line} 段（表格）第 {row} 行第 {column} 列"
    return f"paragraph {place.line} (a table), row {row}, column {column}"


def spot_words(spot: Spot, language: Language) -> str:
    """``spot`` in words: number and title of the statement, row, column; or the heading."""
    row = f"[{spot.code}] {spot.row}".strip() if spot.code else spot.row
    title = " ".join(p for p in (spot.number, spot.title) if p)
    parts = [title, row, spot.column] if spot.statement is not None else [" > ".join(spot.heading)]
    return ("，" if language == "zh" else ", ").join(" ".join(p.split()) for p in parts if p)


def point_words(coordinate: Coordinate, language: Language) -> str:
    """Name the nodes of a point of the cube that are not at their root."""
    nodes = [(d, getattr(coordinate, d)) for d in DIMENSIONS if getattr(coordinate, d)]
    return " · ".join(label(d, node).say(language) for d, node in nodes)


def _letters(column: int) -> str:
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
