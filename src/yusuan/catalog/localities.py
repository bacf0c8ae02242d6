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


def locality_of(text: str) -> Locality | None:
    """The place that ``text`` (a body's name, a title) names first; the most precise of names that follow each other.

    广东省广州市… is Guangzhou, 上海市普陀区… is Putuo; a body of the centre is ``central``; None where none is named.
    """
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
