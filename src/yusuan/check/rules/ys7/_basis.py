"""The legal basis that the rules of targets share."""

from yusuan.model.text import Text

TARGETS = Text(
    "财预〔2021〕101号：项目支出要有总体目标、年度目标和产出、成本、效益、满意度指标，指标要量化（据转引）；"
    "预算法第三十二条要求各部门按绩效目标管理的规定编制预算（据转引）。",
    "财预〔2021〕101号: projects have a total and an annual goal and indicators of output, cost, benefit and "
    "satisfaction, in figures (known at second hand); Budget Law, art. 32, on targets (known at second hand).",
)
