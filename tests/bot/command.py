"""The command `thuky` as a script starts it: a process of its own, its words, and how it ended."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str

    def messages(self) -> list[str]:
        """What the bot said, message by message."""
        return self.out.removesuffix("\n\n").split("\n\n")


def thuky(home: Path, *args: str, said: bytes | str = b"", **env: str) -> Ended:
    """Run it to its end, in *home* and with nothing else around it."""
    heard = said if isinstance(said, bytes) else said.encode()
    done = subprocess.run(
        [sys.executable, "-m", "bot", *args],
        input=heard,
        capture_output=True,
        cwd=home,
        env={"HOME": str(home), **env},
        check=False,
        timeout=120,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
