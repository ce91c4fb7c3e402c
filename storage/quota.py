"""How many messages went through one bot since a time, both ways. Only numbers; what they mean is `bot.quota`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, not_, select

from storage import tables


def used(tx: Connection, channel: str, bot: str, since: datetime) -> tuple[int, int]:
    """(came in, went out). The results of jobs lie in the inbox too, and came from nobody."""
    i, m, c = tables.inbox.c, tables.message.c, tables.chat.c
    came = select(func.count()).where(
        i.channel == channel, i.bot == bot, i.received_at >= since, not_(i.key.startswith("job:"))
    )
    went = (
        select(func.count())
        .select_from(tables.message.join(tables.chat, m.chat_id == c.id))
        .where(c.channel == channel, c.bot == bot, m.state == "sent", m.finished_at >= since)
    )
    return tx.execute(came).scalar_one(), tx.execute(went).scalar_one()
