"""Every sentence the dialogue says, in one place. Only words: who says them and when is the table's business.

The errors of reading an answer stand in outlines/phrases.py, beside the kinds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone

from flows.dialogue.messages import Choice
from flows.drafts.values import State
from outlines.text import fold

# --- names of actions ------------------------------------------------------------------------

SKIP = Choice("Bỏ qua", "/boqua")
SAMPLE = Choice("Xem mẫu", "/mau")
MORE = Choice("Khác…", "/trogiup")
CONTENTS = Choice("Mục lục", "/mucluc")
REVIEW = Choice("Xem lại", "/xemlai")
EXPORT = Choice("Xuất báo cáo", "/xuat")
RESUME = Choice("Viết tiếp", "/tieptuc")
BACK = Choice("Quay lại", "/lui")
DRAFTS = Choice("Bản nháp", "/bannhap")
BACK_TO_QUESTION = Choice("Quay lại câu này", "/tieptuc")
ADD_MORE = Choice("Viết thêm", "/vietthem")
WRONG_QUESTION = Choice("Nhầm câu", "/nhamcau")
KEEP_AS_IS = Choice("Giữ nguyên", "/tieptuc")
BY_POINTS = Choice("Viết từng ý", "/tungy")
AS_WHOLE = Choice("Viết cả mục", "/theomuc")

REASONS: dict[State, str] = {
    State.LATER: "Để sau",
    State.NONE_ARISEN: "Không phát sinh",
    State.NO_DATA: "Chưa có số liệu",
    State.BY_HAND: "Điền tay khi in",
}

LABELS: dict[str, Choice] = {
    fold(each.label): each
    for each in (
        ADD_MORE, WRONG_QUESTION, SKIP, SAMPLE, CONTENTS, REVIEW, EXPORT, RESUME, BACK, DRAFTS,
        KEEP_AS_IS, BY_POINTS, AS_WHOLE,
        Choice("Trợ giúp", "/trogiup"), Choice("Tiếp tục", "/tieptuc"), Choice("Lùi lại", "/lui"),
        Choice("Xuất", "/xuat"), Choice("Khác", "/trogiup"),
    )
}  # fmt: skip
LABELS |= {fold(label): Choice(label, f"reason {state}") for state, label in REASONS.items()}
"""What an action or a reason is called, folded -> the action: such words alone, at a question, are asked back once."""

EXCUSED: dict[State, str] = {
    State.LATER: "Đã ghi: để sau.",
    State.NONE_ARISEN: "Đã ghi: không phát sinh.",
    State.NO_DATA: "Đã ghi: chưa có số liệu.",
    State.BY_HAND: "Đã ghi: điền tay khi in.",
}

# --- beginning -------------------------------------------------------------------------------

GREETING = (
    "Chào đồng chí. Tôi là Thư ký, giúp đồng chí viết báo cáo: tôi hỏi từng câu, đồng chí trả lời, "
    "xong tôi gửi lại bản Word đúng thể thức."
)
SECRECY = "Xin đừng gửi nội dung thuộc bí mật nhà nước vào đây."
WHICH_OUTLINE = "Đồng chí muốn viết báo cáo nào?"
NO_OUTLINE = "Hiện chưa có đề cương nào để viết. Xin đồng chí báo cho người phụ trách."
FIRST_FACTS = "Trước hết là mấy câu ngắn để điền vào đầu báo cáo."
NEW_DRAFT = "Viết báo cáo mới"
UNNAMED = "Bản nháp chưa có tên"
WHICH_DRAFT = "Đồng chí chọn bản nháp để viết tiếp, hoặc viết báo cáo mới."
REUSED = "Tôi dùng lại thông tin lần trước: {facts}."


def begun(title: str) -> str:
    return f"Bắt đầu: {title}."


def welcome_back(name: str, done: int, total: int) -> str:
    return f"Chào đồng chí trở lại. Bản nháp “{name}” đã viết {done}/{total} câu."


def last_kept(title: str, words: str) -> str:
    return f"Tin sau cùng tôi đã ghi ({title}): “{words}”"


def draft_line(name: str, done: int, total: int) -> str:
    return f"{name} ({done}/{total} câu)"


# --- the draft's own settings ----------------------------------------------------------------

ASK_NAME = "Đặt tên bản nháp này là gì để sau dễ tìm?"
HINT_NAME = "Nhắn số 1 để dùng tên gợi ý, hoặc nhắn tên khác."
ASK_MODE = "Đồng chí muốn viết theo cách nào? Từng mục vẫn đổi được về sau."
MODES = {
    "points": "Từng ý: nhiều câu ngắn, dễ trả lời",
    "whole": "Theo mục: ít câu, mỗi câu viết dài",
}
NAMES = {"@name": "Tên bản nháp", "@mode": "Cách viết"}

# --- asking ----------------------------------------------------------------------------------

BAR = 8
"""Cells of the progress bar."""


def table_more(rows: int) -> str:
    """The example is the last row, so that it is one that is there."""
    return (
        f"Gửi thêm dòng; sửa dòng {rows}: “{rows}: …”, xóa nó: “xóa {rows}”."
        if rows
        else "Xin gửi từng dòng."
    )


def bar(done: int, total: int) -> str:
    full = done * BAR // total if total else 0
    return "▓" * full + "░" * (BAR - full)


def place(where: str, index: int, of: int, done: int, total: int) -> str:
    return f"{where} · câu {index}/{of} · cả bài {done}/{total} {bar(done, total)}"


def fact_place(index: int, of: int, *, last: bool) -> str:
    return f"Thông tin {'cuối' if last else 'đầu'} báo cáo · câu {index}/{of}"


def suggestion(words: str) -> str:
    return f"Gợi ý sẵn: “{words}”"


USE_SUGGESTION = "Dùng nội dung gợi ý này"
SENSITIVE = "Chỉ ghi số liệu chung, không ghi tên người; cần thì chọn “Điền tay khi in”."
POINTS_AHEAD = "Nên có các ý:"
NOW_STANDS = "Hiện đang ghi: “{words}”"
NOW_STATE = "Hiện đang để: {state}."
REPLACES = "Gửi nội dung mới để thay, hoặc {keep} để giữ nguyên."
KEPT = "Đã ghi."
KEPT_AS = "Đã ghi: {words}."
REPLACED = "Đã thay."
FORM = "Mấy câu ngắn, đồng chí trả lời một lần:"
FORM_HINT = "Mỗi câu một dòng, ví dụ “1: …”, hoặc trả lời từng câu một."
SEND_MORE = "Đồng chí gửi phần viết thêm cho câu: {title}"
ADDED_TO_LAST = "Tin vừa rồi viết trước khi câu này hiện ra, nên tôi ghi vào câu trước ({title})."
MOVED = "Đã chuyển tin vừa rồi về câu: {title}"
NOTHING_TO_MOVE = "Không có tin nào để chuyển về câu trước."
NOTHING_TO_ADD_TO = "Câu này chưa có gì để viết thêm; đồng chí cứ trả lời."
WHICH_QUESTION = "Tin vừa rồi là cho câu nào?"
CONFLICT = (
    "Trong lúc ấy câu này đã được ghi ở nơi khác: “{words}”. "
    "Cả hai bản đều còn giữ; bản đang dùng là bản của đồng chí."
)
TABLE_DONE = "Xong bảng này"
ALL_ANSWERED = "Đồng chí đã đi hết các câu."

# --- skipping, asking back, mistakes ---------------------------------------------------------

NOT_A_REASON = "Đồng chí muốn ghi tin vừa rồi làm câu trả lời, hay bỏ qua câu này?"
AS_ANSWER = "Ghi làm câu trả lời"
SKIP_AFTER_ALL = "Bỏ qua, chọn lý do"
STANDS_ALREADY = "Câu này đã có trả lời; nếu bỏ qua, báo cáo không in chữ ấy nữa. Lấy lại: /laylai"
TAKEN_BACK = "Đã lấy lại chữ trước đó."
NOTHING_BEFORE = "Câu này không có chữ nào trước đó để lấy lại."
WHY_SKIP = "Bỏ qua câu này vì sao?"
WHICH_MEANING = "Đồng chí muốn ghi cách nào? Nhắn số, hoặc viết lại câu trả lời."
LABEL_ASKED_BACK = "Đồng chí muốn tôi làm gì?"
FIRST_QUESTION = "Đây là câu đầu tiên, không lùi được nữa."
BLANK = "Tin vừa rồi không có chữ nào tôi đọc được. Xin đồng chí nhắn lại bằng chữ."
UNKNOWN = "Tôi không có lệnh ấy. Đồng chí nhắn /trogiup để xem các lệnh."
WORDY = "Lệnh {command} xin nhắn riêng một mình; chữ đi kèm tôi chưa ghi vào đâu cả."
LATE = "Nút ấy thuộc câu đã qua, nên tôi chưa làm gì cả."
FILE_LATER = (
    "Tôi chưa đọc được ảnh, tệp, tin thoại hay nhãn dán. Xin đồng chí gõ nội dung thành chữ."
)
UNSUPPORTED = (
    "Zalo không chuyển được tin này cho tôi (liên kết, tệp…). Xin đồng chí gõ nội dung thành chữ."
)
"""Of the kind of file that a platform names and does not hand on."""
FILES = {
    "photo": "ảnh",
    "voice": "tin thoại",
    "audio": "tin thoại",
    "video": "phim",
    "document": "tệp",
}
"""Kinds of files that are worth keeping with a question; a sticker is not."""
DEALT_ALREADY = (
    "Bài này tôi đã chia vào từng câu nên chỉnh tin cũ không đổi được nữa. "
    "Đồng chí vào /xemlai, chọn câu cần sửa."
)
CORRECTED_LATER = (
    "Tôi chưa sửa theo tin đã chỉnh. Đồng chí vào /xemlai, chọn câu rồi gửi nội dung mới."
)
OF_ANOTHER_DRAFT = (
    "Tin vừa chỉnh thuộc một bản nháp khác nên tôi chưa sửa gì. Đồng chí nhắn /bannhap để mở bản ấy, "
    "rồi chỉnh lại tin."
)
IN_GROUP = "Tôi chỉ giúp viết báo cáo khi đồng chí nhắn riêng với tôi, không làm việc trong nhóm."
AMENDED = "Đã sửa theo tin đồng chí vừa chỉnh (câu: {title})."
EDIT_UNCHANGED = "Tin đồng chí vừa chỉnh vẫn giống chữ tôi đã ghi, nên không có gì thay đổi."
EDIT_UNCLEAR = "Tin vừa chỉnh có thể hiểu theo nhiều cách."
EDIT_NOT_READ = "Câu “{title}” vẫn giữ chữ cũ. Đồng chí chỉnh lại tin ấy, hoặc vào /xemlai, chọn câu để viết mới."
EDIT_TABLE = "Bảng thì không sửa bằng cách chỉnh tin cũ được."
WHICH_HOLDS = (
    "Đồng chí vừa chỉnh một tin cũ của câu: {title}. Sau tin ấy câu này đã ghi khác: “{words}”. "
    "Đồng chí dùng bản nào?"
)
NOT_ASKED_NOW = "câu hiện không hỏi trong báo cáo"
USE_EDITED = "Dùng tin vừa chỉnh"
KEEP_STANDING = "Giữ bản đang dùng"
PICK_NUMBER = "Xin đồng chí nhắn một trong các số trên. Tin vừa rồi tôi chưa ghi vào đâu cả."
NO_DRAFT = "Chưa mở bản nháp nào. Đồng chí chọn một mục dưới đây."
NO_POINTS = "Câu này không chia thành ý nhỏ, đồng chí cứ viết cả mục."
ALREADY_WHOLE = "Câu này đang viết cả mục rồi."
MARKED = (
    "Tin có dấu độ mật nên tôi không nhận và không giữ lại chữ nào. "
    "Xin đồng chí xóa ngay tin ấy khỏi cuộc trò chuyện, và viết nội dung mật theo đúng quy định."
)
APOLOGY = (
    "Xin lỗi đồng chí, tôi gặp trục trặc nên chưa làm được việc vừa rồi. "
    "Đồng chí nhắn /tieptuc rồi thử lại."
)
UNSENT = (
    "Có một tin tôi gửi cho đồng chí không được. Bản nháp vẫn còn nguyên; "
    "đồng chí nhắn /tieptuc để làm tiếp."
)


def write_literally(words: str) -> str:
    return f"Ghi đúng chữ “{words}”"


def do_action(label: str) -> str:
    return f"{label} (làm ngay)"


# --- sample and help -------------------------------------------------------------------------

NO_SAMPLE = "Câu này không có mẫu, đồng chí viết theo ý mình."


def guidance(words: str) -> str:
    return f"Đề cương yêu cầu: {words}"


def sample(words: str) -> str:
    return f"Ví dụ: {words}"


HELP = (
    "Đồng chí cứ trả lời câu hỏi bằng tin nhắn. Lúc nào cũng dùng được các lệnh sau:",
    "/boqua: bỏ qua câu này",
    "/vietthem: viết thêm vào câu đã trả lời",
    "/nhamcau: chuyển tin vừa ghi về câu trước",
    "/laylai: lấy lại chữ đã ghi trước đó của câu này",
    "/mau: xem yêu cầu và ví dụ",
    "/lui: về câu trước",
    "/mucluc: chọn mục khác để viết",
    "/xemlai: xem và sửa các câu đã viết",
    "/tungy, /theomuc: viết mục này từng ý, hay viết cả mục",
    "/xuat: nhận báo cáo Word, kể cả khi chưa viết xong",
    "/duthaomoi: sang bản dự thảo lần sau; /banchinh: in bản chính, không còn chữ dự thảo",
    "/themmuc: thêm mục riêng; /khongthuoc: bỏ mục không thuộc phạm vi",
    "/bannhap: các bản nháp, viết báo cáo mới; /xoa: bỏ bản nháp này",
    "/noikenh: dùng chung bản nháp giữa Zalo và Telegram; /tachkenh: tách ra",
    "/tieptuc: viết tiếp câu đang dở",
)
MENU = (
    ("tieptuc", "Viết tiếp câu đang dở"),
    ("mucluc", "Mục lục, chọn mục để viết"),
    ("lui", "Về câu trước"),
    ("boqua", "Bỏ qua câu này"),
    ("mau", "Xem yêu cầu và ví dụ"),
    ("xemlai", "Xem và sửa các câu đã viết"),
    ("xuat", "Nhận báo cáo Word"),
    ("bannhap", "Các bản nháp"),
    ("trogiup", "Trợ giúp"),
)
"""The commands that a channel shows in its menu."""


def file_kept(name: str) -> str:
    return (
        f"Tôi giữ {name} này cùng câu hỏi, nhưng chưa đọc được. Xin đồng chí gõ nội dung thành chữ."
    )


def unread(counts: Mapping[str, int]) -> str:
    return " [" + ", ".join(f"{count} {name} chưa chép" for name, count in counts.items()) + "]"


def collected(pieces: int, words: int) -> str:
    return f"Đã ghi {pieces} tin, {words} chữ." if pieces > 1 else f"Đã ghi {words} chữ."


def looks_damaged(words: Sequence[str]) -> str:
    shown = ", ".join(f"“{each}”" for each in words)
    return (
        f"Có chỗ nghi bị lỗi chữ ({shown}); tôi ghi đúng như đồng chí gửi, đồng chí xem lại giúp."
    )


def from_to(first: str, last: str) -> str:
    return f"{first} đến {last}"


def term(ordinal: str, years: str) -> str:
    return f"{ordinal}, nhiệm kỳ {years}"


def form_kept(kept: int, all: int) -> str:
    return f"Đã ghi {kept}/{all} câu."


def for_last(title: str) -> str:
    return f"Cho câu trước: {title}"


def for_this(title: str) -> str:
    return f"Cho câu này: {title}"


# --- rest, contents, review ------------------------------------------------------------------


def section_done(where: str, done: int, total: int) -> str:
    return f"Xong {where}. Cả bài {done}/{total} câu {bar(done, total)}"


def go_on_or_rest(where: str) -> str:
    return f"Làm tiếp {where} hay nghỉ?"


def go_on(where: str) -> str:
    return f"Làm tiếp {where}"


REST = "Nghỉ, lúc khác viết tiếp"
RESTED = "Tôi đã cất bản nháp, không mất chữ nào. Lúc nào viết tiếp, đồng chí nhắn /tieptuc."
LAST_FACTS = "phần thông tin cuối báo cáo"
CHOOSE_SECTION = "Mục lục của “{name}”. Đồng chí nhắn số của mục muốn viết hoặc sửa."
CHOOSE_QUESTION = "Các câu của {where}. Đồng chí nhắn số của câu muốn viết hoặc sửa."
FACTS_FIRST = "Thông tin đầu báo cáo"
FACTS_LAST = "Thông tin cuối báo cáo"
NEXT_PAGE = "Xem tiếp"
PREVIOUS_PAGE = "Xem phần trước"
NOT_YET = "chưa viết"
AS_PROPOSED = "theo gợi ý"
TO_EDIT = "Nhắn số của câu để sửa. Muốn nhận báo cáo: /xuat"


def review_head(name: str, done: int, total: int, page: int, pages: int) -> str:
    return f"“{name}”: đã viết {done}/{total} câu (trang {page}/{pages})."


def still_missing(count: int) -> str:
    return f"Còn thiếu {count} câu, đánh dấu ☐." if count else "Không còn câu nào thiếu."


# --- what belongs to the draft ----------------------------------------------------------------

WHICH_SCOPE = "Phần nào không thuộc phạm vi của đồng chí?"
DROPPED = "Đã bỏ khỏi báo cáo; chữ đã viết vẫn giữ. Muốn đưa lại, đồng chí vào /mucluc."
BROUGHT_BACK = "Đã đưa lại vào báo cáo."
WHICH_OWN = "Đồng chí muốn thêm gì vào cuối mục này?"
OWN_TITLED = "Một mục có tiêu đề riêng"
OWN_PLAIN = "Nội dung khác, không có tiêu đề"
ASK_OWN_TITLE = "Tiêu đề của mục thêm là gì?"
ASK_OWN = "Nội dung thêm là gì?"
OWN = "Mục thêm"
BIN = "Bỏ vào thùng rác"
BINNED = "Đã bỏ vào thùng rác. Trong 30 ngày, đồng chí nhắn /bannhap để lấy lại."
RESTORED = "Đã lấy lại bản nháp."
UPGRADE = "Chuyển sang bản mới"
STAY = "Giữ bản đang dùng"
UPGRADED = "Đã chuyển sang bản mới của đề cương."
STAYED = "Vẫn dùng bản cũ của đề cương."
ASIDE = "Các câu trả lời cất riêng, vì đề cương không còn câu ấy. Nhắn số để đưa vào báo cáo:"
NOTHING_ASIDE = "Không có câu trả lời nào cất riêng."
READMITTED = "Đã đưa vào cuối mục đầu tiên của báo cáo."
DEAL = "Chia vào từng mục"
ALL_HERE = "Ghi cả vào câu này"
PASTED_MORE = "Đã nhận thêm phần tiếp theo của báo cáo."
LEGACY = "Tin này có vẻ viết bằng bảng mã cũ (TCVN3 hoặc VNI). Sửa lại thì thành:"
REPAIRED = "Dùng bản đã sửa"
AS_SENT = "Giữ như đã gửi"


def leave_out(heading: str) -> str:
    return f"Bỏ: {heading}"


def bring_back(heading: str) -> str:
    return f"Đưa lại: {heading}"


def really_bin(name: str) -> str:
    return f"Bỏ bản nháp “{name}” vào thùng rác?"


def restore(name: str) -> str:
    return f"Lấy lại từ thùng rác: {name}"


def upgrade(kept: int, again: int, aside: int) -> str:
    return (
        f"Đề cương này có bản mới. Nếu chuyển: giữ {kept} câu, hỏi lại {again} câu, "
        f"cất riêng {aside} câu (vẫn lưu). Đồng chí chọn:"
    )


def aside_line(count: int) -> str:
    return f"Có {count} câu trả lời cất riêng: /catrieng"


def looks_like_report(headings: int, questions: int) -> str:
    return f"Tin này giống cả một báo cáo: tôi nhận ra {headings} đề mục, chia được cho {questions} câu."


def dealt(questions: int, rest: int) -> str:
    more = f" Còn {rest} dòng không thuộc câu nào, chưa đưa vào báo cáo." if rest else ""
    return f"Đã chia vào {questions} câu.{more} Đồng chí xem lại: /xemlai"


def quoted(words: str) -> str:
    return f"“{words}”"


# --- the report ------------------------------------------------------------------------------

BUILDING = "Tôi đang làm báo cáo, xong sẽ gửi ngay. Đồng chí cứ viết tiếp."
FAILED = "Xin lỗi đồng chí, lần này tôi chưa làm được báo cáo. Các câu trả lời vẫn còn đủ; xin nhắn /xuat để thử lại."


def delivered(name: str, number: int, lacking: int) -> str:
    rest = f" Còn {lacking} câu chưa viết, trong báo cáo tô vàng." if lacking else ""
    return f"Gửi đồng chí báo cáo “{name}”, {edition(number)}.{rest} Viết tiếp: /tieptuc"


def edition(number: int) -> str:
    return f"dự thảo lần {number}" if number else "bản chính"


FINAL = "Từ giờ in bản chính, không còn chữ “Dự thảo”. Muốn quay lại dự thảo: /duthaomoi. Nhận bản in: /xuat"


def new_number(number: int) -> str:
    return f"Từ giờ là dự thảo lần {number}. Đồng chí sửa rồi nhắn /xuat để nhận bản mới."


def link(until: datetime) -> str:
    """Said of a report that cannot be sent as a file; the address follows on a line of its own."""
    here = until.astimezone(timezone(timedelta(hours=7)))
    return (
        f"Liên kết dùng được đến {here:%H:%M} ngày {here:%d/%m}; ai có liên kết đều mở được, "
        "xin đừng chuyển cho người khác:"
    )
