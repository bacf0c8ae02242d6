"""Mutants of web pages: spans by the million, tags in tags, scripts, and links outside."""

import random
import re

from fuzz.mutate import MOST, TEXT, Bait, changed, odd

_TAG = re.compile(rb"<(/?)([a-zA-Z]\w*)([^<>]*)>")
_TOKENS = (
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td rowspan=0>",
    "<td colspan=999999999>",
    "<td rowspan=999999999 colspan=99999>",
    "</div>",
    "<td colspan=-1>",
    "<div style='position:absolute;left:3px;top:1e9px'>",
    "<br>",
    "&#x0;",
    "&#x10FFFF;",
    "&#xD800;",
    "&nbsp;",
    "<pre>\n a  1.00  2.00\n</pre>",
    "<select>",
    "<svg><text x=1>1</text>",
    "<![CDATA[",
    "<template>",
    "<caption>",
    "<thead>",
    "<!--",
    "<plaintext>",
    "<textarea>",
    "<frameset>",
    "<noscript>",
    "<math><mtext>",
    "<col span=99999999>",
    '<div style="position:absolute;width:0px;height:1e9px;border:1px solid red">',
    '<p style="font-size:1e30px">',
    "<script>location='@'</script>",
    "<img src='@'>",
    "<iframe src='@'></iframe>",
    "<object data='@'></object>",
    "<link rel=stylesheet href='@'>",
    "<base href='@'>",
    "<meta http-equiv=refresh content='0;url=@'>",
    "<a href='@'>附件1.pdf</a>",
    "<a href='javascript:x'>预算.xls</a>",
    "<embed src='@'>",
    "<style>@import url(@); td{display:none}</style>",
    "<meta charset=utf-16>",
    "<meta charset=utf-7>",
    "<meta charset=nonsense>",
    "<?php x ?>",
    "<form action='@'>",
    "<style>.a{position:absolute;left:1e308px}</style>",
    "<td width=1e99 height=-1>",
)


def mutant(data: bytes, rng: random.Random, bait: Bait) -> bytes:
    """A mutant of a web page."""
    for _ in range(rng.choice([1, 2, 4, 10])):
        how = rng.randrange(6)
        spots = [m.span() for m in _TAG.finditer(data)] or [(0, 0)]
        start, end = rng.choice(spots)
        if how <= 1:
            token = rng.choice(_TOKENS).replace("@", rng.choice(bait.targets())).encode("utf-8", "replace")
            data = data[:end] + token * rng.choice([1, 1, 1, 40, 1000]) + data[end:]
        elif how == 2:
            tag = data[start:end]
            data = data[:start] + tag * rng.choice([2, 30, 600, 20_000 if len(tag) < 40 else 100]) + data[end:]
        elif how == 3:
            data = data[:start] + data[end:]
        elif how == 4:
            data = data[:end] + odd(rng).encode("utf-8", "replace") + data[end:]
        else:
            data = changed(data, rng, TEXT, 1)
        data = data[:MOST]
    return data
