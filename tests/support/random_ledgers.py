"""Random ledgers of every layout that can be composed: what a unit could enter, odd but legal.

One generator for the seeded runs and for hypothesis: it takes anything that chooses as ``random.Random`` does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Literal

from support.compose_samples import COUNTS
from yusuan.catalog.codes import code_list, funds_of, names_of
from yusuan.catalog.designs import LayoutDesign, design_of, designed_layouts
from yusuan.compose.cube import Cube, leaves_of
from yusuan.model.coordinate import Coordinate
from yusuan.model.ledger import Count, Entry, Indicator, Ledger, LedgerProject, Origin, Purchase, Reason, Words

_HERE = Origin("随机", "A1")
GRANTS = ("general", "govfund", "capital")
OWN = ("special_education", "special_other", "business", "operating", "superior", "affiliated", "other")
_BODIES = (
    "{place}教育局", "{place}水务局", "{place}数据管理局（大数据中心）", "{place}第{n}中学", "{place}人民医院",
    "{place}文化广电旅游体育局", "{place}经济技术开发区管理委员会", "{place}公路管理站", "{place}市场监督管理局",
    "{place}12345政务服务中心", "{place}人民代表大会常务委员会办公室", "{place}疾病预防控制中心",
    "{place}（{place}第{n}医院）妇幼保健计划生育服务中心", "{place}110联动指挥中心", "{place}机关事务管理局（本级）",
    "{place}新型冠状病毒感染肺炎疫情防控物资保障协调服务中心", "{place}第二十{n}中学",
    "中共{place}委员会机构编制委员会办公室", "{place}三八妇乐幼儿园", "{place}科学技术局(外国专家局)",
)  # fmt: skip
_PLACES = {
    "guangdong-budget": ("广州市", "佛山市南海区", "惠州市", "连南瑶族自治县"),
    "shanghai-budget": ("上海市", "上海市普陀区", "上海市浦东新区"),
    "jiangsu-budget": ("苏州市", "江苏省", "昆山市", "南京市江宁区"),
    "central-budget": ("国家", "中国"),
    "final-accounts": ("成都市", "某某县", "杭州市西湖区", "哈尔滨市"),
    "shanghai-final-accounts": ("上海市", "上海市普陀区", "上海市浦东新区"),
    "china-budget": ("武汉市", "昆明市", "郑州市金水区", "青海省"),
    "chongqing-budget": ("重庆市", "重庆市渝中区", "重庆市涪陵区"),
    "fujian-budget": ("福州市", "厦门市", "福州市仓山区", "泉州市"),
    "hunan-budget": ("长沙市", "湖南省", "长沙市岳麓区"),
    "shandong-budget": ("烟台市", "烟台市福山区"),
    "zhejiang-budget": ("杭州市", "杭州市西湖区"),
}
_CENTRAL = ("国家粮食和物资储备局", "中国地震局", "国家文物局", "国家知识产权局", "国家疾病预防控制局")
_PROJECTS = (
    "{thing}{what}", "{year}年{thing}{what}", "{year}-{next}年{thing}{what}", "{thing}（{ordinal}期）{what}",
    "{thing}[第{n}包]{what}", "“{thing}”{what}", "{latin}{thing}{what}", "{thing}{what}（含{latin}接口）",
    "{thing}、{thing2}{what}", "{thing}{what}-{latin}{n}", "{n}0万吨{thing}{what}", "{thing}：{thing2}{what}",
    "“十四五”{thing}{what}", "{thing}/{thing2}{what}", "{thing}{what}（{year}年）", "{n}.{n}{thing}{what}",
    "“{n}+{n}”{thing}{what}", "{thing}{what}（{n}0%配套）", "{thing}{what}《{latin}》", "{n}号楼{thing}{what}",
    "{thing}{what}(二次)", "第{n}批{thing}{what}", "{thing}·{thing2}{what}",
)  # fmt: skip
_THINGS = (
    "信息系统", "办公用房", "道路照明", "老旧小区", "图书馆藏书", "防汛物资", "人才引进", "农村饮水", "城市绿化",
    "突发事件应急", "校舍", "电子档案", "公共卫生", "食品抽检", "博物馆展陈", "河道", "机房", "志愿服务",
)  # fmt: skip
_WHAT = ("运维", "建设项目", "修缮经费", "补助资金", "专项", "购置经费", "工作经费", "改造工程", "保障经费", "")
_LATIN = ("5G", "AI", "OA", "CT", "LED", "IPv6", "GIS", "PM2.5监测")
_TARGETS = (
    "按期完成{thing}相关工作，验收合格。", "{thing}完好率达到95%以上，群众满意度不低于90%。",
    "全年开展活动{n}次，服务{n}00人次；{thing}保持正常运行。", "完成{thing}{n}处，合格率100%。",
    "保障{thing}工作顺利开展，资金按进度支付，{year}年12月底前完成。",
    "{thing}服务覆盖{n}个街道、1,{n}00户，24小时响应。",
)  # fmt: skip
#: Reasons that fit a rise as well as a fall.
_REASONS = (
    "工作任务变化",
    "按实际需要安排，人员有变动",
    "{thing}工作的安排与上年不同",
    "项目的进度与上年不一样",
    "在职人员变动{n}人",
    "{latin}系统的合同分{n}期支付",
)
_TEXTS = {
    "duties": (
        "贯彻执行国家有关方针政策，拟订本地区的规划并组织实施。\n承办上级交办的其他事项。",
        "负责本行业的管理和服务。",
        "管理辖区内1{n}个社区、3.{n}万户居民，面积1,{n}00.5平方公里；实行24小时值班。",
    ),
    "organisation": ("内设办公室、财务科等{n}个科室，编制{n}名。", "设综合科、业务一科、业务二科。"),
    "composition": ("本部门预算为本级预算。", "纳入编制范围的单位共{n}家。"),
    "assets": ("截至上年末，共有车辆{n}辆；单价100万元以上的设备{n}台（套）。", "没有单价100万元以上的设备。"),
    "performance": ("{n}个项目编报了绩效目标。", "所有项目支出都设置了绩效目标。"),
    "whole_target": ("完成全年{thing}任务，群众满意度不低于90%。", "保障机构运转，做好{thing}和{thing2}。"),
    "tasks": ("一是抓好{thing}；二是做好{thing2}。", "完成年度重点工作{n}项。"),
}
_BOUGHT = ("goods", "works", "services")
_GOODS = ("复印纸", "台式计算机", "物业管理服务", "其他信息技术服务", "房屋修缮", "印刷服务")
_GOVERNMENT = {
    "301": ("50501", "50199"), "302": ("50502", "50201"), "303": ("50901", "50999"),
    "310": ("50306", "50601"), "312": ("50701", "50799"), "399": ("59999", "59999"),
}  # fmt: skip
_PERSONNEL, _PUBLIC, _PROJECT = ("301", "303"), ("302",), ("302", "303", "310", "312", "399")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a ledger may be: ``rows`` of expenditure at most, ``projects`` at most."""

    rows: int
    projects: int


SMALL = Size(60, 12)
MIDDLE = Size(400, 25)
LARGE = Size(3_000, 40)


def random_ledger(rng: Random, layout: str = "", size: Size = SMALL) -> Ledger:
    """A ledger that can be composed and breaks no rule; ``layout`` drawn where it is not given."""
    return _Maker(rng, layout or rng.choice(designed_layouts()), size).ledger()


class _Maker:
    def __init__(self, rng: Random, layout: str, size: Size) -> None:
        found = design_of(layout)
        assert found is not None
        self.design: LayoutDesign = found
        self.rng, self.layout, self.size = rng, layout, size
        self.year = rng.randint(2022, 2027)
        self.final = self.design.phase == "final"
        self.department = rng.random() < 0.6
        self.body = self._body()
        self.units = self._units() if self.department else ()
        self.projects = self._projects(rng.choice((0, 1, 3, rng.randint(0, size.projects))))

    def ledger(self) -> Ledger:
        entries = self._entries()
        reasons = [Reason(p.id, self._text(self.rng.choice(_REASONS)), _HERE) for p in self.design.points]
        codes = dict.fromkeys(e.coordinate.function for e in entries if e.coordinate.function)
        reasons += [Reason(f"function={c}", self._text(self.rng.choice(_REASONS)), _HERE) for c in codes]
        used = {e.coordinate.project for e in entries}
        return Ledger(
            self.body, self.year, "final_accounts" if self.final else "budget",
            "department" if self.department else "unit", self.layout, self.units, entries, self._last_year(entries),
            tuple(p for p in self.projects if p.name in used or self.rng.random() < 0.2), tuple(reasons),
            tuple(Words(n, self._words(n, t), self.rng.random() < 0.8, _HERE) for n, t in _TEXTS.items()),
            self._counts(), self._rounding(), self._purchases(entries),
        )  # fmt: skip

    def _counts(self) -> tuple[Count, ...]:
        names = (("车辆", "辆"), *((n, u) for n, _, u in COUNTS))
        return tuple(Count(n, self.rng.randint(0, 30), u, _HERE) for n, u in names)

    def _purchases(self, entries: Sequence[Entry]) -> tuple[Purchase, ...]:
        """Items of procurement that come to what is entered for their kind, or none."""
        rng = self.rng
        if rng.random() < 0.4:
            return ()
        found = []
        for e in entries:
            topic, left = e.coordinate.topic, e.fen
            while topic in _BOUGHT and e.coordinate.phase in ("", "budget") and left:
                fen = left if rng.random() < 0.5 else rng.randint(1, left)
                left -= fen
                economy = rng.choice(("30201", "31002", "30227", "30213", ""))
                way = rng.choice(("集中采购", "分散采购", ""))
                project = rng.choice([p.name for p in self.projects] or [""])
                found.append(Purchase(topic, project, economy, rng.choice(_GOODS), way, "general", fen, _HERE))
        return tuple(found)

    def _rounding(self) -> Literal["each", "controlled"]:
        return "controlled" if self.rng.random() < 0.5 else "each"

    def _body(self) -> str:
        if self.layout.startswith("central-"):
            return self.rng.choice(_CENTRAL)
        place = self.rng.choice(_PLACES.get(self.layout, _PLACES["final-accounts"]))
        return self.rng.choice(_BODIES).format(place=place, n=self.rng.choice("一二三四五"))

    def _units(self) -> tuple[str, ...]:
        """The units of a department: none, or some, each with its own name."""
        names = [f"{self.body}第{n}服务站" for n in "一二三四五"] + [
            f"{self.body}（本级）",
            f"{self.body}12345热线中心",
        ]
        return tuple(self.rng.sample(names, self.rng.choice((0, 0, 1, 3, len(names)))))

    def _words(self, name: str, patterns: Sequence[str]) -> str:
        text = self._text(self.rng.choice(patterns))
        if self.units and name in ("organisation", "composition"):
            listed = "；\n".join(f"{n}.{u}" for n, u in enumerate(self.units, 1))
            text += f"\n本部门所属单位共{len(self.units)}家：\n{listed}。"
        return text

    def _text(self, pattern: str) -> str:
        rng = self.rng
        first, second = rng.choice(_THINGS), rng.choice(_THINGS)
        return pattern.format(
            thing=first, thing2=second, n=rng.randint(1, 9), year=self.year, next=self.year + 1, what=rng.choice(_WHAT),
            latin=rng.choice(_LATIN), ordinal=rng.choice("一二三"),
        )  # fmt: skip

    def _projects(self, count: int) -> list[LedgerProject]:
        made: dict[str, LedgerProject] = {}
        for _ in range(count):
            name = self._text(self.rng.choice(_PROJECTS))
            target = self._text(self.rng.choice(_TARGETS))
            marks = (Indicator("产出指标", "数量指标", "完成数", "≥", "5", "个", 10_000, _HERE),)
            made.setdefault(name, LedgerProject(name, "", self.year, self.year + 1, None, target, target, marks, _HERE))
        return list(made.values())

    def _entries(self) -> tuple[Entry, ...]:
        spent = self._expenditure()
        out = list(spent)
        sums: dict[tuple[str, str], int] = {}
        for e in spent:
            key = (e.coordinate.fund, e.coordinate.function)
            sums[key] = sums.get(key, 0) + e.fen
        carries = self.rng.choice((0.0, 0.0, 0.5))
        for (fund, function), fen in sums.items():
            out += self._sources(fund, function, fen, carries)
        out += self._topics(spent)
        if self.final:
            out += list(self._planned(out))
        return tuple(out)

    def _taken_back(self, spent: list[Entry]) -> list[Entry]:
        """Final accounts may take back what was spent: some amounts below zero."""
        if not self.final or self.rng.random() < 0.8:
            return spent
        sums: dict[str, int] = {}
        for e in spent:
            sums[e.coordinate.fund] = sums.get(e.coordinate.fund, 0) + e.fen
        out = list(spent)
        for i in self.rng.sample(range(len(spent)), min(len(spent), self.rng.randint(1, 3))):
            e = spent[i]
            rest = sums[e.coordinate.fund] - e.fen
            if rest > 0:
                # The whole of a fund stays above zero.
                out[i] = replace(e, fen=-self.rng.randint(1, min(rest, 5_000_000)))
                sums[e.coordinate.fund] = rest + out[i].fen
        return out

    def _sources(self, fund: str, function: str, fen: int, carries: float) -> Iterator[Entry]:
        """Where the expenditure of a subject comes from: the year's income, what was left over, and what stays."""
        rng = self.rng
        before = after = 0
        # What is carried in tells 收入 from 收入总计 where one table says it: it has to be seen.
        told = fen >= 3_000_000 and (self.layout != "chongqing-budget" or fund in GRANTS)
        if told and rng.random() < carries:
            # The general budget has some income of the year.
            all_of_it = fen if fund in ("govfund", "capital") else fen // 2
            before = rng.choice((all_of_it, fen // 3, fen // 10_000 * 3_000))
        # Yantai lists what stays by subject, beside a summary of what is spent.
        if rng.random() < carries * 0.5 and self.layout != "shandong-budget":
            after = self._fen()
        income = fen + after - before
        yield from (
            self._entry(f, flow=flow, fund=fund, function=function)
            for flow, f in (("income", income), ("carry_in", before), ("carry_out", after))
            if f
        )

    def _expenditure(self) -> list[Entry]:
        rng = self.rng
        rows = rng.choice((1, 3, rng.randint(1, min(30, self.size.rows)), rng.randint(1, self.size.rows)))
        funds = ["general"] if rng.random() < 0.93 else []
        # A list without codes cannot tell 国有资本经营预算支出, the class, from the fund of that name.
        grants = GRANTS[1:2] if self.layout == "zhejiang-budget" else GRANTS[1:]
        funds += [f for f in grants if rng.random() < 0.25]
        funds += [f for f in self._own() if rng.random() < 0.15]
        funds = funds or [rng.choice(GRANTS[:2])]
        subjects = {
            f: rng.sample(
                c := _functions(f, coded=self.layout != "zhejiang-budget"),
                min(len(c), rng.randint(1, 1 + min(60, rows // 2))),
            )
            for f in funds
        }
        found: dict[Coordinate, int] = {}
        for i in range(rows):
            fund = funds[i] if i < len(funds) else rng.choice(funds)
            at = {"flow": "expenditure", "fund": fund, "function": rng.choice(subjects[fund]), **self._nature(fund)}
            # 上级补助 and the like are told from the year's income by a table that prints them.
            found.setdefault(Coordinate(**at), max(self._fen(), 10_000 if fund in OWN else 1))
        entries = [Entry(c, fen, _HERE) for c, fen in found.items()]
        if rng.random() < 0.15:
            # Entered, and nothing: it is printed where a blank is not.
            entries = [replace(e, fen=0) if rng.random() < 0.3 else e for e in entries]
        return self._taken_back(entries)

    def _own(self) -> tuple[str, ...]:
        """Funds that are no grant, as the layout has a place for them on both sides."""
        beside = ("superior", "affiliated") if self.layout == "shandong-budget" else ()
        mine = OWN if self.layout == "guangdong-budget" else tuple(f for f in OWN if not f.startswith("special"))
        return tuple(f for f in mine if f not in beside)

    def _nature(self, fund: str) -> dict[str, str]:
        rng = self.rng
        kinds = ["project"] if fund in ("govfund", "capital") and rng.random() < 0.9 else ["personnel", "public"]
        kinds += ["project"] * bool(self.projects)
        kind = rng.choice(kinds)
        if kind == "project" and not self.projects:
            kind = "public"
        under = {"personnel": _PERSONNEL, "public": _PUBLIC, "project": _PROJECT}[kind]
        economy = rng.choice(_economies(under))
        nodes = {"nature": kind, "economy": economy, "gov_economy": _GOVERNMENT[economy[:3]][self.department]}
        return nodes | ({"project": rng.choice(self.projects).name} if kind == "project" else {})

    def _fen(self) -> int:
        rng = self.rng
        return rng.choice((
            rng.randint(1, 99), rng.randint(100, 1_000_000), rng.randint(1, 500) * 1_000_000,
            rng.randint(1_000_000, 2_000_000_000), rng.randint(1, 90_000) * 10_000, 4_999, 5_000, 5_001, 1,
            rng.randint(1_000_000, 5_000_000_000_000) if rng.random() < 0.1 else 10_000,
        ))  # fmt: skip

    def _topics(self, spent: Sequence[Entry]) -> Iterator[Entry]:
        rng = self.rng
        running = sum(e.fen for e in spent if e.coordinate.fund == "general" and e.coordinate.nature == "public")
        yield self._entry(running if rng.random() < 0.5 else 0, topic="agency_running")
        whole = max(0, sum(e.fen for e in spent))
        for topic in ("goods", "works", "services"):
            yield self._entry(min(rng.choice((0, self._fen())), whole), topic=topic)

    def _planned(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """The year's budget of final accounts: less, more, the same, or nothing."""
        way = self.rng.choice((100, 80, 120, 0))
        for e in entries:
            share = self.rng.choice((way, way, 100, 95))
            yield replace(e, coordinate=e.coordinate.at(phase="budget"), fen=e.fen * share // 100 if e.fen >= 0 else 0)

    def _last_year(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Last year's figures at every point that the narrative may compare: a whole ledger, rolled up in 万元."""
        way = self.rng.choice((100, 0, 70, 130, 1_000))
        own = [e for e in entries if e.coordinate.phase in ("", self.design.phase)]
        before = []
        for e in own:
            share = self.rng.choice((way, way, 100, 50)) if way else 0
            point = e.coordinate.at(year=str(self.year - 1), phase=self.design.phase)
            if point.topic:
                point = point.at(flow="expenditure", fund="general" if point.topic == "agency_running" else "")
            before.append(Entry(point, max(0, e.fen) * share // 100, _HERE))
        cube = Cube(leaves_of(before, self.design.moves))
        root = Coordinate(year=str(self.year - 1), phase=self.design.phase)
        found = [root.at(**dict(p.at)) for p in self.design.points]
        functions = sorted({e.coordinate.function for e in own if e.coordinate.function})
        if self.rng.random() < 0.7:
            for fund in ("general", "grant"):
                found += [root.at(flow="expenditure", fund=fund, function=f) for f in functions]
        said = {p: _whole(cube.at(p) or 0) for p in found}
        # What comes in goes out: last year's totals are equal whatever became of the subjects.
        said |= {p: said[o] for p in found if p.flow == "in_total" and (o := p.at(flow="out_total")) in said}
        return tuple(Entry(p, fen, _HERE) for p, fen in said.items())

    def _entry(self, fen: int, **nodes: str) -> Entry:
        return Entry(Coordinate(**nodes), fen, _HERE)


def _whole(fen: int) -> int:
    """As it was published: to 0.01 万元."""
    return (2 * fen + 10_000) // 20_000 * 10_000


@cache
def _functions(fund: str, *, coded: bool = True) -> tuple[str, ...]:
    """The 项 of a fund; where a layout prints no codes, those that are not called as their 款 is."""
    wanted = fund if fund in GRANTS else "general"
    every = [
        c for c in code_list("function").by_code if len(c) == 7 and all(names_of("function", c[:n]) for n in (3, 5))
    ]
    if not coded:
        every = [c for c in every if not set(names_of("function", c)) & set(names_of("function", c[:5]))]
    sure = tuple(c for c in sorted(every) if funds_of(c) == frozenset({wanted}))
    return sure or tuple(c for c in sorted(every) if c.startswith("223"))


@cache
def _economies(under: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(c for c in code_list("economy").by_code if len(c) == 5 and c.startswith(under)))
