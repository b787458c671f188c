"""`zhenggai serve`: ready before it answers, one way in, nowhere but here."""

import argparse
import re
import threading
import urllib.request
from urllib.error import HTTPError

import pytest

from zhenggai.accounts.models import SignInToken
from zhenggai.core.errors import ZhenggaiError
from zhenggai.findings import queries
from zhenggai.www import serving


def test_the_next_free_port_is_taken() -> None:
    with serving.listen("127.0.0.1", 18765) as first, serving.listen("127.0.0.1", 18765) as second:
        assert serving.address(first) != serving.address(second)


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
