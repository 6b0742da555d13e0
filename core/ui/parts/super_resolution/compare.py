"""The photo made small, enlarged in four ways, and measured against what it was."""

from dataclasses import dataclass

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.runtime import cards
from core.super_resolution import features, infer
from core.super_resolution.models import LEARNT
from core.ui import cache, inputs, panels, queue, shell
from core.ui.components.super_resolution.magnifier import Version, View, magnifier
from core.ui.parts.super_resolution import ways

QUALITY = 95
"""of the JPEGs: what a lens shows may not be the file's fault"""


@dataclass(frozen=True)
class Seen:
    """A contest as the page shows it: pictures by way, and "truth", as files; PSNR in dB, SSIM, distances.

    `apart` is empty where the network that measures it is not here. `start` is where most was lost.
    """

    files: dict[str, bytes]
    psnr: dict[str, float]
    ssim: dict[str, float]
    apart: dict[str, float]
    wh: tuple[int, int]
    start: tuple[int, int]


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    picture = inputs.picture(say, ways.SAMPLES, default="astronaut")
    scale = ways.factor(say, labelled=False)
    found = seen(picture.key, scale, infer.ways_here(scale), ways.features_here(), _picture=picture, _say=say)
    shown = [version(say, found, way) for way in found.psnr]
    shown.append(Version("truth", say("truth"), found.files["truth"]))
    last = list(found.psnr)[-1]
    view = View(f"{picture.key} {scale}", found.wh, found.start, ways.LENS, ("bicubic", last))
    magnifier(shown, view, say.table("magnifier"), "sr_compare")
    panels.verdict(verdict(say, found))
    st.caption(" ".join([say("measures"), *tested(say, scale)]))
    ways.tell_missing(say, scale, with_features=True)
    inputs.add_pictures(say)
    solved, state = challenge(say, found)
    panels.challenge(say, solved, state)
    ways.cards(say, scale)


@cache.per_session(most=6)
def seen(
    key: str, scale: int, those: tuple[str, ...], measured: bool, _picture: inputs.Picture, _say: Words
) -> Seen:
    """Return what became of a photo."""
    photo = infer.fitted(_picture.rgb(), scale)
    contest = queue.ask(_say, infer.contest, photo, scale, those)
    apart = queue.ask(_say, features.distances, contest.truth, contest.made) if measured else {}
    files = {way: images.to_jpeg(rgb, quality=QUALITY) for way, rgb in contest.made.items()}
    files |= {
        "nearest": images.to_png(contest.small),  # the browser draws its pixels as the squares they are
        "truth": images.to_jpeg(contest.truth, quality=QUALITY),
    }
    wh = (contest.truth.shape[1], contest.truth.shape[0])
    return Seen(files, contest.psnr, contest.ssim, apart, wh, contest.most_lost(ways.LENS))


def version(say: Words, found: Seen, way: str) -> Version:
    """Return one way's picture with its measures."""
    notes = [say("note_psnr", db=ways.decibels(found.psnr[way]))]
    notes.append(say("note_ssim", ssim=theme.number(found.ssim[way], 3)))
    if found.apart:
        notes.append(say("note_apart", apart=theme.number(found.apart[way], 3)))
    return Version(way, say(f"ways.{way}"), found.files[way], tuple(notes), smooth=way != "nearest")


def tested(say: Words, scale: int) -> list[str]:
    """Return how the ways fare on photos that no network has seen, as SRGAN's card has it, if it is here."""
    if "judged" not in ways.networks(scale):
        return []
    measured = cards.read(LEARNT["judged", scale]).get("measured", {})
    found = [measured.get(who, {}) for who in ("bicubic", "squared_error", "network")]
    if not all({"psnr", "lite0_distance"} <= one.keys() for one in found):
        return []
    db = [theme.number(one["psnr"], 2) for one in found]
    far = [theme.number(one["lite0_distance"], 3) for one in found]
    return [say("tested", scale=scale, db=" · ".join(db), far=" · ".join(far))]


def verdict(say: Words, found: Seen) -> str:
    """Return what the numbers say: the network against plain enlarging, then SRGAN against the network."""
    db = {f"{way}_db": ways.decibels(value) for way, value in found.psnr.items()}
    said = [say(f"verdict_{first(found.psnr)}", **db)]
    if set(infer.TAUGHT) <= found.psnr.keys():
        far = {f"{way}_far": theme.number(value, 3) for way, value in found.apart.items()}
        said.append(say(f"verdict_{second(found)}", **db, **far))
    return " ".join(said)


def first(psnr: dict[str, float]) -> str:
    """Return how the first network here compares with the better of the ways that learn nothing."""
    plain = max(infer.PLAIN, key=psnr.__getitem__)
    network = next((way for way in infer.TAUGHT if way in psnr), None)
    if network is None:
        return f"plain_{plain}"
    return f"{network}_{'wins' if psnr[network] > psnr[plain] else f'loses_to_{plain}'}"


def second(found: Seen) -> str:
    """Return how SRGAN compares with the network that learnt squared errors, in decibels and in features."""
    higher = found.psnr["judged"] > found.psnr["squared_error"]
    if not found.apart:
        return "gan_higher" if higher else "gan_lower"
    nearer = found.apart["judged"] < found.apart["squared_error"]
    return f"gan_{'higher' if higher else 'lower'}_{'nearer' if nearer else 'farther'}"


def challenge(say: Words, found: Seen) -> tuple[bool, str]:
    """Return whether a way that learnt nothing beats the network on this photo, and how it stands."""
    if "squared_error" not in found.psnr:
        return False, say("challenge_without")
    plain = max(infer.PLAIN, key=found.psnr.__getitem__)
    facts = {"way": say(f"ways.{plain}"), "plain": ways.decibels(found.psnr[plain])}
    state = say("challenge_state", network=ways.decibels(found.psnr["squared_error"]), **facts)
    return found.psnr[plain] > found.psnr["squared_error"], state
