"""From the name of a body to the id of its locality: the longest name of a place that is found in it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: Bodies of the central government are named without a place.
_CENTRAL = re.compile(
    r"^(?:中华人民共和国|国家|国务院|中共中央|中央|全国|最高人民|教育部直属)|^(?:外交|国防|教育|科学技术|工业和信息化|公安|民政|司法|财政|"
    r"人力资源和社会保障|自然资源|生态环境|住房和城乡建设|交通运输|水利|农业农村|商务|文化和旅游|应急管理)部$"
)


#: The peoples that the full name of an autonomous prefecture names: 凉山彝族自治州 is called 凉山州.
_PEOPLES = re.compile(
    r"(?:(?:朝鲜|土家|苗|藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|回|蒙古|柯尔克孜|哈萨克)族?)+自治州$"
)
#: What may stand before the name of a county with which a text begins, and how such a name looks.
_LEAD = re.compile(r"(?:(?:19|20)\d\d\s{0,2}年度?)?(?:中共|中国共产党|共青团)?")
_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,14}?[县区市旗]")
_REGION = re.compile(r"(?:壮族|回族|维吾尔)?自治区$")


@dataclass(frozen=True, slots=True)
class Locality:
    """A place with its own finance bureau: ``id`` as in localities.toml, ``name`` as printed, its province's id."""

    id: str
    name: str
    province: str


@cache
def localities() -> tuple[tuple[str, str, str], ...]:
    """(name, id, province id) of every place, the longest names first. Loaded once."""
    data = tomllib.loads(files("yusuan.catalog").joinpath("data/localities.toml").read_text(encoding="utf-8"))
    found = [(name, key, key) for part in ("municipality", "province") for key, name in data[part].items()]
    found += [
        (name, f"{province}/{key}", province)
        for province, cities in data["city"].items()
        for key, name in cities.items()
    ]
    for municipality, districts in data["district"].items():
        above = data["municipality"][municipality]
        found += [(above + name, f"{municipality}-{key}", municipality) for key, name in districts.items()]
    return tuple(sorted(found, key=lambda row: (-len(row[0]), row[0])))


@cache
def _short() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Names without 市 or 省, which count only at the beginning of a name: 北京城市副中心…, 长沙职业教育基地…."""
    known: dict[str, tuple[str, str]] = {}
    for name, place, province in localities():
        if place.count("-") == 0 and name[-1] in "市省" and 3 <= len(name) <= 5:
            # Of a province and a city of one name (吉林) the province is meant.
            known[name[:-1]] = known.get(name[:-1], (place, province)) if "/" in place else (place, province)
        elif _REGION.search(name):
            known[_REGION.sub("", name)] = (place, province)
    names = sorted(known, key=len, reverse=True)
    return re.compile(r"^(?:中共|中国共产党|共青团)?(" + "|".join(map(re.escape, names)) + ")"), known


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    rows = [*localities(), *((_PEOPLES.sub("州", n), i, p) for n, i, p in localities() if _PEOPLES.search(n))]
    return re.compile("|".join(re.escape(name) for name, _, _ in rows)), {n: (i, p) for n, i, p in rows}


@cache
def _counties() -> tuple[tuple[int, ...], dict[str, str]]:
    """The lengths of the names of counties, the longest first, and the id of each. Loaded once, in a few ms."""
    text = files("yusuan.catalog").joinpath("data/counties.txt").read_text(encoding="utf-8")
    lines = (line.partition(":") for line in text.splitlines() if line and line[0] != "#")
    found = {name: place for place, _, names in lines for name in names.split()}
    return tuple(sorted({len(name) for name in found}, reverse=True)), found


def _county(text: str, start: int) -> Locality | None:
    """The place that a county is under whose name stands at ``start``: one such as 和县 says nothing in the middle."""
    # Most texts that are asked begin with no county, and its name ends in one of four characters.
    if not _COUNTY.match(text, start):
        return None
    lengths, known = _counties()
    for length in lengths:
        name = text[start : start + length]
        if name in known and text[start + length : start + length + 1] != "级":
            place = known[name]
            return Locality(place, name, place.partition("/")[0].partition("-")[0])
    return None


def locality_of(text: str) -> Locality | None:
    """The place that ``text`` (a body's name, a title) names first; the most precise of names that follow each other.

    广东省广州市… is Guangzhou, 上海市普陀区… is Putuo, and 丰县…, which there is once, Xuzhou; a body of the centre is
    ``central``; None where none is named.
    """
    lead = _LEAD.match(text)
    county = _county(text, lead.end() if lead is not None else 0)
    if county is not None:
        return county
    pattern, known = _pattern()
    first = pattern.search(text)
    if first is None:
        return _without_suffix(text)
    name = first.group()
    place, province = known[name]
    after = pattern.match(text, first.end())
    if after is not None and known[after.group()][1] == province and place == province:
        name = after.group()
        place = known[name][0]
    elif after is None and place == province and (county := _county(text, first.end())) is not None:
        return county if county.province == province else Locality(place, name, province)
    return Locality(place, name, province)


def _without_suffix(text: str) -> Locality | None:
    if _CENTRAL.match(text):
        return Locality("central", "中央", "central")
    pattern, known = _short()
    m = pattern.match(text)
    if m is None:
        return None
    place, province = known[m.group(1)]
    return Locality(place, m.group(1), province)
