"""The key is made once, whole, and for its owner only."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from zhenggai.accounts.secret_key import NAME, secret_key


def test_the_first_start_makes_the_key_and_the_next_finds_it(tmp_path) -> None:
    assert secret_key(tmp_path) == secret_key(tmp_path)
    assert len(secret_key(tmp_path)) == 64
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


@pytest.mark.skipif(os.name != "posix", reason="access bits are POSIX's")
def test_only_the_owner_can_read_it(tmp_path) -> None:
    secret_key(tmp_path)
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    (tmp_path / NAME).chmod(0o644)
    with pytest.raises(ValueError, match="chmod 600"):
        secret_key(tmp_path)


def test_half_a_key_is_refused(tmp_path) -> None:
    (tmp_path / NAME).write_text("short")
    (tmp_path / NAME).chmod(0o600)
    with pytest.raises(ValueError, match="不完整"):
        secret_key(tmp_path)


def test_starts_at_the_same_time_agree_on_one_key(tmp_path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(tmp_path), range(16)))
    assert len(keys) == 1


def test_the_data_folder_is_made_with_the_key(tmp_path) -> None:
    folder = tmp_path / "data" / "zhenggai"
    assert secret_key(folder) == (folder / NAME).read_text(encoding="ascii")
    assert secret_key(folder) == secret_key(folder)


def test_a_key_is_whole_with_its_last_character_and_not_without(tmp_path) -> None:
    key = secret_key(tmp_path)
    (tmp_path / NAME).write_text(key + "\n", encoding="ascii")
    assert secret_key(tmp_path) == key
    (tmp_path / NAME).write_text(key[:-1], encoding="ascii")
    with pytest.raises(ValueError, match="请删除后重新启动"):
        secret_key(tmp_path)


def test_two_folders_have_two_keys(tmp_path) -> None:
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")
