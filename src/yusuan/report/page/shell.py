"""The HTML around the data: template, style and script of our own, and a policy under which nothing else can run.

Every text out of a document is escaped here or set as text by the script; the policy names the style and the script by
their hashes, so that even a text that slipped through could not run, load or send anything.
"""

import base64
import hashlib
import json
import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from yusuan.model.text import Language
from yusuan.report.page.views import View, Views
from yusuan.report.page.words import WORDS

_STYLES = ("base.css", "list.css", "pages.css", "panel.css", "print.css")
_SCRIPTS = (
    "core.js", "equation.js", "marks.js", "pages.js", "figure.js", "accept.js", "findings.js", "other.js", "export.js",
    "keys.js", "main.js",
)  # fmt: skip
#: A page so much higher than wide must be printed narrower than the paper to fit on it.
_TALL = 1.25
_SLOT = re.compile(r"\{\{(\w+)\}\}")
#: Characters that turn the direction of what follows: they are kept out of the page's title.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


def page(data: dict[str, Any], shown: Views, language: Language) -> str:
    """The whole page."""
    style, script = _asset(*_STYLES), f'(function () {{\n"use strict";\n{_asset(*_SCRIPTS)}}})();\n'
    slots = {f"t_{key}": escape(text.say(language)) for key, text in WORDS.items()}
    slots |= {
        "lang": "zh-CN" if language == "zh" else "en",
        "policy": policy(style, script),
        "title": escape(str(data["title"]).translate(_TURNING)),
        "views": "\n".join(_view(n, v, _name(v, data, language)) for n, v in enumerate(shown.views)),
        "data": as_script(data),
        "style": style,
        "script": script,
    }
    return _SLOT.sub(lambda m: slots[m[1]], _asset("page.html"))


def policy(style: str, script: str) -> str:
    """A content security policy that lets this style and this script run, shows pictures in the file, and no more."""
    rules = {
        "default-src": "'none'",
        "img-src": "data:",
        "style-src": _hash(style),
        "script-src": _hash(script),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def as_script(data: dict[str, Any]) -> str:
    """``data`` as JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def _asset(*names: str) -> str:
    folder = files("yusuan.report.page").joinpath("assets")
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def _name(view: View, data: dict[str, Any], language: Language) -> str:
    """What stands under a page: its number, and its file where there are several."""
    several = len({v["source"] for v in data["views"]}) > 1
    number = WORDS["page"].say(language).replace("{n}", str(view.sheet.number)) if view.sheet else ""
    return " · ".join(p for p in (number, data["sources"][view.source] if several else "") if p)


def _view(number: int, view: View, name: str) -> str:
    """One page as a picture, or a source as text; the marks are laid over it by the script."""
    sheet, said = view.sheet, escape(name)
    if sheet is None:
        head = f'<p class="folio">{said}</p>' if said else ""
        return f'<section class="view flow" id="v{number}" data-v="{number}">{head}\n{view.html}\n</section>'
    wide, high = sheet.pixels
    picture = f'<img src="{sheet.uri}" width="{wide}" height="{high}" alt="{said}" decoding="async">' if wide else ""
    tall = " tall" if sheet.height > _TALL * sheet.width else ""
    return (
        f'<section class="view sheet{tall}" id="v{number}" data-v="{number}" aria-label="{said}">'
        f'<div class="paper">{picture}<div class="marks"></div></div><p class="folio">{said}</p></section>'
    )
