"""The review: what was read stands beside where it was read; every correction is one small form."""

from collections.abc import Callable

from tests.cast import Cast, upload
from tests.papers import FINDINGS
from tests.www.conftest import Visitor, text_of
from zhenggai.core.plan import Notice
from zhenggai.core.review import Review
from zhenggai.core.source import Passage, Span
from zhenggai.findings import queries
from zhenggai.findings.models import Correction, Recognition

Page = Callable[[str], str]


def review_of(cast: Cast, row: Recognition) -> Review:
    return queries.review_data(cast.lin, row.pk).review


def test_every_field_stands_beside_its_passage(lin: Visitor, page_of: Page) -> None:
    html = lin.get(page_of("")).content.decode()
    for target in ("f1-problem", "f1-units-1", "f3-measures-0", "f4-deadline"):
        assert f'id="{target}"' in html
        assert f'data-for="{target}"' in html


def test_texts_from_a_paper_stay_texts(lin: Visitor, cast: Cast, files_dir) -> None:
    evil = ({**FINDINGS[0], "problem": '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{7*7}}'},)
    row = upload(cast, findings=evil)
    html = lin.get(f"/readings/{row.pk}/").content.decode()
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "{{7*7}}" in html


def test_a_field_is_corrected_and_the_first_reading_stays_in_view(
    lin: Visitor, cast: Cast, recognition, page_of: Page
) -> None:
    assert "火点数量较上年下降三成。" in text_of(lin.get(page_of("f1/goal/")))
    lin.act(page_of("f1/goal/"), 1, value="火点减少三成以上。")
    page = text_of(lin.get(page_of("")))
    assert "火点减少三成以上。" in page
    assert "原识别：火点数量较上年下降三成。" in page


def test_a_part_of_the_page_gets_both_sides_anew(lin: Visitor, page_of: Page) -> None:
    html = lin.act(page_of("f1/goal/"), 1, part=True, value="新目标").content.decode()
    assert "<html" not in html
    for part in ('id="source" hx-swap-oob', 'id="sheet" hx-swap-oob', 'id="review-head" hx-swap-oob'):
        assert part in html


def test_a_refusal_inside_the_page_is_shown_at_its_top(lin: Visitor, page_of: Page) -> None:
    response = lin.act(page_of("f1/problem/"), 1, part=True, value="")
    assert response.status_code == 422
    assert response.headers["HX-Retarget"] == "#says"
    assert "问题表述不能为空" in text_of(response)


def test_units_are_corrected_by_role_one_per_line(lin: Visitor, cast: Cast, recognition, page_of: Page) -> None:
    assert "县农业农村局" in lin.get(page_of("f1/units/")).content.decode()
    lin.act(
        page_of("f1/units/"),
        1,
        unit_lead="县农业农村局",
        unit_responsible="东关街道\r\n西关街道\r\n",
        unit_accepting="县环委办",
    )
    units = [(one.name.text, one.role) for one in review_of(cast, recognition).finding("f1").units]
    assert units == [
        ("县农业农村局", "lead"),
        ("东关街道", "responsible"),
        ("西关街道", "responsible"),
        ("县环委办", "accepting"),
    ]


def test_measures_are_corrected_one_per_line(lin: Visitor, cast: Cast, recognition, page_of: Page) -> None:
    lin.act(page_of("f1/measures/"), 1, value="甲。\r\n\r\n乙。")
    assert [one.text for one in review_of(cast, recognition).finding("f1").measures] == ["甲。", "乙。"]


def test_what_the_document_says_of_itself_is_corrected(lin: Visitor, cast: Cast, recognition, page_of: Page) -> None:
    assert "正式稿" in text_of(lin.get(page_of("about/status/")))
    lin.act(page_of("about/status/"), 1, value="issued")
    lin.act(page_of("about/issued_on/"), 2, value="2024-05-06")
    about = review_of(cast, recognition).draft.about
    assert (about.status, about.issued_on) == ("issued", "2024-05-06")
    assert lin.act(page_of("about/issued_on/"), 3, value="昨天").status_code == 422


def test_two_findings_become_one(lin: Visitor, cast: Cast, recognition, page_of: Page) -> None:
    assert "把这两个合成一个问题" in text_of(lin.get(page_of("f2/merge/")))
    lin.act(page_of("f2/merge/"), 1)
    assert review_of(cast, recognition).keys == ("f1", "f2", "f4")
    assert lin.get(page_of("f4/merge/")).status_code == 404  # nothing follows the last one


def test_one_finding_becomes_two(lin: Visitor, cast: Cast, recognition, page_of: Page) -> None:
    form = lin.get(page_of("f1/split/")).content.decode()
    at = FINDINGS[0]["problem"].index("2023")
    assert f'name="cut" value="{at}"' in form
    lin.act(page_of("f1/split/"), 1, cut=at, measures=["1"])
    review = review_of(cast, recognition)
    assert review.keys == ("f1", "f5", "f2", "f3", "f4")
    assert review.finding("f5").problem.text == "2023年共发现46处。"
    assert [one.text for one in review.finding("f5").measures] == [FINDINGS[0]["measures"][1]]
    assert lin.act(page_of("f1/split/"), 2, cut=0, measures=["7"]).status_code == 400


def test_a_missed_finding_is_added_from_its_paragraphs(lin: Visitor, cast: Cast, recognition, page_of: Page) -> None:
    lines = review_of(cast, recognition).draft.source.lines
    chosen = next(line for line in lines if "雨污分流" in line.text)
    form = text_of(lin.get(page_of(f"add/?line={chosen.index}")))
    assert chosen.text in form
    lin.act(page_of("add/"), 1, problem=chosen.text, line=str(chosen.index), after="f2", unit_responsible="县水利局")
    review = review_of(cast, recognition)
    assert review.keys == ("f1", "f2", "f5", "f3", "f4")
    assert review.finding("f5").problem.spans == (Span(chosen.index, 0, len(chosen.text)),)
    assert lin.get(page_of("add/?line=9999")).status_code == 400


def test_what_is_no_finding_is_taken_out_with_a_reason(lin: Visitor, cast: Cast, recognition, page_of: Page) -> None:
    assert lin.act(page_of("f1/drop/"), 1, reason="").status_code == 400
    lin.act(page_of("f1/drop/"), 1, reason="这是工作要求")
    assert review_of(cast, recognition).keys == ("f2", "f3", "f4")
    assert Correction.objects.get().reason == "这是工作要求"


def test_a_notice_stands_beside_its_finding_and_is_answered(lin: Visitor, cast: Cast, files_dir) -> None:
    notice = Notice("doubt", "error", "第二条的单位没有读准。", finding=1, passage=Passage("x", (Span(0, 0, 1),)))
    row = upload(cast, notices=(notice,))
    assert "第二条的单位没有读准。" in text_of(lin.get(f"/readings/{row.pk}/"))
    assert "错误提示没有处理" in text_of(lin.get(f"/readings/{row.pk}/confirm/"))
    assert lin.act(f"/readings/{row.pk}/notices/0/", 1, choice="answered", text="").status_code == 422
    lin.act(f"/readings/{row.pk}/notices/0/", 1, choice="answered", text="已核对原件")
    assert "处理：已核对原件" in text_of(lin.get(f"/readings/{row.pk}/"))
    assert "错误提示没有处理" not in text_of(lin.get(f"/readings/{row.pk}/confirm/"))


def test_a_confirmed_review_leads_to_its_ledger(lin: Visitor, edition) -> None:
    page = lin.get(f"/readings/{edition.recognition_id}/").content.decode()
    assert f'href="/plans/{edition.plan_id}/"' in page


def test_a_review_is_given_up_with_a_reason(lin: Visitor, recognition, page_of: Page) -> None:
    lin.act(page_of("discard/"), 1, reason="传错了文件")
    assert "已放弃" in text_of(lin.get(page_of("")))
    assert "没有等待核对的文件" in text_of(lin.get("/readings/"))


def test_a_paper_without_findings_says_what_can_be_done(lin: Visitor, cast: Cast, files_dir) -> None:
    row = upload(cast, findings=())
    page = text_of(lin.get(f"/readings/{row.pk}/"))
    assert "没有从这份文件里找到反馈问题" in page
    assert "放弃这份识别结果" in page


def test_without_findings_the_explanation_comes_first_and_giving_up_is_the_main_act(
    lin: Visitor, cast: Cast, files_dir
) -> None:
    row = upload(cast, findings=())
    html = lin.get(f"/readings/{row.pk}/").content.decode()
    assert html.index("没有从这份文件里找到反馈问题") < html.index('id="about"')
    assert "没有疑点和提示" not in html
    assert f'<a class="main-act" href="/readings/{row.pk}/discard/">' in html
    assert f"/readings/{row.pk}/confirm/" not in html
    report = lin.get(f"/readings/{row.pk}/health/").content.decode()
    assert "没有可体检的内容" in report
    assert "light good" not in report
    answer = lin.act(f"/readings/{row.pk}/confirm/", 1)
    assert answer.status_code == 422
    assert "清单里没有问题，不能入库" in text_of(answer)


def test_with_findings_confirming_is_the_main_act(lin: Visitor, recognition: Recognition, page_of) -> None:
    html = lin.get(page_of("")).content.decode()
    assert f'<a class="main-act" href="/readings/{recognition.pk}/confirm/">确认入库</a>' in html
    assert "没有从这份文件里找到反馈问题" not in html


def test_the_last_step_is_taken_back(lin: Visitor, recognition: Recognition, page_of) -> None:
    assert "撤销上一步" not in text_of(lin.get(page_of("")))
    lin.act(page_of("f1/goal/"), 1, value="换一个目标。")
    page = lin.get(page_of(""))
    assert 'title="更正目标">撤销上一步' in page.content.decode()
    assert lin.act(page_of("undo/"), 2).status_code == 302
    page = text_of(lin.get(page_of("")))
    assert "换一个目标。" not in page
    assert "撤销上一步" not in page
    assert lin.act(page_of("undo/"), 3).status_code == 422
    assert lin.get(page_of("undo/")).status_code == 405


def test_a_finding_without_a_number_is_called_by_its_place(lin: Visitor, page_of) -> None:
    lin.act(page_of("f2/number/"), 1, value="")
    page = text_of(lin.get(page_of("add/")))
    assert "清单第2项" in page
    assert "f2" not in page


def test_a_finding_missed_above_the_first_stands_before_it(
    lin: Visitor, cast: Cast, recognition, page_of: Page
) -> None:
    form = lin.get(page_of("add/?line=0")).content.decode()
    assert '<option value="first" selected>排在最前面' in form
    response = lin.act(page_of("add/"), 1, problem="最前面的问题。", line="0", after="first")
    assert review_of(cast, recognition).keys == ("f5", "f1", "f2", "f3", "f4")
    assert response.headers["Location"].endswith("#f5")


def test_the_forms_say_what_may_be_typed(lin: Visitor, page_of: Page) -> None:
    for form in ("add/", "f1/deadline/"):
        page = text_of(lin.get(page_of(form)))
        for words in ("2024年12月底", "立行立改", "长期坚持"):
            assert words in page
    assert "督察反馈意见里的号" in text_of(lin.get(page_of("f1/feedback_number/")))
    assert "这份清单里的号" in text_of(lin.get(page_of("f1/number/")))


def test_words_that_two_findings_share_name_both(lin: Visitor, page_of: Page) -> None:
    lin.act(page_of("f1/split/"), 1, cut=0, measures=["1"])
    assert 'data-for="f1-person f5-person"' in lin.get(page_of("")).content.decode()
