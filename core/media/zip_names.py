"""What a file in a zip is called, whoever packed it."""

import unicodedata
import zipfile

_UTF8 = 0x800


def readable(info: zipfile.ZipInfo) -> str:
    """Return a name as it was meant, in composed letters (NFC).

    Without the flag for UTF-8 the standard says CP437; macOS means UTF-8, and Windows in Korean CP949.
    """
    name = info.orig_filename if info.orig_filename else info.filename
    if not info.flag_bits & _UTF8:
        name = _guessed(name)
    return unicodedata.normalize("NFC", name.partition("\0")[0])


def _guessed(name: str) -> str:
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
