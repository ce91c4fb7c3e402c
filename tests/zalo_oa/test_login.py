"""`thuky zalo-oa login`: what a person pastes is tried and stored, and shown to nobody."""

from __future__ import annotations

from pathlib import Path

from storage import credentials
from storage.credentials import Tokens
from storage.store import Store
from tests.bot.command import Ended, thuky
from tests.telegram.mischief import Refuse
from tests.zalo_oa.fake_api import FakeApi
from tests.zalo_oa.hub import APP, APP_SECRET


def login(home: Path, api: FakeApi, said: str, *more: str) -> Ended:
    return thuky(
        home, "zalo-oa", "login", "--db", "thuky.db", *more, said=said,
        ZALO_OA_APP_ID=APP, ZALO_OA_APP_SECRET=APP_SECRET,
        ZALO_OA_BASE_URL=api.base_url, ZALO_OAUTH_BASE_URL=api.base_url,
    )  # fmt: skip


def stored(home: Path) -> Tokens | None:
    with Store(str(home / "thuky.db")) as store:
        store.migrate()
        return store.run(lambda tx: credentials.load(tx, "zalo-oa", APP))


def test_what_is_pasted_is_tried_and_stored(tmp_path: Path, api: FakeApi) -> None:
    told = login(tmp_path, api, "AT-1\nRT-1\n")
    found = stored(tmp_path)

    assert (told.code, told.err) == (0, "")
    assert "API Explorer" in told.out
    assert "Đảng bộ phường" in told.out
    assert "AT-1" not in told.out
    assert found is not None
    assert (found.access, found.refresh) == ("AT-1", "RT-1")


def test_a_second_login_replaces_the_first(tmp_path: Path, api: FakeApi) -> None:
    login(tmp_path, api, "AT-1\nRT-1\n")
    told = login(tmp_path, api, "AT-1\nRT-2\n")
    found = stored(tmp_path)

    assert told.code == 0
    assert found is not None
    assert found.refresh == "RT-2"


def test_a_code_is_changed_for_tokens(tmp_path: Path, api: FakeApi) -> None:
    told = login(tmp_path, api, "CODE-1\n\n", "--code", "--redirect", "https://thuky.vn/zalo")
    found = stored(tmp_path)

    assert (told.code, told.err) == (0, "")
    assert f"/v4/oa/permission?app_id={APP}&redirect_uri=https%3A%2F%2Fthuky.vn" in told.out
    assert found is not None
    assert found.refresh == "RT-2"


def test_what_zalo_refuses_is_told_and_not_stored(tmp_path: Path, api: FakeApi) -> None:
    wrong = login(tmp_path, api, "AT-sai\nRT-1\n")
    used = login(tmp_path, api, "CODE-0\n\n", "--code", "--redirect", "https://thuky.vn/zalo")
    api.script.add("account", Refuse(502))
    silent = login(tmp_path, api, "AT-1\nRT-1\n")

    assert [each.code for each in (wrong, used, silent)] == [1, 1, 1]
    assert "-216" in wrong.err
    assert "Xin lấy code mới" in used.err
    assert not any("Traceback" in each.err or "AT-" in each.err for each in (wrong, used, silent))
    assert stored(tmp_path) is None


def test_what_is_missing_is_named(tmp_path: Path, api: FakeApi) -> None:
    nothing = thuky(tmp_path, "zalo-oa", "login", "--db", "thuky.db")
    nowhere = login(tmp_path, api, "", "--code")
    empty = login(tmp_path, api, "\n")

    assert "ZALO_OA_APP_ID" in nothing.err
    assert "--redirect" in nowhere.err
    assert "Thiếu mã" in empty.err
