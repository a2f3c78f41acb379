"""What is in attached files, as far as it can be read: to be looked through, not to be shown.

Nothing here runs what a file brings along, and what it unpacks to, and how long that takes, is bounded.
"""

from disclosure.frontmatter.attachments.archives import look
from disclosure.frontmatter.attachments.parts import (
    DOUBTFUL,
    Budget,
    Kind,
    Leak,
    OldFormat,
    Seen,
    Text,
    Unread,
    UnreadableError,
)

__all__ = ["DOUBTFUL", "Budget", "Kind", "Leak", "OldFormat", "Seen", "Text", "Unread", "UnreadableError", "look"]
