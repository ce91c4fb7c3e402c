"""Every sentence about joining a person's accounts. The rest of what the dialogue says stands in `phrases`."""

from __future__ import annotations

from collections.abc import Sequence

from flows.dialogue.context import Way

CHANNELS = {
    "telegram": "Telegram", "zalo-bot": "Zalo (bot)", "zalo-oa": "Zalo (trang OA)", "terminal": "máy tính",
}  # fmt: skip
"""What people call them."""

JOIN, PART, NO = "Nối hai bên", "Tách ra", "Thôi"


def code(code: str) -> str:
    return (
        f"Mã nối của đồng chí: {code}\n"
        "Ở ứng dụng kia (Zalo, Telegram), đồng chí mở trò chuyện với tôi rồi nhắn:\n"
        f"/noikenh {code}\n"
        "Mã dùng một lần, trong 10 phút. Xin đừng đưa cho ai: ai có mã sẽ đọc và sửa được bản nháp của đồng chí."
    )


def ask_join(channel: str, here: int, there: int) -> str:
    return (
        f"Đây là mã của một tài khoản {CHANNELS.get(channel, channel)}. Nếu nối, hai bên là một người: "
        f"bên này ({here} bản nháp) và bên kia ({there} bản nháp) cùng đọc và sửa tất cả.\n"
        "Chỉ nối khi tài khoản kia cũng là của đồng chí. Sau này tách ra được: /tachkenh"
    )


JOINED = "Đã nối. Từ giờ hai bên dùng chung các bản nháp."
TOLD_JOINED = (
    "Một tài khoản khác vừa dùng mã của đồng chí và được nối vào đây: hai bên dùng chung các bản nháp. "
    "Nếu không phải đồng chí làm, xin nhắn /tachkenh ngay."
)
NO_JOIN = {
    Way.UNKNOWN: "Mã này không đúng hoặc đã hết hạn. Ở ứng dụng kia, đồng chí nhắn /noikenh để lấy mã mới.",
    Way.OFTEN: "Đồng chí đã thử sai nhiều lần. Xin đợi một giờ, rồi ở ứng dụng kia nhắn /noikenh để lấy mã mới.",
    Way.SAME: "Mã này là của chính đồng chí. Xin nhắn mã ấy ở ứng dụng kia, bên chưa nối với bên này.",
}


def ask_part(others: Sequence[str]) -> str:
    names = ", ".join(CHANNELS.get(each, each) for each in others)
    return (
        f"Tài khoản này đang nối với: {names}. Nếu tách, bản nháp nào viết từ đâu thì bên ấy giữ; "
        "bản nháp cả hai bên cùng viết thì hai bên vẫn cùng đọc và sửa. Không mất chữ nào."
    )


PARTED = "Đã tách. Tài khoản này giờ dùng riêng, với những bản nháp đã viết từ đây."
TOLD_PARTED = (
    "Một tài khoản của đồng chí vừa tách ra. Những bản nháp chỉ viết từ bên ấy không còn ở đây. "
    "Xem các bản nháp: /bannhap"
)
ALONE = "Tài khoản này chưa nối với tài khoản nào. Muốn nối, đồng chí nhắn /noikenh"
