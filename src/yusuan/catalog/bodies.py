"""Names of bodies, and when two of them mean the same one."""

import re

from yusuan.catalog.normal import plain

#: A code in front of a name: 101001-上海市… · [507]湖州市…
_CODE = re.compile(r"^[\[(]?\d{3,9}[\])]?[-—_:]?")
#: What is added to a body's name without making it another body.
_ALIAS = re.compile(
    r"\((?:本级|本部|机关|汇总|部门|单位|部门汇总|局本级|委本级|本局|机关本级|本级机关|合并|含下属单位)\)|(?:局|委|办|厅|部|院|处|府)?本级$|本部$|机关$|汇总$"
)
_PARTY = re.compile(r"^(?:中国共产党|中共)")


def bare_body(name: str) -> str:
    """Strip ``name`` of spaces, its code, 本级 and the like, and of the party's long or short name in front."""
    text = _CODE.sub("", plain(name)).strip(":;,。")
    head = text
    for _ in range(2):
        text = _ALIAS.sub(lambda m: m.group()[:1] if m.group()[:1] in "局委办厅部院处府" else "", text)
    return _PARTY.sub("中共", text or head).replace("委员会", "委")


def same_body(one: str, other: str) -> bool:
    """Say whether both names are of one body, one of them perhaps without its province or city, or abbreviated.

    What an abbreviation leaves out may not be a place: 上海市规划局 is not short for 上海市普陀区规划局.
    """
    a, b = bare_body(one), bare_body(other)
    if not a or not b or a in b or b in a:
        return True
    return _abbreviates(a, b) or _abbreviates(b, a)


def _abbreviates(short: str, long: str) -> bool:
    if len(short) < 4 or 5 * len(short) < 2 * len(long):
        return False
    left_out, at = [], 0
    for letter in long:
        if at < len(short) and short[at] == letter:
            at += 1
        else:
            left_out.append(letter)
    return at == len(short) and not set(left_out) & set("省市区县")
