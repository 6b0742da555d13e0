"""The bottleneck: what comes through each width, the map behind two numbers, what does not fit through."""

import numpy as np
import streamlit as st

from core.denoising import figures, infer, quality
from core.denoising.models import SUBJECTS
from core.denoising.sizes import BOTTLENECKS, SIDE
from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.runtime import cards
from core.ui import cache, controls, panels, queue, shell
from core.ui.components.denoising import bottleneck_sizes, latent
from core.ui.parts.denoising import source
from core.ui.parts.denoising.source import COLOURS, Small, class_names

USUAL = "16"
"""the bottleneck that is shown at first"""
STRANGE = 0.95
"""a picture rebuilt worse than this share of known ones is called strange: the others are false alarms"""
EDGES = (0.02, 0.98)
"""quantiles of the codes that the map reaches to"""


@cache.per_session
def through(key: str, subject: str, _picture: np.ndarray, _say: Words) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return a picture rebuilt through each bottleneck (widths, 28, 28), and the numbers inside each."""
    rebuilt = queue.ask(_say, infer.through_bottlenecks, _picture[None], subject)[0]
    return rebuilt, [queue.ask(_say, infer.codes, _picture[None], subject, width)[0] for width in BOTTLENECKS]


@st.cache_resource(max_entries=2, show_spinner=False)
def map_of(subject: str) -> tuple[list, np.ndarray, tuple]:
    """Return the decoder behind two numbers, codes of pictures (classes, n, 2), and the map's edges."""
    points = np.array(cards.read(f"bottleneck_{subject}")["points"])
    low, high = np.quantile(points.reshape(-1, 2), EDGES, axis=0)
    room = 0.06 * (high - low)
    reach = tuple(zip((low - room).tolist(), (high + room).tolist(), strict=True))
    return infer.decoder(subject), points, reach


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        where = source.choose_kind(say, source.SMALL, "noise_from")
        picture = source.small(say, where)
        other = st.toggle(say("other"), key="bottleneck_other", bind="query-params", help=say("other_help"))
    own = picture.subject or SUBJECTS[0]
    subject = SUBJECTS[1 - SUBJECTS.index(own)] if other else own
    with stage:
        squeeze(say, picture, subject)
        st.subheader(say("map_title", known=say(f"subjects.{subject}")), anchor=False)
        st.caption(say("map_note"))
        plane(say, picture, subject)
        st.subheader(say("meter_title"), anchor=False)
        meter(say, picture)
    panels.model_card(say, f"bottleneck_{subject}")


def squeeze(say: Words, picture: Small, subject: str) -> None:
    """Draw the picture before and behind the bottleneck that the learner chooses."""
    rebuilt, codes = through(picture.key, subject, picture.picture, say)
    usual = cards.read(f"bottleneck_{subject}")["bottlenecks"]["psnr"]
    psnr = quality.psnr(np.repeat(picture.picture[None], len(BOTTLENECKS), 0), rebuilt)
    chosen = controls.kept("bottleneck", USUAL)
    at = BOTTLENECKS.index(int(chosen)) if chosen in map(str, BOTTLENECKS) else BOTTLENECKS.index(int(USUAL))
    words = say.table("bottleneck_sizes")
    shown = bottleneck_sizes.Bottlenecks(picture.picture, rebuilt, BOTTLENECKS, codes, psnr, usual)
    bottleneck_sizes.bottleneck_sizes(shown, at, words, "bottleneck_stage", take_bottleneck)
    facts = {
        "bottleneck": BOTTLENECKS[at],
        "percent": theme.percent(BOTTLENECKS[at] / SIDE**2),
        "psnr": theme.number(float(psnr[at]), 1),
        "narrow": theme.number(float(psnr[0]), 1),
        "wide": theme.number(float(psnr[-1]), 1),
    }
    best = int(psnr.argmax())
    place = "narrow" if at == 0 else "broad" if at == len(BOTTLENECKS) - 1 else "between"
    sentences = [say("verdict_bottleneck", **facts), say(f"verdict_bottleneck_{place}", **facts)]
    if psnr[-1] < psnr[best] - 0.1:
        best_facts = {"best": BOTTLENECKS[best], "best_psnr": theme.number(float(psnr[best]), 1)}
        sentences.append(say("verdict_bottleneck_wide", **best_facts))
    panels.verdict(" ".join(sentences))
    rows = [[n, float(mine), float(mean)] for n, mine, mean in zip(BOTTLENECKS, psnr, usual, strict=True)]
    header = [say("bottleneck_sizes.axis"), say("bottleneck_sizes.here"), say("bottleneck_sizes.usual")]
    panels.download(say, "download_csv", to_csv(header, rows), "bottlenecks.csv", "text/csv")


def take_bottleneck() -> None:
    """Keep the bottleneck that was chosen in the browser."""
    number = st.session_state["bottleneck_stage"].at
    if isinstance(number, int) and 0 <= number < len(BOTTLENECKS):
        controls.keep("bottleneck", str(BOTTLENECKS[number]), USUAL)


def plane(say: Words, picture: Small, subject: str) -> None:
    """Draw the map of all pictures that two numbers can make."""
    layers, points, reach = queue.ask(say, map_of, subject)
    code = through(picture.key, subject, picture.picture, say)[1][0]
    words = say.table("latent")
    shown = latent.LatentMap(layers, points, class_names(say, subject), COLOURS, reach, code, SIDE)
    latent.latent(shown, words, f"latent_{subject}")


def meter(say: Words, picture: Small) -> None:
    """Draw how badly the picture is rebuilt by a network that knows only clothes, among clothes."""
    known, width = SUBJECTS[0], int(USUAL)
    rebuilt = through(picture.key, known, picture.picture, say)[0][BOTTLENECKS.index(width)]
    error = float(((rebuilt - picture.picture) ** 2).mean())
    share = infer.surprise(error, known, width)
    usual = np.array(cards.read(f"bottleneck_{known}")["errors"][BOTTLENECKS.index(width)])
    names = say("meter_known"), picture.what
    figure = figures.errors(usual, max(error, 1e-6), names, say("meter_axis"))
    facts = {"share": theme.percent(share), "what": picture.what, "error": theme.number(error, 4)}
    panels.chart(figure, say("meter_alt", **facts), "anomaly_meter")
    panels.verdict(say("meter_strange" if share >= STRANGE else "meter_normal", **facts))
