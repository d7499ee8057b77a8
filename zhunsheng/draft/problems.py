"""Wording of what can be wrong with a document to draft from (E05x). Facts in, one diagnostic out."""

from __future__ import annotations

from dsl.diagnostics import Diagnostic, finding


def unknown_kind(name: str, kind: str) -> Diagnostic:
    """A file of a kind that nobody here reads."""
    old = kind in (".doc", ".wps", ".rtf")
    return finding(
        "E050-unknown-document",
        f"“{name}”不是能读的文件类型",
        hint="用 Word 或 WPS 另存为 DOCX 再试" if old else "能读 TXT、MD、DOCX、HTML、PDF；别的先另存为其中一种",
    )


def missing_library(name: str, library: str) -> Diagnostic:
    """The library that reads this kind of file is not installed."""
    return finding(
        "E051-missing-library",
        f"读“{name}”要用程序库 {library}，还没有安装",
        hint="运行 pip install python-docx lxml pdfplumber；或者另存为纯文本（TXT）再试",
    )


def broken(name: str, why: str) -> Diagnostic:
    """The file is not what its name says, or it is damaged."""
    return finding(
        "E052-broken-document",
        f"“{name}”读不出来，可能已经损坏：{why}",
        hint="用原来的软件打开、另存一份再试；加了密码的先去掉密码",
    )


def unpacks_too_large(name: str, size: str) -> Diagnostic:
    """The file unpacks to more than any document has."""
    return finding(
        "E053-document-too-large",
        f"“{name}”{size}，超出一份文件应有的大小，不予读取",
        hint="核对是否选错了文件；只留评分办法那一部分再试",
    )


def nothing_to_read(name: str, kind: str) -> Diagnostic:
    """A document without any text, a scan most often."""
    scan = "；扫描件先做文字识别" if kind == ".pdf" else ""
    return finding("E054-nothing-to-read", f"“{name}”里没有文字", hint=f"核对是否选错了文件{scan}")
