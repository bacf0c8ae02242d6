from importlib.resources import files

import pytest

from yusuan.catalog.localities import localities, locality_of


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("广州市数字政府运营中心", "guangdong/guangzhou"),
        ("广东省财政厅", "guangdong"),
        ("广东省广州市天河区教育局", "guangdong/guangzhou"),
        ("上海市财政局", "shanghai"),
        ("上海市普陀区人民政府办公室", "shanghai-putuo"),
        ("中国共产党北京市委员会宣传部", "beijing"),
        ("中共杭州市委宣传部", "zhejiang/hangzhou"),
        ("北京城市副中心工程建设管理办公室", "beijing"),
        ("长沙职业教育基地综合协调办公室", "hunan/changsha"),
        ("国家信访局", "central"),
        ("教育部", "central"),
        ("吉林省财政厅", "jilin"),
        ("吉林市财政局", "jilin/jilin"),
        ("凉山州民政局", "sichuan/liangshan"),
        ("新疆维吾尔自治区伊犁州林业和草原局", "xinjiang/yili"),
        ("西藏技师学院", "xizang"),
        ("内蒙古自治区审计厅", "neimenggu"),
        ("天津市南开区体育局", "tianjin-nankai"),
        ("重庆市丰都县林业局", "chongqing-fengdu"),
    ],
)
def test_names(name, place):
    found = locality_of(name)
    assert found is not None
    assert found.id == place


@pytest.mark.parametrize("name", ["", "某某局", "财政局", "西南大学"])
def test_no_place(name):
    assert locality_of(name) is None


def test_ids_and_names_are_unique():
    rows = localities()
    assert len({name for name, _, _ in rows}) == len(rows)
    assert len({place for _, place, _ in rows}) == len(rows)


@pytest.mark.parametrize(
    ("name", "place", "province"),
    [
        ("丰县财政局", "jiangsu/xuzhou", "jiangsu"),
        ("2024年度连南瑶族自治县教育局", "guangdong/qingyuan", "guangdong"),
        ("中共昆山市委办公室", "jiangsu/suzhou", "jiangsu"),
        ("闵行区绿化和市容管理局", "shanghai-minhang", "shanghai"),
        ("仙桃市水利局", "hubei/xiantao", "hubei"),
        ("扎赉特旗林业局", "neimenggu/xingan", "neimenggu"),
        ("江苏省丰县财政局", "jiangsu/xuzhou", "jiangsu"),
        ("云南省丰县驻昆明办事处", "yunnan", "yunnan"),
    ],
)
def test_counties(name, place, province):
    found = locality_of(name)
    assert found is not None
    assert (found.id, found.province) == (place, province)


@pytest.mark.parametrize(
    "name", ["鼓楼区财政局", "城区管理委员会", "新县级财政体制", "加强和县级的联系", "某县财政局", "开发区管委会"]
)
def test_counties_of_which_there_are_several_and_words_that_look_like_one(name):
    assert locality_of(name) is None


def test_each_county_is_listed_once_under_a_known_place():
    text = files("yusuan.catalog").joinpath("data/counties.txt").read_text(encoding="utf-8")
    lines = [line.partition(":") for line in text.splitlines() if not line.startswith("#")]
    names = [n for _, _, found in lines for n in found.split()]
    assert len(names) == len(set(names)) > 2_700
    assert {place for place, _, _ in lines} <= {i for _, i, _ in localities()}
    assert all(n[-1] in "县区市旗" and len(n) > 1 for n in names)
