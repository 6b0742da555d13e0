"""What a network paints beyond plain enlarging, and how much of it was really there."""

from dataclasses import dataclass

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.super_resolution import detail, infer
from core.ui import cache, inputs, panels, queue, shell
from core.ui.components.super_resolution.magnifier import Version, View, magnifier
from core.ui.parts.super_resolution import ways
from core.ui.parts.super_resolution.compare import QUALITY

MOSTLY, PARTLY = 0.8, 0.5
"""agreement from which painted detail counts as mostly right, and from which as partly"""
UNSEEN = 2.5
"""levels of 255 on average: less is not seen"""


@dataclass(frozen=True)
class Painted:
    """Detail as the page shows it: files by what they show, and what each network's is worth."""

    files: dict[str, bytes]
    worth: dict[str, detail.Detail]
    wh: tuple[int, int]
    start: tuple[int, int]


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    picture = inputs.picture(say, ways.SAMPLES, default="astronaut")
    scale = ways.factor(say, labelled=False)
    found = painted(picture.key, scale, infer.ways_here(scale), _picture=picture, _say=say)
    shown = [Version("bicubic", say("ways.bicubic"), found.files["bicubic"], (say("note_left"),))]
    shown.append(Version("lost", say("lost"), found.files["lost"], (say("note_lost"),)))
    shown += [version(say, found, way) for way in found.worth]
    last = shown[-1].key if found.worth else "bicubic"
    view = View(f"{picture.key} {scale}", found.wh, found.start, ways.LENS, ("lost", last))
    magnifier(shown, view, say.table("magnifier"), "sr_detail")
    panels.verdict(verdict(say, found))
    st.caption(say("detail_about"))
    ways.tell_missing(say, scale)
    inputs.add_pictures(say)
    ways.cards(say, scale)


@cache.per_session(most=6)
def painted(key: str, scale: int, those: tuple[str, ...], _picture: inputs.Picture, _say: Words) -> Painted:
    """Return what was lost of a photo, and what each network painted instead."""
    photo = infer.fitted(_picture.rgb(), scale)
    contest = queue.ask(_say, infer.contest, photo, scale, those)
    networks = [way for way in those if way in infer.TAUGHT]
    gaps = {"lost": contest.truth} | {way: contest.made[way] for way in networks}
    pictures = {name: detail.drawn(contest, rgb) for name, rgb in gaps.items()}
    pictures["bicubic"] = contest.made["bicubic"]
    files = {name: images.to_jpeg(rgb, quality=QUALITY) for name, rgb in pictures.items()}
    worth = {way: detail.of(contest, way) for way in networks}
    wh = (contest.truth.shape[1], contest.truth.shape[0])
    return Painted(files, worth, wh, contest.most_lost(ways.LENS))


def fits(refit: float) -> str:
    """Return whether a painting, shrunk again, is the small photo as far as anybody can see."""
    return "refit" if refit < UNSEEN else "misfit"


def version(say: Words, found: Painted, way: str) -> Version:
    """Return what a network painted, with how much it is and how much of it is right."""
    worth = found.worth[way]
    notes = (
        say("note_amount", share=f"{worth.amount:.0%}"),
        say("note_agreement", r=theme.number(worth.agreement, 2)),
    )
    return Version(way, say(f"ways.{way}"), found.files[way], notes)


def verdict(say: Words, found: Painted) -> str:
    """Return what the boldest network here painted, how right it is, and that the small photo cannot tell."""
    if not found.worth:
        return say("detail_none")
    way = list(found.worth)[-1]
    worth = found.worth[way]
    facts = {
        "way": say(f"ways.{way}"),
        "amount": f"{worth.amount:.0%}",
        "r": theme.number(worth.agreement, 2),
        "levels": theme.number(worth.refit, 1),
    }
    said = [say(f"detail_{grade(worth.agreement)}", **facts), say(f"detail_{fits(worth.refit)}", **facts)]
    if len(found.worth) == len(infer.TAUGHT):
        said.insert(1, bolder(say, *found.worth.values()))
    return " ".join(said)


def grade(agreement: float) -> str:
    """Return how right detail is that correlates so with the true one."""
    return "mostly" if agreement >= MOSTLY else "partly" if agreement >= PARTLY else "invented"


def bolder(say: Words, careful: detail.Detail, bold: detail.Detail) -> str:
    """Return how the network that learnt squared errors compares with SRGAN."""
    facts = {"amount": f"{careful.amount:.0%}", "r": theme.number(careful.agreement, 2)}
    more = round(bold.amount, 2) > round(careful.amount, 2)  # as they are shown
    righter = round(bold.agreement, 2) >= round(careful.agreement, 2)
    kind = "bold" if more and not righter else "better" if more else "timid"
    return say(f"detail_{kind}", **facts)
