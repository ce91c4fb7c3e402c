"""The bad luck of the experiment, until it is calm. What a mishap does is the business of the fakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from tests.telegram.mischief import Delay, Drop, Mishap, Refuse, Repeat, Weather

HASTE = 100
"""How many times as fast clocks go and waits end."""
CHANCES: dict[Mishap, float] = {
    Refuse(502): 0.01,
    Drop(): 0.005,
    Delay(0.03): 0.01,
    Repeat(): 0.02,
}
"""Each platform has refusals of its own beside these."""


class Moods:
    """`spared`: methods that nothing happens to. `dropped`: calls of each method whose sender was cut off."""

    def __init__(
        self, seed: int, refusals: Mapping[Mishap, float], spared: Collection[str] = ()
    ) -> None:
        self._weather = Weather(seed, {**CHANCES, **refusals})
        self._spared = frozenset(spared)
        self.calm = False
        self.dropped: Counter[str] = Counter()

    def __call__(self, method: str) -> Mishap | None:
        mishap = None if self.calm or method in self._spared else self._weather(method)
        if isinstance(mishap, Drop):
            self.dropped[method] += 1
        return mishap
