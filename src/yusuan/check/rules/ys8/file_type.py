"""YS8-002: a file's extension tells what is in it."""

from pathlib import PurePath

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.model.finding import Severity
from yusuan.model.place import Place
from yusuan.model.text import Text

#: Extensions by the programs that open them; within one of these sets any content opens.
_OPENED = (
    frozenset({"pdf"}),
    frozenset({"doc", "docx", "wps", "rtf", "odt"}),
    frozenset({"xls", "xlsx", "xlsb", "et", "ods"}),
    frozenset({"ofd"}),
    frozenset({"html", "htm", "shtml", "jsp", "jspx", "php", "asp", "aspx"}),
    frozenset({"txt", "text", "md", "csv", "tsv"}),
    frozenset({"jpg", "jpeg", "png", "tif", "tiff"}),
)
_CALLED = {
    "pdf": "PDF", "doc": "Word 文档", "docx": "Word 文档", "rtf": "RTF 文档", "odt": "OpenDocument 文档",
    "xls": "Excel 工作簿", "xlsx": "Excel 工作簿", "xlsb": "Excel 工作簿", "ods": "OpenDocument 表格", "ofd": "OFD",
    "html": "网页", "text": "纯文本", "jpeg": "图片", "png": "图片", "tiff": "图片",
}  # fmt: skip


@rule(
    code="YS8-002",
    name=Text("扩展名与文件格式", "extension and format"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text(
        "扩展名与实际格式不一致的文件，多数人打不开；常见的是下载到的网页被存成 PDF。",
        "Most people cannot open a file whose extension is wrong; often it is a web page saved as PDF.",
    ),
    basis=Text(
        "预算法第十四条（公开义务）；财政部年度公开检查把不易懂、打不开列为问题（据转述）。",
        "Budget Law art. 14 (the duty to publish); the Ministry's yearly inspections fault what cannot be read (known "
        "at second hand).",
    ),
    wrong=Text("“某局2024年部门预算.pdf”实际是网页。", "“… budget.pdf” is a web page."),
    right=Text("PDF 文件的扩展名是 .pdf。", "A PDF ends in .pdf."),
)
def check_file_type(context: Context) -> Checked:
    """Compare each file's extension with what its bytes are.

    Formats that one program opens (doc and docx, xls and et) are not told apart, unknown extensions are left alone. A
    page that holds no disclosure is not read at all and said so there.
    """
    findings = []
    looked_at = 0
    for source in context.disclosure.sources:
        file = PurePath(source.name.rpartition("!")[2]).name
        named = file.rpartition(".")[2].lower() if "." in file else ""
        opened = next((group for group in _OPENED if named in group), None)
        own = next((group for group in _OPENED if source.kind in group or _file_ending(source.kind) in group), None)
        if opened is None or own is None:
            continue
        looked_at += 1
        if own is not opened:
            called = _CALLED.get(source.kind, source.kind)
            findings.append(
                check_file_type.finding(
                    Text(
                        f"文件名“{file}”的扩展名是 .{named}，内容是{called}。",
                        f"“{file}” ends in .{named}; its content is {source.kind}.",
                    ),
                    Place(source),
                    f"扩展名 {named}",
                    printed=f".{named}",
                    expected=called,
                )
            )
    if not looked_at:
        raise NotApplicable(Text("文件名没有已知的扩展名", "no file has a known extension"))
    return Checked(looked_at, tuple(findings))


def _file_ending(kind: str) -> str:
    """The extension of a sniffed ``kind`` where that is not called so itself."""
    return {"text": "txt"}.get(kind, kind)
