"""A number plate far away: the network paints digits, and whether they are the plate's own is looked up."""

import re

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.super_resolution import infer, plates
from core.super_resolution.models import LEARNT
from core.ui import controls, panels, queue, shell
from core.ui.parts.super_resolution import ways

SCALE = 4
HEIGHTS, NOISES = (tuple(map(str, numbers)) for numbers in (plates.HEIGHTS, plates.NOISES))
SHOWN_PX = 520
MARKUP = re.compile(r":red\[|[*\]]")
"""what those who hear a picture described need not hear"""


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        typed = st.text_input(
            say("plate_number"), plates.USUAL, max_chars=plates.LONGEST, key="plate", bind="query-params"
        )
        height = int(
            controls.choice(st.select_slider, say("plate_height"), HEIGHTS, "plate_height", "4", pixels)
        )
        noise = int(controls.choice(st.select_slider, say("plate_noise"), NOISES, "plate_noise", "20"))
        seed = st.number_input(say("seed"), 0, 99, 0, key="plate_seed", bind="query-params")
        st.caption(say("plate_about"))
    with stage:
        plate = plates.draw(plates.read_number(typed), height, SCALE)
        small = plates.photographed(plate, noise, int(seed))
        made = {way: queue.ask(say, infer.by_way, small, way, SCALE) for way in infer.ways_here(SCALE)}
        read = {way: plates.read(rgb, plate) for way, rgb in made.items()}
        gallery(say, plate, small, made, read)
        possible = [plates.thinkable(row) for row in plates.possible(small, plate, noise)]
        st.markdown(say("plate_possible", digits=" · ".join(map(either, possible))))
        ways.tell_missing(say, SCALE)
        panels.verdict(verdict(say, plate.number, read, possible, (height, noise)))
        st.markdown(say("plate_never"))
    ways.cards(say, SCALE)


def pixels(height: str) -> str:
    """Return a height as the slider shows it."""
    return f"{height} px"


def gallery(
    say: Words, plate: plates.Plate, small: np.ndarray, made: dict[str, np.ndarray], read: dict[str, str]
) -> None:
    """Draw the plate, its small photo, and what each way paints with what is read there."""
    shown = [(say("plate_true"), plate.true, f"**{plate.number}**")]
    shown.append((say("small", w=small.shape[1], h=small.shape[0]), small, say("small_about")))
    told = {way: say("plate_reads", digits=compared(said, plate.number)) for way, said in read.items()}
    shown += [(say(f"ways.{way}"), made[way], told[way]) for way in made if way != "nearest"]
    for row in range(0, len(shown), 2):
        for column, (name, rgb, below) in zip(st.columns(2), shown[row : row + 2], strict=False):
            with column:
                st.markdown(f"**{name}**  \n{below}")
                panels.image(st, enlarged(rgb), alt=f"{name}: {MARKUP.sub('', below)}")


def enlarged(rgb: np.ndarray) -> bytes:
    """Return a small picture as a PNG large enough to be seen, its pixels as squares."""
    times = max(1, SHOWN_PX // rgb.shape[1])
    return images.to_png(rgb.repeat(times, 0).repeat(times, 1))


def compared(said: str, true: str) -> str:
    """Return digits as Markdown, the wrong ones in red with a cross."""
    return " ".join(a if a == b else f":red[**{a}**✗]" for a, b in zip(said, true, strict=True))


def either(digits: str) -> str:
    """Return the digits that are possible at a place as Markdown, the likeliest first."""
    return "/".join([f"**{digits[0]}**", *digits[1:]])


def verdict(
    say: Words, number: str, read: dict[str, str], possible: list[str], setting: tuple[int, int]
) -> str:
    """Return how many digits the boldest network got wrong, what could be known, and how others fare."""
    networks = ways.networks(SCALE)
    way = networks[-1] if networks else "bicubic"
    wrong = sum(a != b for a, b in zip(read[way], number, strict=True))
    sure = sum(len(digits) == 1 for digits in possible)
    kind = ("wrong" if wrong else "right") + ("_sure" if sure == len(number) else "_unsure")
    if wrong and not sure:
        kind = "wrong_blind"
    facts = {"way": say(f"ways.{way}"), "said": read[way], "true": number, "n": len(number)}
    others = theme.percent(queue.ask(say, misread, way, *setting))
    told = say(f"plate_{kind}" if networks else "plate_plain", wrong=wrong, sure=sure, **facts)
    return told + " " + say("plate_others", count=plates.SEVERAL, share=others)


@st.cache_data(max_entries=128, show_spinner=False)
def misread(way: str, height: int, noise: int) -> float:
    """Return the share of digits that a way gets wrong on plates drawn by chance; they are nobody's."""
    drawn, small = plates.several(height, SCALE, noise, seed=1)
    if way in infer.PLAIN:
        return plates.misread(drawn, np.stack([infer.by_way(one, way, SCALE) for one in small]))
    return plates.misread(drawn, infer.enlarge_all(small, LEARNT[way, SCALE]))
