"""The only translator of refusals into pages: one Chinese sentence, what to do next, and the right status."""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string

from zhenggai.accounts.refusals import SignInRefused
from zhenggai.audit.refusals import FormKeyRefused
from zhenggai.core.errors import ZhenggaiError
from zhenggai.www.forms import kept_fields
from zhenggai.www.parts import wants_part
from zhenggai.www.protection import Answer

log = logging.getLogger("zhenggai.www")

STATUS = {
    "not_permitted": 403,
    "link_not_valid": 403,
    "not_waiting": 409,
    "changed_meanwhile": 409,
    "finding_gone": 409,
    "other_body": 409,
    "answer_gone": 409,
    "choice_not_open": 409,
    "store_missing": 503,
    "store_unwritable": 503,
}
TITLES = {
    400: "这个请求读不懂",
    403: "这里您不能进",
    404: "没有这个页面",
    405: "这个地址不能这样打开",
    409: "有人先改了一步",
    413: "文件太大",
    422: "还不能这样做",
    500: "系统出了问题",
    503: "暂时存不进去",
}


LONGEST_NAME = 250  # Chinese characters that surely fit into the 1024 bytes which Django takes of a part's head
KEEPS = (400, 409, 422, 503)  # what was typed is shown again, so that nothing is lost


class Refusals:
    """Turns what an act refuses into a page, or for a part of a page into a sentence at its top."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, ZhenggaiError | SignInRefused | FormKeyRefused):
            return refused(request, STATUS.get(exception.code, 422), exception.message)
        if isinstance(exception, OperationalError):
            log.error("database: %s", exception)
            return refused(
                request, 503, "数据暂时存取不了，这一步没有保存。可能是磁盘已满或数据库正忙，请稍后重试或联系管理员。"
            )
        return None


def refused(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """The page of a refusal. A part of a page gets the sentence alone, shown where all messages are shown."""
    asked: dict[str, Any] = {
        "title": TITLES[status],
        "sentence": sentence,
        "back": _back(request, status),
        "back_words": "返回上一页",
    }
    if request.method == "GET" and status == 400 and request.GET and not asked["back"]:
        # An address that somebody typed or kept: the same page without what it does not understand.
        asked |= {"back": request.path, "back_words": "回到台账" if _is_ledger(request) else "不带条件重新打开"}
    if request.method == "POST" and status in KEEPS:
        asked |= {"kept": kept_fields(request.POST), "again": request.path}
    if wants_part(request):
        response = render(request, "www/_refusal.html", asked, status=status)
        response.headers["HX-Retarget"] = "#says"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    return render(request, "www/refusal.html", asked, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = str(exception) if type(exception).__name__ == "BadRequest" else _unfit(exception)
    return refused(request, 400, sentence or "页面提交的内容不完整或不认识，请返回上一页刷新后重试。")


def _unfit(exception: Exception) -> str:
    """What does not fit into a submission: which limit, and what to do; "" where it is something else."""
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        return f"一次最多上传 {most} 个文件，这次的都没有保存。请分几次上传，或打成一个 zip 再上传。"
    if isinstance(exception, TooManyFieldsSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0
        return f"一次最多提交 {most} 项内容，这次的没有保存。请分几次提交。"
    if isinstance(exception, RequestDataTooBig):
        most = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) >> 20
        return f"一次填写的文字不能超过 {most} MB，这次的没有保存。请缩短，或分几次填写。"
    if isinstance(exception, MultiPartParserError) and "header size" in str(exception):
        return f"文件名过长（最多约 {LONGEST_NAME} 个汉字），这次的都没有保存。请把文件名改短后再上传。"
    return ""


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = str(exception) if isinstance(exception, PermissionDenied) else ""
    return refused(request, 403, sentence or "您没有打开这个页面的权限，请联系环委办。")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(request, 404, "这个地址上没有内容：可能已被删除，也可能是地址抄错了。请从首页重新进入。")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refused(request, 403, "页面打开太久或登录状态已变，请返回上一页刷新后再提交；填写的内容请先复制。")


def broken(request: HttpRequest) -> HttpResponse:
    """A defect of ours. Needs neither database nor session; the reference leads to the log, which has the traceback."""
    reference = secrets.token_hex(4)
    log.error("error %s at %s", reference, request.path, exc_info=sys.exc_info()[1])
    context = {"csp_nonce": getattr(request, "csp_nonce", ""), "reference": reference, "title": TITLES[500]}
    return HttpResponse(render_to_string("www/broken.html", context), status=500)


def _is_ledger(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name == "ledger"


def _back(request: HttpRequest, status: int) -> str:
    """Where the person came from, if it was here: a path of this site, never an address from outside."""
    came_from = request.headers.get("Referer", "")
    if status not in (400, 409, 422) or not came_from:
        return ""
    try:
        own = f"{request.scheme}://{request.get_host()}/"
    except SuspiciousOperation:  # the request names a host that is not ours
        return ""
    return came_from if came_from.startswith(own) else ""
