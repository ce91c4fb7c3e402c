"""`python -m tests.faults`: the command line of the experiment. Only words and exit code; the work is `experiment`."""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.engines import start
from tests.faults.experiment import Plan, run
from tests.faults.report import table
from tests.faults.side import Side
from tests.faults.telegram import TelegramSide
from tests.faults.zalo_bot import ZaloBotSide
from tests.faults.zalo_oa import ZaloOaSide

SIDES: dict[str, Callable[..., Side]] = {
    "telegram": TelegramSide,
    "zalo-bot": ZaloBotSide,
    "zalo-oa": ZaloOaSide,
}
"""Channel -> its `Side`."""


def main() -> int:
    args = _parser().parse_args()
    args.webhook |= args.channel == ZaloOaSide.channel  # it knows nothing else
    logging.getLogger("aiohttp.server").setLevel(
        logging.CRITICAL
    )  # clients die in the middle of a call
    with tempfile.TemporaryDirectory(prefix="thuky-faults-") as folder:
        with _database(args.db, Path(folder)) as url:
            plan = Plan(args.steps, args.people, args.seed)
            side = SIDES[args.channel](args.seed, webhook=args.webhook)
            outcome = run(plan, side, url, Path(folder) / "log", tell=_tell)
        title = (
            f"{args.channel}, {'webhook' if args.webhook else 'poll'}, {args.db}, seed {args.seed}"
        )
        _tell(table(title, outcome))
        if not outcome.holds:
            _keep(Path(folder), Path("build/faults"))
    return 0 if outcome.holds else 1


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a command speaks by printing


def _keep(folder: Path, kept: Path) -> None:
    """The log, and a SQLite database, to be looked at."""
    kept.mkdir(parents=True, exist_ok=True)
    for each in (*folder.glob("log"), *folder.glob("thuky.db*")):
        shutil.copyfile(each, kept / each.name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.faults", description=__doc__)
    parser.add_argument("--channel", choices=SIDES, default="telegram")
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--webhook", action="store_true", help="instead of long polling; of zalo-oa always"
    )
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    return parser


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield str(folder / "thuky.db")
        return
    postgres = start(folder)
    try:
        yield postgres.fresh()
    finally:
        postgres.close()


if __name__ == "__main__":
    sys.exit(main())
