"""The ledger's form: which sheets it has, which columns each, and what may stand in them.

One form for the workbook, the folder of CSV files and the JSON file.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from yusuan.catalog.normal import plain
from yusuan.catalog.trees import label, trees
from yusuan.model.text import Text

Kind = Literal["text", "long", "code", "money", "number", "choice"]

FLOWS_IN = ("income", "carry_in", "use_surplus")
FLOWS_OUT = ("expenditure", "carry_out", "distribution")
FUNDS = (
    "general", "appropriation", "nontax", "general_carried",
    "govfund", "capital", "special", "special_education", "special_other", "business",
    "operating",
    "superior", "affiliated", "other", "other_grant", "donation", "surplus",
)  # fmt: skip
NATURES = ("personnel", "public", "basic", "project", "operating", "to_superior", "to_affiliated")
TOPICS = (
    "abroad", "vehicle_purchase", "vehicle_running", "reception", "meeting", "training", "agency_running", "goods",
    "works", "services", "small_firms", "small_and_micro", "assets",
)  # fmt: skip
PURCHASES = ("goods", "works", "services")
#: Texts that the layouts ask for, as they are called in the workbook; others keep the name that they are given.
WORDS = {
    "duties": "主要职责", "organisation": "机构设置", "composition": "预算构成", "tasks": "主要工作任务",
    "assets": "国有资产", "performance": "预算绩效情况", "whole_target": "整体绩效目标",
}  # fmt: skip
PHASES = ("budget", "adjusted", "final")
#: Of last year's figures: a budget may be compared with what was spent until it was drawn up (执行数).
LAST_PHASES = (*PHASES, "executed")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``head`` as printed, what kind of value, how wide in characters, a note for who fills it in.

    ``choices``: (id, words) of a drop-down list. ``owed``: may not be blank in a row that is used.
    """

    key: str
    head: str
    kind: Kind
    width: int
    note: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    owed: bool = False

    def id_of(self, words: str) -> str | None:
        """The id of what is chosen; None for words that are no choice. The id itself will do."""
        return next((i for i, w in self.choices if words in (i, w)), None)

    def words_of(self, node: str) -> str:
        """The words of the choice ``node``."""
        return next((w for i, w in self.choices if i == node), node)


@dataclass(frozen=True, slots=True)
class SheetForm:
    """A sheet: ``id`` names it in JSON and CSV, ``name`` in the workbook; ``about`` is its note for who fills it in.

    ``optional``: an older ledger without it is whole.
    """

    id: str
    name: str
    about: str
    columns: tuple[Column, ...]
    optional: bool = False

    def column(self, key: str) -> Column:
        """The column called ``key``. Raises StopIteration where there is none."""
        return next(c for c in self.columns if c.key == key)


def fact_key(words: str) -> str | None:
    """The key of a fact of the body by its words or by itself; None where there is none."""
    return next((key for key, name, *_ in FACTS if plain(words) in (key, plain(name.zh))), None)


def fact_words(key: str, value: str) -> tuple[str, str]:
    """A fact of the body as people read it: its name and its value."""
    for known, name, _, choices in FACTS:
        if known == key:
            return name.zh, next((w for i, w in choices if i == value), value)
    return key, value


def fact_value(key: str, words: str) -> str | None:
    """The value that ``words`` mean; None where they are none of its choices."""
    for known, _, _, choices in FACTS:
        if known == key and choices and words:
            return next((i for i, w in choices if words in (i, w)), None)
    return words


def _nodes(dimension: str, ids: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((i, label(dimension, i).zh) for i in ids)


def _all(dimension: str) -> tuple[tuple[str, str], ...]:
    """Every node of a tree: what was published last year may stand at any."""
    return _nodes(dimension, tuple(n for d, n in trees().labels if d == dimension))


def _money(head: str, key: str = "amount", note: str = "元，到分；没有就空着，不要填 0") -> Column:
    return Column(key, head, "money", 18, note)


#: Keys of the sheet 单位信息: what stands there, whether it is owed, and its choices.
FACTS: tuple[tuple[str, Text, bool, tuple[tuple[str, str], ...]], ...] = (
    ("body", Text("单位名称", "name of the body"), True, ()),
    ("year", Text("年度", "fiscal year"), True, ()),
    ("kind", Text("种类", "kind"), True, (("budget", "预算"), ("final_accounts", "决算"))),
    ("level", Text("级次", "level"), True, (("department", "部门"), ("unit", "单位"))),
    ("layout", Text("版式", "layout"), True, ()),
    ("units", Text("所属单位（一行一个）", "units, one a line"), False, ()),
    (
        "rounding",
        Text("合计的舍入", "rounding of totals"),
        False,
        (("each", "各自四舍五入"), ("controlled", "使各表相加相等")),
    ),
)


@cache
def forms(kind: Literal["budget", "final_accounts"] = "budget") -> tuple[SheetForm, ...]:
    """The sheets of a ledger of this kind, in order: final accounts have an amount for each phase."""
    amounts = (
        (_money("金额（元）"),)
        if kind == "budget"
        else tuple(_money(f"{label('phase', p).zh}（元）", p) for p in PHASES)
    )
    function = Column("function", "功能科目编码", "code", 14, "7 位“项”级编码，如 2010301", owed=True)
    named = Column("function_name", "功能科目名称", "text", 30, "不用填，选了编码自动显示")
    fund = Column("fund", "资金来源", "choice", 22, "从下拉列表中选", _nodes("fund", FUNDS), owed=True)
    # What a platform's export was taken from; nothing is made of it.
    source = Column("source", "来源", "long", 60, "导入时写明来自哪张表，不影响编制")
    return (
        SheetForm("body", "单位信息", "单位和文本的基本信息，一行一项。", (
            Column("key", "项目", "text", 24, owed=True), Column("value", "内容", "long", 80))),
        SheetForm("income", "收入", "一行一笔收入，只填明细，不填合计。", (
            Column("flow", "收支", "choice", 14, "", _nodes("flow", FLOWS_IN), owed=True),
            fund, function, named, *amounts, source)),
        SheetForm("expenditure", "支出", "一行一笔支出，只填明细，不填合计；项目支出写明项目。", (
            Column("flow", "收支", "choice", 14, "", _nodes("flow", FLOWS_OUT), owed=True), fund, function, named,
            Column("economy", "部门经济科目编码", "code", 16, "5 位“款”级编码，如 30101"),
            Column("economy_name", "部门经济科目名称", "text", 24, "不用填，选了编码自动显示"),
            Column("gov_economy", "政府经济科目编码", "code", 16, "5 位“款”级编码，如 50101"),
            Column("nature", "支出性质", "choice", 18, "", _nodes("nature", NATURES)),
            Column("project", "项目名称", "text", 40, "项目支出必填，与“项目”表一致"), *amounts, source)),
        SheetForm("projects", "项目", "每个项目一行。", (
            Column("name", "项目名称", "text", 44, owed=True), Column("code", "项目编号", "text", 26),
            Column("first_year", "起始年度", "number", 10), Column("last_year", "结束年度", "number", 10),
            _money("总金额（元）", "total"), Column("target", "总体目标", "long", 60, owed=True),
            Column("annual_target", "年度目标", "long", 60))),
        SheetForm("indicators", "绩效指标", "每个指标一行；权重之和为 100。", (
            Column("project", "项目名称", "text", 44, owed=True), Column("first", "一级指标", "text", 14, owed=True),
            Column("second", "二级指标", "text", 16, owed=True), Column("name", "三级指标", "text", 30, owed=True),
            Column("operator", "符号", "choice", 8, "", tuple((o, o) for o in ("≥", "≤", "＝", "＞", "＜", "定性"))),
            Column("value", "指标值", "text", 16, owed=True), Column("unit", "计量单位", "text", 10),
            Column("weight", "权重（分）", "number", 10))),
        SheetForm("topics", "三公采购等", "科目里看不出来的金额：“三公”、政府采购、机关运行经费等。", (
            Column("topic", "事项", "choice", 26, "", _nodes("topic", TOPICS), owed=True), *amounts,
            Column("fund", "资金来源", "choice", 22, "可不填，一般是一般公共预算", _nodes("fund", FUNDS)),
            Column("economy", "部门经济科目编码", "code", 16,
                   "一般不填。只有机关运行经费与“支出”表的公用经费不等、版式又要按经济科目列示时，按科目分行填"),
            source)),
        SheetForm("purchases", "政府采购", "按品目列示政府采购的才填，一行一项；填了就不用在“三公采购等”里填。", (
            Column("topic", "采购大类", "choice", 12, "", _nodes("topic", PURCHASES), owed=True),
            Column("project", "项目名称", "text", 40, "公用经费的采购可不填"),
            Column("function", "功能科目编码", "code", 14, "按功能科目列示政府采购的版式才填（如山东）"),
            Column("economy", "部门经济科目编码", "code", 16, "5 位“款”级编码，如 30227"),
            Column("item", "采购品目名称", "text", 30, "按政府采购品目分类目录，如 复印纸", owed=True),
            Column("way", "采购组织形式", "text", 16, "集中采购、部门集中采购、分散采购"),
            Column("fund", "资金来源", "choice", 22, "从下拉列表中选", _nodes("fund", FUNDS), owed=True),
            Column("amount", "金额（元）", "money", 18, "元，到分"),
            source), optional=True),
        SheetForm("counts", "数量", "车辆、人次、批次等数量，不是金额。", (
            Column("name", "事项", "text", 34, owed=True), Column("value", "数量", "number", 14, owed=True),
            Column("unit", "单位", "text", 10, owed=True))),
        SheetForm("last_year", "上年数", "上年公开的数，可由 yusuan ledger from 填入；合计、小计都可以有。", (
            Column("flow", "收支", "choice", 14, "", _all("flow")),
            Column("phase", "阶段", "choice", 12, "", _nodes("phase", LAST_PHASES), owed=True),
            Column("fund", "资金来源", "choice", 22, "", _all("fund")),
            Column("function", "功能科目编码", "code", 14), Column("economy", "部门经济科目编码", "code", 16),
            Column("gov_economy", "政府经济科目编码", "code", 16),
            Column("nature", "支出性质", "choice", 18, "", _all("nature")),
            Column("project", "项目名称", "text", 40), Column("topic", "事项", "choice", 26, "", _all("topic")),
            _money("金额（元）"))),
        SheetForm("reasons", "原因", "增减变化的原因，版式要求写的才写。", (
            Column("point", "事项", "text", 30, "如 三公、收入、支出，或功能科目编码", owed=True),
            Column("text", "原因", "long", 90, owed=True))),
        SheetForm("words", "文字", "写进文本的文字：主要职责、机构设置、资产说明等。", (
            Column("name", "名称", "text", 24, owed=True), Column("text", "文字", "long", 100, owed=True),
            Column("confirmed", "已确认", "choice", 10, "", (("yes", "是"), ("no", "否"))))),
    )  # fmt: skip
