"""`zhenggai serve`: ready before it answers, one way in, nowhere but here."""

import argparse
import re
import threading
import urllib.request
from urllib.error import HTTPError

import pytest

from tests.cast import gather
from tests.servers import free_port
from zhenggai.accounts.models import SignInToken
from zhenggai.audit.models import Checkpoint, Entry, Seal
from zhenggai.core.errors import ZhenggaiError
from zhenggai.documents import limits
from zhenggai.documents.one_server import Occupied, sole_server
from zhenggai.findings import queries
from zhenggai.www import serving, watch
from zhenggai.www.clock import moment


def test_without_a_wish_the_next_free_port_is_taken_and_said(monkeypatch, capsys) -> None:
    monkeypatch.setattr(serving, "PORT", free_port())
    with serving.listen("127.0.0.1", None) as first:
        assert first.getsockname()[1] == serving.PORT
        assert capsys.readouterr().out == ""
        with serving.listen("127.0.0.1", None) as second:
            taken = second.getsockname()[1]
            assert capsys.readouterr().out == f"端口 {serving.PORT} 已被占用，改用 {taken}。\n"
            assert serving.address(first) != serving.address(second)


def test_a_port_that_was_asked_for_is_not_silently_another_one() -> None:
    with serving.listen("127.0.0.1", 0) as first:
        taken = first.getsockname()[1]
        with pytest.raises(ZhenggaiError, match=rf"^端口 {taken} 已被占用；请.*--port"):
            serving.listen("127.0.0.1", taken)
    with serving.listen("127.0.0.1", taken) as again:
        assert again.getsockname()[1] == taken


@pytest.mark.parametrize("port", [None, 0])
def test_an_address_that_is_not_of_this_computer_is_named_at_once(port) -> None:
    with pytest.raises(ZhenggaiError, match=r"没有地址 192\.0\.2\.7；请改正设置 ZHENGGAI_HOST"):
        serving.listen("192.0.2.7", port)


def test_a_second_server_of_the_same_folder_is_told_where_the_first_one_is(settings, tmp_path, monkeypatch) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(serving.connection, "vendor", "sqlite")
    with sole_server(tmp_path) as claim:
        claim.tell("http://127.0.0.1:8765")
        with pytest.raises(Occupied, match=r"正由另一个网页服务使用（http://127\.0\.0\.1:8765）；请直接使用它"):
            serving.serve_command(argparse.Namespace(trial=True, sample=False, port=0))


def test_getting_ready_may_be_repeated(db, settings, tmp_path) -> None:
    settings.FILES_DIR = tmp_path / "files"
    serving.prepare()
    marks = sorted(path.name for path in settings.FILES_DIR.iterdir())
    serving.prepare()
    assert marks
    assert sorted(path.name for path in settings.FILES_DIR.iterdir()) == marks


def test_a_weaker_database_stops_the_start(db, settings, tmp_path, monkeypatch) -> None:
    settings.FILES_DIR = tmp_path / "files"
    monkeypatch.setattr("zhenggai.audit.durability.weaknesses", lambda _connection: ["会丢数据，请修正。"])
    with pytest.raises(ZhenggaiError, match="会丢数据，请修正"):
        serving.prepare()


def test_trial_is_refused_where_it_is_not_allowed(settings) -> None:
    settings.TRIAL = False
    with pytest.raises(ZhenggaiError, match="试用模式只能在本机"):
        serving.serve_command(argparse.Namespace(trial=True, sample=False, port=0))


def test_the_sample_is_loaded_once(db, settings, tmp_path, capsys) -> None:
    settings.FILES_DIR = tmp_path / "files"
    serving.prepare()
    serving.load_sample()
    assert "17 个问题" in capsys.readouterr().out
    assert queries.has_plans()
    serving.load_sample()
    assert "没有装入" in capsys.readouterr().err


def test_the_way_in_is_printed_once_and_only_in_trial_mode(db, settings, capsys) -> None:
    settings.TRIAL = False
    serving.announce("http://127.0.0.1:1")
    assert "登录地址" not in capsys.readouterr().out
    settings.TRIAL = True
    serving.announce("http://127.0.0.1:1")
    said = capsys.readouterr().out
    assert re.search(r"http://127\.0\.0\.1:1/sign-in/[\w-]{43}/", said)
    assert SignInToken.objects.count() == 1


def test_a_running_server_sends_strangers_to_the_door(open_database) -> None:
    with serving.listen("127.0.0.1", 0) as listening:
        server, origin = serving.server_on(listening), serving.address(listening)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            answer = urllib.request.urlopen(f"{origin}/", timeout=10)
            assert answer.url.startswith(f"{origin}/sign-in/")
            assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["Server"] is None
            for headers, status in (({"Host": "evil.example"}, "400"), ({"X-Forwarded-For": "10.0.0.9"}, "403")):
                stranger = urllib.request.Request(f"{origin}/", headers=headers)
                with pytest.raises(HTTPError, match=status):
                    urllib.request.urlopen(stranger, timeout=10)
        finally:
            server.close()
            thread.join(10)


def test_a_running_server_seals_what_happens_and_leaves_a_last_checkpoint(open_database, settings, tmp_path) -> None:
    settings.KEYS_DIR, settings.CHECKPOINTS_DIR = tmp_path / "keys", tmp_path / "checkpoints"
    gather()
    with serving.sealing() as sealer:
        assert watch.warnings(moment()) == []
    assert sealer.trouble(moment()) == ""
    assert Seal.objects.count() == Entry.objects.count()
    assert Checkpoint.objects.latest("size").size == Entry.objects.count()
    assert list((tmp_path / "checkpoints").iterdir())


def test_an_office_worker_is_told_that_nothing_is_sealed_and_a_reader_is_not(lin, zhao) -> None:
    watch.begin(lambda _at: "留痕已有 2 分钟没有封存，请告诉系统管理员。")
    try:
        assert "留痕已有 2 分钟没有封存" in lin.get("/").content.decode()
        assert "没有封存" not in zhao.get("/").content.decode()
    finally:
        watch.end()
    assert "没有封存" not in lin.get("/").content.decode()


@pytest.mark.parametrize(
    "header", ["FORWARDED", "X_FORWARDED_FOR", "X_FORWARDED_PROTO", "X_FORWARDED_PORT", "VIA", "CF_CONNECTING_IP"]
)
def test_a_trial_answers_nobody_through_a_proxy(header) -> None:
    said = []
    answer = serving.direct_only(lambda _environ, _start: [b"in"])
    assert answer({f"HTTP_{header}": "x"}, lambda status, headers: said.append((status, dict(headers)))) != [b"in"]
    ((status, headers),) = said
    assert (status, headers["X-Frame-Options"]) == ("403 Forbidden", "DENY")
    assert answer({"HTTP_HOST": "127.0.0.1"}, print) == [b"in"]


def test_uploads_that_are_read_or_wait_leave_threads_for_pages() -> None:
    assert serving.THREADS > limits.MOST_PLACES + limits.MOST_WAITING
