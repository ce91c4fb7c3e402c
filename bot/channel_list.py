"""Which platforms a process serves: those whose token is set. Not what any of them does."""

from __future__ import annotations

from bot.house import House
from bot.platforms import Platform
from bot.platforms.telegram import Telegram
from bot.platforms.zalo_bot import zalo_bot
from bot.platforms.zalo_oa import zalo_oa
from bot.settings import Settings


def platforms(settings: Settings, house: House) -> list[Platform]:
    """The settings have no problems, so there is at least one."""
    found: list[Platform] = []
    if settings.telegram_token:
        found.append(Telegram(settings))
    if settings.zalo_bot_token:
        found.append(zalo_bot(settings))
    if settings.zalo_oa_app_id:
        found.append(zalo_oa(settings, house.store, house.fault))
    return found
