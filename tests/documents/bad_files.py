"""Files that must be refused, made on the spot: each builder returns the bytes of one attack or accident."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.documents import good_files

_CHINESE = "整改任务清单，责任单位：区水务局。"


def empty() -> bytes:
    return b""


def blank() -> bytes:
    return b" \r\n\t\r\n"


def binary() -> bytes:
    return bytes(range(256)) * 40


def executable() -> bytes:
    return b"MZ\x90\x00\x03\x00\x00\x00" + bytes(500) + b"This program cannot be run in DOS mode." + bytes(2000)


def image() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(200)


def rar() -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + bytes(200)


def unreadable_encoding() -> bytes:
    """EBCDIC: no Chinese text by any codec that is tried."""
    return ("RECTIFICATION PLAN OF THE DISTRICT " * 50).encode("cp500")


def wrong_codec() -> bytes:
    """Japanese text by Shift-JIS: decodes as GB18030, to characters nobody wrote."""
    return ("これは日本語の文章です。中国語ではありません。" * 40).encode("shift_jis")


def truncated_docx() -> bytes:
    return good_files.docx("<w:p><w:r><w:t>整改</w:t></w:r></w:p>" * 2000)[:-900]


def truncated_xlsx() -> bytes:
    return good_files.xlsx([["序号", "问题"], ["1", _CHINESE]])[:-400]


def truncated_pdf() -> bytes:
    return good_files.pdf(["RECTIFICATION"])[:200]


def truncated_zip() -> bytes:
    return good_files.packed({"方案.txt": _CHINESE.encode()})[:-30]


def wrong_checksum() -> bytes:
    """A docx whose main part does not match its checksum."""
    data = bytearray(good_files.docx("<w:p><w:r><w:t>整改</w:t></w:r></w:p>", compress=False))
    at = data.find("整改".encode())
    data[at] ^= 0x01
    return bytes(data)


def encrypted_office() -> bytes:
    """The container in which Office keeps encrypted documents: an OLE file with a stream EncryptedPackage."""
    return ole_file("EncryptedPackage")


def ole_file(stream: str) -> bytes:
    """The least OLE file that names a stream in its directory."""
    header = bytearray(512)
    header[0:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    directory = bytearray(512)
    for index, name in enumerate(("Root Entry", stream)):
        raw = name.encode("utf-16-le")
        directory[index * 128 : index * 128 + len(raw)] = raw
        struct.pack_into("<HB", directory, index * 128 + 64, len(raw) + 2, 5 if index == 0 else 2)
    return bytes(header) + b"\xff" * 512 + bytes(directory) + bytes(512)


def encrypted_zip() -> bytes:
    """A zip archive whose entry says that it needs a password."""
    data = bytearray(good_files.packed({"方案.txt": _CHINESE.encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 0x01
    return bytes(data)


def encrypted_pdf() -> bytes:
    """A PDF with a password: the dictionary is there, the key is not."""
    entries = b"/Filter /Standard /V 1 /R 2 /Length 40 /P -44"
    secret = b"<" + b"5a" * 32 + b">"
    encrypt = b"<< " + entries + b" /O " + secret + b" /U " + secret + b" >>"
    return good_files.pdf(["SECRET"], encrypt=encrypt)


def zip_bomb() -> bytes:
    """About 300 KB that inflate to 300 MB, as an archive."""
    return good_files.packed({"方案.txt": _zeros(300)})


def xlsx_bomb() -> bytes:
    """A workbook with one cell of 300 MB."""
    sheet = good_files.sheet_xml("<row r='1'><c r='A1' t='inlineStr'><is><t>").encode()
    return good_files.xlsx_parts({"xl/worksheets/sheet1.xml": sheet + _zeros(300)})


def docx_bomb() -> bytes:
    return good_files.docx_parts({"word/document.xml": b"<w:document>" + _zeros(300)})


def lying_bomb() -> bytes:
    """An entry that claims to be small and inflates without end."""
    data = bytearray(good_files.packed({"方案.txt": _zeros(300)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.find(mark) + offset, 1000)
    return bytes(data)


def _zeros(megabytes: int) -> bytes:
    return bytes(megabytes * 1024 * 1024)


def overlapping_zip() -> bytes:
    """Two entries of the directory that point at the same bytes."""
    name = "方案.txt".encode()
    packed = zlib.compress(_CHINESE.encode() * 50)[2:-4]
    crc = zlib.crc32(_CHINESE.encode() * 50)
    sizes = struct.pack("<III", crc, len(packed), len(_CHINESE.encode() * 50))
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0x800, 8, 0, 0) + sizes + struct.pack("<HH", len(name), 0)
    body = local + name + packed
    directory = b""
    for _ in range(2):
        directory += b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0x800, 8, 0, 0) + sizes
        directory += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 2, 2, len(directory), len(body), 0)
    return body + directory + end


def many_entries() -> bytes:
    """60,000 empty entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for index in range(60_000):
            archive.writestr(zipfile.ZipInfo(f"{index}.txt"), b"")
    return target.getvalue()


def zip_slip() -> bytes:
    return good_files.packed({"../../etc/方案.txt": _CHINESE.encode()})


def zip_with_link() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("方案.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return target.getvalue()


def empty_zip() -> bytes:
    return good_files.packed({})


def zip_of_nothing_readable() -> bytes:
    return good_files.packed({"照片.png": image(), "程序.exe": executable()})


_BOMB = (
    "<!DOCTYPE lolz [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]>"
)


def docx_entity_bomb() -> bytes:
    document = good_files.document_xml("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>").replace("?>", "?>" + _BOMB, 1)
    return good_files.docx_parts({"word/document.xml": document.encode()})


def xlsx_entity_bomb() -> bytes:
    sheet = good_files.sheet_xml(
        "<row r='1'><c r='A1' t='inlineStr'><is><t>&j;</t></is></c></row></sheetData></worksheet>"
    )
    return good_files.xlsx_parts({"xl/worksheets/sheet1.xml": sheet.replace("?>", "?>" + _BOMB, 1).encode()})


def entity_bomb_in_utf16() -> bytes:
    document = good_files.document_xml("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>").replace("?>", "?>" + _BOMB, 1)
    document = document.replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return good_files.docx_parts({"word/document.xml": document.encode("utf-16")})


def docx_external_entity(address: str = "file:///etc/passwd") -> bytes:
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{address}">]>'
    document = good_files.document_xml("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>").replace("?>", "?>" + entity, 1)
    return good_files.docx_parts({"word/document.xml": document.encode()})


def million_row_sheet() -> bytes:
    """A worksheet of 1,000,000 rows, about 5 MB packed."""
    row = "<row><c t='inlineStr'><is><t>1</t></is></c></row>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in good_files.XLSX_PARTS.items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(good_files.sheet_xml("").encode())
            for start in range(0, 1_000_000, 10_000):
                # Numbers that differ keep the ratio of packing plausible.
                cells = (
                    f"<row r='{n + 1}'><c r='A{n + 1}'><v>{n * 7919 % 99991}</v></c></row>"
                    for n in range(start, start + 10_000)
                )
                sheet.write("".join(cells).encode())
            sheet.write(row.encode() + b"</sheetData></worksheet>")
    return target.getvalue()


def diagonal_sheet() -> bytes:
    """Few cells that span an immense grid."""
    rows = "".join(
        f"<row r='{n}'><c r='{good_files.letters(n)}{n}' t='str'><v>整改</v></c></row>" for n in range(1, 5000)
    )
    return good_files.xlsx_parts(
        {"xl/worksheets/sheet1.xml": (good_files.sheet_xml(rows) + "</sheetData></worksheet>").encode()}
    )


def long_line() -> bytes:
    """One line of 10 MB."""
    return (_CHINESE * 220_000).encode()


def long_docx_paragraph() -> bytes:
    return good_files.docx(f"<w:p><w:r><w:t>{_CHINESE * 100_000}</w:t></w:r></w:p>", ratio_breaker=True)


def deep_docx() -> bytes:
    """Tables in tables, 60 deep."""
    return good_files.docx("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60)


def very_deep_docx() -> bytes:
    """Tables in tables, 20,000 deep: beyond what the XML parser takes."""
    return good_files.docx(
        "<w:tbl><w:tr><w:tc>" * 20_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20_000, ratio_breaker=True
    )


def deep_html() -> bytes:
    return (
        "<html><body>" + "<table><tr><td>" * 3000 + _CHINESE + "</td></tr></table>" * 3000 + "</body></html>"
    ).encode()


def immense_spans() -> bytes:
    """Cells that claim thousands of rows and columns each."""
    rows = "<tr><td colspan=1000 rowspan=3000>甲</td><td>乙</td></tr>" * 3000
    return f"<html><body><table>{rows}</table></body></html>".encode()


def wide_sheet() -> bytes:
    """Every column that a sheet may have, in three rows."""
    columns = [good_files.letters(column) for column in range(1, 16_385)]
    rows = "".join(
        f"<row r='{row}'>" + "".join(f"<c r='{one}{row}' t='str'><v>列</v></c>" for one in columns) + "</row>"
        for row in (1, 2, 3)
    )
    return good_files.xlsx_parts(
        {"xl/worksheets/sheet1.xml": (good_files.sheet_xml(rows) + "</sheetData></worksheet>").encode()}
    )


def deep_divs() -> bytes:
    return ("<html><body>" + "<div>" * 50_000 + _CHINESE + "</div>" * 50_000 + "</body></html>").encode()


def five_thousand_pages() -> bytes:
    return good_files.pdf(["RECTIFICATION"] * 5_000)


def circular_pages() -> bytes:
    """A PDF whose tree of pages has itself as its only branch."""
    data = good_files.pdf(["RECTIFICATION"] * 3)
    return re.sub(rb"/Kids \[[^\]]*\]", lambda kids: b"/Kids [2 0 R" + b" " * (len(kids[0]) - 13) + b"]", data)


def ten_thousand_members() -> bytes:
    return good_files.packed({f"{n}.txt": _CHINESE.encode() for n in range(10_000)})


def zips_in_zips() -> bytes:
    inner = good_files.packed({"方案.txt": _CHINESE.encode()})
    return good_files.packed({"中.zip": good_files.packed({"内.zip": inner})})


def much_in_a_zip() -> bytes:
    """Documents that are admitted one by one and too much together."""
    text = f"{_CHINESE * 400}\n" * 60
    return good_files.packed({f"{n}.txt": f"{n}\n{text}".encode() for n in range(5)}, compress=False)


def one_name_twice() -> bytes:
    """A Word document with two main parts: one program would show the first, another the last."""
    data = good_files.packed({"word/document.xml": b"<a/>", "word/document.xmk": b"<b/>"})
    return data.replace(b"document.xmk", b"document.xml")


def one_name_twice_beside_a_folder() -> bytes:
    """The same with an entry for the folder, which is no file and hides none."""
    parts = {"word/": b"", "word/document.xml": b"<a/>", "word/document.xmk": b"<b/>"}
    return good_files.packed(parts).replace(b"document.xmk", b"document.xml")


def large_csv() -> bytes:
    """A table of 10 MB, its cells between commas."""
    return "".join(f"{n},第{n}村有垃圾,清理完毕,县水利局,2024年6月底\n" for n in range(150_000)).encode()


def blank_lines() -> bytes:
    return b"\n" * 3_000_000 + _CHINESE.encode()


def scan_pdf() -> bytes:
    return good_files.pdf([""])


REFUSED: dict[Callable[[], bytes], str] = {
    empty: "空",
    blank: "空",
    binary: "不是能读的",
    executable: "不是能读的",
    image: "图片",
    rar: "压缩格式",
    unreadable_encoding: "编码|不是能读的",
    wrong_codec: "编码",
    truncated_docx: "损坏",
    truncated_xlsx: "损坏",
    truncated_pdf: "损坏",
    truncated_zip: "损坏",
    wrong_checksum: "损坏",
    encrypted_office: "密码",
    encrypted_zip: "密码",
    encrypted_pdf: "密码",
    zip_bomb: "反常",
    xlsx_bomb: "反常",
    docx_bomb: "反常",
    lying_bomb: "反常|损坏|不能读",
    overlapping_zip: "重叠",
    many_entries: "过多",
    zip_slip: "越出",
    zip_with_link: "越出",
    empty_zip: "空|损坏",
    zip_of_nothing_readable: "不能读",
    docx_entity_bomb: "DOCTYPE",
    xlsx_entity_bomb: "DOCTYPE",
    entity_bomb_in_utf16: "DOCTYPE",
    docx_external_entity: "DOCTYPE",
    million_row_sheet: "行数过多|反常",
    diagonal_sheet: "单元格过多",
    long_line: "长得反常",
    long_docx_paragraph: "长得反常|损坏|反常",
    deep_docx: "嵌套",
    very_deep_docx: "嵌套|损坏",
    deep_html: "嵌套",
    immense_spans: "单元格过多",
    wide_sheet: "过多（上限.*2 万行或有字的单元格",
    deep_divs: "嵌套",
    five_thousand_pages: "页数过多（上限 1000 页）",
    circular_pages: "损坏",
    ten_thousand_members: "过多（上限 300 份）",
    zips_in_zips: "压缩包里的压缩包.*先解压再提供。$",
    much_in_a_zip: "上限合计 150 万字",
    one_name_twice: "同名",
    one_name_twice_beside_a_folder: "同名",
    large_csv: "上限 100 万字",
    blank_lines: "上限 100 万字",
    scan_pdf: "扫描",
}
