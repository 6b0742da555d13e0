"""What can be wrong with a file that somebody brings along."""

MEDIA_ERROR_CODES = (
    "empty",  # no bytes at all
    "not_an_image",  # no picture format that we read
    "too_large_file",  # mb, limit_mb
    "too_many_pixels",  # mp, limit_mp
    "too_many_scans",  # a JPEG that costs more than it shows
    "damaged",  # the right format, but cut off or broken
    "heic_damaged",  # the same for an iPhone photo: the way out is another one
    "timeout",  # takes longer to decode than anybody waits; limit_s
    "busy",  # others are decoding; try again
)


class MediaError(Exception):
    """A file that cannot be used, with a stable `code` for the text and the `facts` that fill it.

    `MediaError("too_many_pixels", mp=200, limit_mp=64)`; recordings raise it too, with codes of their own.
    """

    def __init__(self, code: str, **facts: float | str) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, float | str] = facts
