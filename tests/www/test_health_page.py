"""The health report on the page and as papers to hand back."""

import io

import docx

from tests.www.conftest import Visitor, text_of


def test_every_point_names_its_rule_and_its_finding(lin: Visitor, page_of) -> None:
    page = text_of(lin.get(page_of("health/")))
    assert "方案体检" in page
    assert "21.6 + 5.57 = 27.17" in page
    assert "问题 3" in page
    assert "是否成立由人判断" in page


def test_points_stand_beside_the_finding_they_concern(lin: Visitor, page_of) -> None:
    html = lin.get(page_of("")).content.decode()
    third = html.split('id="f3"', 1)[1].split("</article>", 1)[0]
    assert "21.6 + 5.57 = 27.17" in third
    assert "light good" in third


def test_the_word_file_can_be_handed_back(lin: Visitor, page_of) -> None:
    response = lin.get(page_of("health.docx"))
    assert response.headers["Content-Disposition"].startswith("attachment;")
    paper = docx.Document(io.BytesIO(response.content))
    assert any("27.17" in cell.text for table in paper.tables for row in table.rows for cell in row.cells)


def test_the_page_file_is_kept_never_run(lin: Visitor, page_of) -> None:
    response = lin.get(page_of("health.html"))
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in response.headers["Content-Security-Policy"]
