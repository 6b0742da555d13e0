"""Letters for pictures that people keep: a font of this computer, with Korean where there is one."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

FONTS = (
    "NotoSansKR-Regular.otf",
    "NotoSansCJK-Regular.ttc",
    "malgun.ttf",
    "AppleSDGothicNeo.ttc",
    "NanumGothic.ttf",
    "DejaVuSans.ttf",
)
FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
    "/usr/share/fonts/truetype/nanum",
)


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return a system font with Korean letters where there is one, else Pillow's own; `size` in pixels."""
    for name in FONTS:
        for path in (name, *(str(Path(folder) / name) for folder in FOLDERS)):
            try:
                return ImageFont.truetype(path, size)
            except OSError:
                continue
    return ImageFont.load_default(size)
