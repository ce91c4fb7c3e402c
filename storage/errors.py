"""What can go wrong with the store.

StoreError
├── CannotOpen      the file or the server is not to be had; the text is for the operator
├── NewerSchema     the database belongs to a newer program; the text is for the operator
├── Taken           another process serves from this database; the text is for the operator
├── Closed          work was handed in after close()
├── Missing         a draft, file or outline version that was named is not there
├── Changed         a published outline version was handed in again with other words
└── Busy            somebody else holds the database; nothing was done, try again (retryable)
    └── ChatBusy    somebody else holds the chat or draft for longer than a turn may wait

No text here ever holds a password or a person's words.
"""

from __future__ import annotations


class StoreError(Exception):
    """Base of all; `retryable` says whether the same work may simply be handed in again."""

    retryable = False


class CannotOpen(StoreError):  # noqa: N818
    pass


class NewerSchema(StoreError):  # noqa: N818
    pass


class Taken(StoreError):  # noqa: N818
    pass


class Closed(StoreError):  # noqa: N818
    pass


class Missing(StoreError):  # noqa: N818
    pass


class Changed(StoreError):  # noqa: N818
    pass


class Busy(StoreError):  # noqa: N818
    retryable = True


class ChatBusy(Busy):
    pass
