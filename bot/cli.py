"""The command line: words in, one function called. Says what went wrong in one sentence; decides nothing else."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from errno import EADDRINUSE
from pathlib import Path

from bot import chat, outline_commands, play, zalo_oa_login
from bot.answers import AnswersError, read
from bot.channel_list import platforms
from bot.faults import armed
from bot.house import open_house
from bot.pacing import Pace
from bot.platforms import Unwelcome
from bot.serving import serve
from bot.settings import Settings, problems
from flows.drafts.settings import MODE, NAME
from outlines.loader import OutlineError
from storage.alone import alone
from storage.errors import Busy, StoreError
from storage.store import Store

SPOKEN = (
    StoreError, OutlineError, AnswersError, Unwelcome, play.PlayError, outline_commands.UnknownOutlineError,
    zalo_oa_login.LoginError, OSError,
)  # fmt: skip
"""Errors whose text is a sentence for the person at the command line."""

BUSY = "Cơ sở dữ liệu đang bận: có lẽ một chương trình khác đang ghi. Xin thử lại sau ít phút; bản nháp vẫn còn."

Command = Callable[[argparse.Namespace, Settings], int]


def run(argv: Sequence[str], settings: Settings) -> int:
    """The exit code: 0 well, 1 something of the person's is wrong, 2 the words of the command are."""
    args = _parser().parse_args(argv)
    command: Command = args.command
    try:
        return command(args, settings)
    except BrokenPipeError:
        return 0  # nobody reads any more; what was not shown is shown next time
    except SPOKEN as error:
        print(_sentence(error), file=sys.stderr)
        return 1


def _sentence(error: Exception) -> str:
    match error:
        case Busy():
            return BUSY
        case OSError(filename=str(path)):
            return f"Không đọc hoặc ghi được {path}. Xin kiểm tra đường dẫn và quyền ghi."
        case OSError():
            return "Máy báo lỗi khi đọc hoặc ghi. Xin kiểm tra ổ đĩa và quyền ghi rồi chạy lại."
        case _:
            return str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "thuky", description="Thư ký giúp viết báo cáo qua trò chuyện."
    )
    commands = parser.add_subparsers(required=True, metavar="LỆNH")
    talk = commands.add_parser("chat", help="viết báo cáo ngay trong cửa sổ lệnh")
    _add_db(talk)
    talk.add_argument("--out", type=Path, default=Path("bao-cao"), help="thư mục nhận báo cáo")
    talk.add_argument("--jsonl", action="store_true", help="mỗi tin của máy là một dòng JSON")
    talk.add_argument(
        "--as", dest="who", default="toi", help="tên người dùng, khi nhiều người chung máy"
    )
    talk.set_defaults(command=_chat)
    show = commands.add_parser("play", help="chạy cả cuộc trò chuyện từ tệp câu trả lời")
    show.add_argument("outline", help="mã đề cương, ví dụ 000")
    show.add_argument(
        "--answers", type=Path, required=True, help="tệp YAML hoặc JSON: mã câu → câu trả lời"
    )
    show.add_argument("--out", type=Path, required=True, help="tệp .docx nhận báo cáo")
    show.add_argument("--transcript", type=Path, help="tệp nhận toàn bộ cuộc trò chuyện")
    show.add_argument("--db", help="cơ sở dữ liệu; bỏ trống thì dùng tệp tạm")
    show.set_defaults(command=_play)
    outline_commands.add(commands.add_parser("outline", help="xem và kiểm tra đề cương"))
    served = commands.add_parser("serve", help="phục vụ các kênh đã có mã, đến khi được dừng")
    _add_db(served)
    served.set_defaults(command=_serve)
    zalo_oa_login.add(commands.add_parser("zalo-oa", help="nối với Zalo Official Account"), _url)
    migrate = commands.add_parser("migrate", help="đưa cơ sở dữ liệu lên phiên bản này")
    _add_db(migrate)
    migrate.set_defaults(command=_migrate)
    return parser


def _add_db(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--db", help="tệp SQLite hoặc địa chỉ postgresql://…")


def _url(args: argparse.Namespace, settings: Settings) -> str:
    return str(args.db or settings.database_url or settings.data_dir / "thuky.db")


def _chat(args: argparse.Namespace, settings: Settings) -> int:
    lines = chat.piped()
    with open_house(
        _url(args, settings), fault=armed(settings.failpoint), lease=settings.job_lease
    ) as house:
        chat.run(house, chat.Screen(args.out, args.jsonl, wraps=lines is None), args.who, lines)
    return 0


def _play(args: argparse.Namespace, settings: Settings) -> int:
    outline = outline_commands.shipped_outline(args.outline)
    asked = [question.id for question in outline.questions()]
    answers = read(args.answers, [*asked, NAME, MODE])
    with tempfile.TemporaryDirectory() as folder:
        url = args.db or str(Path(folder) / "play.db")
        with open_house(url, fault=armed(settings.failpoint), lease=settings.job_lease) as house:
            transcript = play.play(house, outline, answers)
    _write(args.transcript, transcript.text().encode())
    if transcript.file is None:
        raise play.PlayError(transcript.last)
    _write(args.out, transcript.file.data)
    print(args.out)
    return 0


def _serve(args: argparse.Namespace, settings: Settings) -> int:
    settings = replace(settings, database_url=str(args.db or settings.database_url))
    wrong = problems(settings)
    if wrong:
        print(*wrong, sep="\n", file=sys.stderr)
        return 1
    pace = Pace().faster(settings.haste)
    with (
        alone(settings.database_url, pace.takeover) as ours,
        open_house(
            settings.database_url,
            fault=armed(settings.failpoint),
            lease=settings.job_lease,
            haste=settings.haste,
            downloads=settings.public_url or f"http://127.0.0.1:{settings.port}",
        ) as house,
    ):
        try:
            serve(house, platforms(settings, house), settings, pace, ours)
        except OSError as error:
            if error.errno != EADDRINUSE:
                raise
            print(f"Cổng PORT={settings.port} đang bận. Xin đặt PORT khác.", file=sys.stderr)
            return 1
    return 0


def _write(path: Path | None, data: bytes) -> None:
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _migrate(args: argparse.Namespace, settings: Settings) -> int:
    with Store(_url(args, settings)) as store:
        store.migrate()
    print("Cơ sở dữ liệu đã ở phiên bản mới nhất.")
    return 0
