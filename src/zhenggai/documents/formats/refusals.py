"""The sentences that refuse a file: what is wrong, and what to do. `opening` puts the name of the file before them."""

from __future__ import annotations

from zhenggai.core.errors import UnknownFormat, UnreadableDocument, ZhenggaiError
from zhenggai.documents import limits

_WAN = 10_000  # 万

_SENTENCES = {
    "empty": "文件是空的，没有内容；请检查是否传输完整，重新取得文件。",
    "no_text": "文件里没有文字；请换一份有文字的文件。",
    "binary": "不是能读的公文格式；请提供 docx、xlsx、pdf、ofd、txt、md、html 或 zip 文件。",
    "image": "是图片，没有文字可读；请提供有文字的电子版（docx、xlsx 或带文字层的 pdf）。",
    "other_archive": "是不支持的压缩格式；请解压后直接提供其中的文件，或改用 zip 压缩。",
    "presentation": "是演示文稿，不是方案或清单；请提供 docx、xlsx 或 pdf 文件。",
    "spreadsheet_97": "是旧版 Excel 文件（xls）；请用 WPS 或 Excel 打开，另存为 xlsx 后再读。",
    "encrypted": "设有密码，无法打开；请去掉密码另存一份后再读。",
    "damaged": "文件已损坏或不完整；请重新取得文件，或用原软件打开后另存一份。",
    "scan": "是扫描件，没有文字层；请提供可以选中文字的电子版，或先做文字识别（OCR）。",
    "garbled": "文字层是乱码，无法读取；请提供 docx 原件。",
    "encoding": "文字编码无法识别；请用记事本打开，另存为 UTF-8 编码的文件。",
    "too_large": (
        f"文件过大（上限 {limits.MAX_FILE_BYTES // limits.MEGABYTE} MB，"
        f"文本、docx、xlsx、ofd 为 {limits.MAX_OFFICE_FILE_BYTES // limits.MEGABYTE} MB）；请拆分或压缩图片后再读。"
    ),
    "bomb": "解压后的内容大得反常，已拒绝打开；请用原软件打开后另存一份。",
    "too_many_entries": f"压缩包内的文件过多（上限 {limits.MAX_MEMBERS} 份），已拒绝打开；请拆分后再读。",
    "overlapping": "压缩包结构异常（内容相互重叠），已拒绝打开；请用原软件打开后另存一份。",
    "same_names": "压缩包结构异常（有同名的内容），已拒绝打开；请用原软件打开后另存一份，或重新压缩。",
    "unsafe_name": "压缩包内有越出目录的文件名，已拒绝打开；请重新压缩后再读。",
    "doctype": "内含实体定义（DOCTYPE），已拒绝打开；请用 WPS 或 Word 打开后另存一份。",
    "long_line": (
        f"有一行文字长得反常（上限 {limits.MAX_LINE_CHARACTERS // _WAN} 万字），不像公文；请检查文件内容，分段后再读。"
    ),
    "too_much_text": (
        f"文字过多（上限 {limits.MAX_CHARACTERS // _WAN} 万字、{limits.MAX_LINES // _WAN} 万行或有字的单元格）；"
        "请拆分后再读，表格只保留清单所在的部分。"
    ),
    "too_much_in_archive": (
        f"压缩包里的文字过多（上限合计 {limits.MAX_ARCHIVE_CHARACTERS // _WAN} 万字、"
        f"{limits.MAX_ARCHIVE_LINES // _WAN} 万行）；请分成几个压缩包，或解压后放在一个文件夹里读。"
    ),
    "too_many_rows": f"的行数过多（上限 {limits.MAX_SHEET_ROWS // _WAN} 万行）；请只保留清单所在的行，另存后再读。",
    "too_many_cells": f"单元格过多（上限 {limits.MAX_CELLS // _WAN} 万个）；请只保留清单所在的部分，另存后再读。",
    "too_deep": "内容嵌套层数过多，无法读取；请去掉多余的嵌套后另存一份。",
    "too_many_pages": f"页数过多（上限 {limits.MAX_PAGES} 页）；请拆分后再读。",
    "nested_archive": "是压缩包里的压缩包，没有打开；请先解压再提供。",
    "no_office": "是旧版文件（doc、wps、rtf），本机没有 LibreOffice，无法直接读；请用 WPS 或 Word 另存为 docx 再读。",
    "wrong_office": "是旧版文件，设置 ZHENGGAI_OFFICE 指的程序不能运行；请改正设置（写完整路径），或另存为 docx 再读。",
    "office_failed": "旧版文件转换失败；请用 WPS 或 Word 打开，另存为 docx 后再读。",
    "external_links": "内含指向外部文件或网络的链接，已拒绝打开；请用 WPS 或 Word 打开，断开链接后另存为 docx。",
    "no_isolation": "是旧版文件，本机转换时不能断开网络，已拒绝转换；请用 WPS 或 Word 另存为 docx 再读。",
    "busy": "暂时没有读取：正在读取的文件较多；请稍后再试。",
    "killed": "读取时占用的内存或时间超出上限，已停止；请用原软件打开后另存一份，或拆分后再读。",
    "failed": "读取时出错，已停止；请用原软件打开后另存一份再试。",
}
_UNKNOWN = {"binary", "image", "other_archive", "presentation", "spreadsheet_97", "nested_archive"}


def refusal(code: str, detail: str = "") -> ZhenggaiError:
    """The refusal with this code; `detail` names the place inside the file and stands before the sentence."""
    kind = UnknownFormat if code in _UNKNOWN else UnreadableDocument
    return kind(code, detail + _SENTENCES[code])
