"""What can be wrong with a file that somebody brings along."""

MEDIA_ERROR_CODES = (
    "empty",  # no bytes at all
    "not_an_image",  # no picture format that we read
    "raw_photo",  # what a camera's sensor saw, to be developed first
    "too_large_file",  # mb, limit
    "too_many_pixels",  # mp, limit
    "too_many_scans",  # a JPEG that costs far more to decode than it shows
    "damaged",  # the right format, but cut off or broken
    "heic_damaged",  # the same for an iPhone photo, where the advice is another one
    "timeout",  # takes longer to decode than anybody waits
)


class MediaError(Exception):
    """A file that cannot be used, with a stable `code` for the text and the `facts` that fill it.

    `MediaError("too_many_pixels", mp=200, limit=64)`; recordings raise it too, with codes of their own.
    """

    def __init__(self, code: str, **facts: float | str) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, float | str] = facts
