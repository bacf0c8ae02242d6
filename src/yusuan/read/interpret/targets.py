"""Target forms: sheets of label and value (项目名称, 年度资金总额, 年度目标) rather than columns under heads."""

import itertools
import re

from yusuan.catalog.lexicon import read_phrase
from yusuan.catalog.normal import bare_label, plain
from yusuan.model.amount import parse_amount
from yusuan.model.fact import Fact
from yusuan.model.grid import Cell
from yusuan.read.interpret.facts import Frame, Reading, spend
from yusuan.read.interpret.matrix import Matrix
from yusuan.read.numbers import tokens

_LABELS = re.compile(
    r"^(项目名称|项目\(政策\)名称|专项名称|专项\(项目\)名称|项目单位|主管部门|实施单位|(?:部门)?\(?单位\)?名称|部门名称|年度目标|总体目标|项目编码|填报单位)"
)
#: Beside labels these are heads: 单位名称 | 项目名称 | 金额 | 绩效目标 (杭州) is a list.
_HEADS = re.compile(r"(?:(?:预算|项目)?(?:金额|总额)|预算数|(?:年度|总体)?(?:绩效)?目标)(?:\(.{1,4}\))?")
_MONEY = re.compile(r"资金|金额|总额|预算|拨款|经费|支出|合计|收入")
_NAME = re.compile(r"项目(\(政策\))?名称|专项(资金|\(项目\))?名称|政策名称|任务名称")


def is_form(matrix: Matrix, kind: str) -> bool:
    """Whether a target table is a form: labels stand at the left of their values in its first rows."""
    if not kind.startswith("targets"):
        return False
    labels = 0
    for r in range(min(4, matrix.n_rows)):
        cells = [c for c in matrix.row_cells(r) if c.text]
        if not cells or not _LABELS.match(plain(cells[0].text)):
            continue
        if 1 < len(cells) <= 4:
            return any(not (_LABELS.match(plain(c.text)) or _HEADS.fullmatch(plain(c.text))) for c in cells[1:])
        # Label and value in one cell, or no value: two such rows are no head over columns.
        labels += len(cells) == 1
    return labels > 1


def read_form(matrix: Matrix, frame: Frame) -> Reading:
    """Amounts of a form are facts where the label at their left (or above) names money; the rest is prose."""
    out = Reading()
    project = _project(matrix)
    for r in range(matrix.n_rows):
        for cell in matrix.row_cells(r):
            if cell.text and tokens(cell.text):
                _form_cell(matrix, cell, frame, project, out)
    return out


def _project(matrix: Matrix) -> str:
    for r in range(min(4, matrix.n_rows)):
        cells = [c for c in matrix.row_cells(r) if c.text]
        for label, value in itertools.pairwise(cells):
            if _NAME.search(plain(label.text)):
                return plain(value.text)
        alone = _NAME.match(plain(cells[0].text)) if len(cells) == 1 else None
        if alone is not None:
            return plain(cells[0].text)[alone.end() :].lstrip(":")
    return ""


def _label_of(matrix: Matrix, cell: Cell) -> str:
    for c in range(cell.column - 1, -1, -1):
        text = matrix.text(cell.row, c)
        if text and parse_amount(text, "元") is None:
            return text
    for r in range(cell.row - 1, -1, -1):
        text = matrix.text(r, cell.column)
        if text and parse_amount(text, "元") is None:
            return text
    return ""


def _form_cell(matrix: Matrix, cell: Cell, frame: Frame, project: str, out: Reading) -> None:
    unit = frame.unit or "万元"
    label = _label_of(matrix, cell)
    amount = parse_amount(cell.text, read_phrase(label).unit or unit)
    bare, _ = bare_label(label)
    if amount is None or not _MONEY.search(bare):
        spend(cell, "prose", "绩效目标表的文字和指标", out)
        return
    out.amounts += 1
    out.nonzero = out.nonzero or amount.value != 0
    item = f"form{frame.statement}:{bare}#{cell.row}.{cell.column}"
    out.facts.append(
        Fact(frame.fixed.at(project=project, item=item), amount, cell.place, frame.statement, cell.row, cell.column)
    )
    spend(cell, "fact", "", out)
