"""Noise on a picture, and who takes it away best: a network, or filters that learnt nothing."""

import numpy as np
import streamlit as st

from core.denoising import filters, noise, quality
from core.denoising.infer import Sweep, denoise, sweep
from core.denoising.models import SUBJECTS
from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.shared import link_values
from core.ui import cache, controls, panels, queue, shell
from core.ui.components.denoising.noise_sweep import NoiseSweep, noise_sweep
from core.ui.parts.denoising import compared, full_photo, source
from core.ui.parts.denoising.source import SMALL, Small

PHOTO = "photo"
USUAL = {"gaussian": "0.3", "salt_pepper": "0.2", "mask": "0.5", "blur": "1.4"}
"""the level that each kind of noise begins at"""
COMPONENT, NEVER = "noise_sweep", "noise_never"


@cache.per_session
def swept(key: str, kind: str, seed: int, model: str, _picture: np.ndarray, _say: Words) -> Sweep:
    """Return a picture at every level of a noise, cleaned by everybody."""
    return queue.ask(_say, sweep, _picture, kind, seed, model)


@cache.per_session
def rightly(key: str, kind: str, seed: int, model: str, _found: Sweep, _say: Words) -> np.ndarray:
    """Return the PSNR in dB (L,) of the network that knows such pictures, at every level of a noise."""
    made = queue.ask(_say, denoise, _found.images["noisy"], model)
    return quality.psnr(np.repeat(_found.clean[None], len(made), 0), made)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        where = source.choose_kind(say, (*SMALL, PHOTO), "noise_from")
        kind = controls.choice(
            st.selectbox,
            say("kind"),
            tuple(noise.KINDS),
            "noise",
            "gaussian",
            lambda name: say(f"kinds.{name}"),
        )
        picture = source.small(say, where) if where in SMALL else None
        with st.expander(say("more"), icon=":material/tune:"):
            seed = st.number_input(say("seed"), 0, 9999, 0, key="noise_seed", bind="query-params")
            other = where in SMALL and st.toggle(
                say("other"), key="noise_other", bind="query-params", help=say("other_help")
            )
    if picture is None:
        full_photo.draw(say, stage, side, kind, int(seed))
        return
    subject = picture.subject or SUBJECTS[0]
    subject = SUBJECTS[1 - SUBJECTS.index(subject)] if other else subject
    model = f"denoiser_{subject}"
    found = swept(picture.key, kind, int(seed), model, picture.picture, say)
    at = level_number(kind, found.levels)
    with stage:
        exhibit(say, found, kind, at)
        panels.verdict(
            f"{verdict(say, found, at)} {about_network(say, found, at, picture, subject, int(seed))}"
        )
        table(say, found)
        challenge(say, found, at, kind, other)
    panels.model_card(say, model)


def level_number(kind: str, levels: np.ndarray) -> int:
    """Return the number of the level that the link or the learner says."""
    said = controls.kept(f"noise_level_{kind}", USUAL[kind])
    level = link_values.number(said, float(levels[0]), float(levels[-1]), float(USUAL[kind]))
    return int(np.abs(levels - level).argmin())


def level_text(kind: str, level: float) -> str:
    """Return a level with its unit."""
    if kind == "gaussian":
        return f"σ {theme.number(level, 2)}"
    return f"{theme.number(level, 1)} px" if kind == "blur" else theme.percent(level)


def take_level() -> None:
    """Keep the level that the slider in the browser was moved to."""
    kind = st.session_state["noise"]
    number = st.session_state[COMPONENT].level
    levels = noise.KINDS[kind].levels
    if isinstance(number, int) and 0 <= number < len(levels):
        controls.keep(f"noise_level_{kind}", f"{levels[number]:g}", USUAL[kind])


def exhibit(say: Words, found: Sweep, kind: str, at: int) -> None:
    """Draw the pictures and their scores; the level is moved in the browser."""
    names = {name: say(f"makers.{name}") for name in found.images}
    notes = {name: [setting_text(say, name, s) for s in found.settings[name]] for name in filters.FILTERS}
    scores = {name: (found.psnr[name], found.ssim[name]) for name in found.images}
    words = say.table("sweep")
    levels = [level_text(kind, level) for level in found.levels]
    shown = NoiseSweep(found.clean, levels, found.images, scores, names, notes)
    noise_sweep(shown, at, words, COMPONENT, take_level)


def setting_text(say: Words, name: str, setting: filters.Setting) -> str:
    """Return the setting of a filter in a few words."""
    alike, near = setting if isinstance(setting, tuple) else (setting, 0.0)
    return say(f"settings.{name}", a=f"{alike:g}", b=f"{near:g}")


def verdict(say: Words, found: Sweep, at: int) -> str:
    """Return who cleans best at this level, by how much."""
    best = found.best_filter(at)
    before, after, filtered = (float(found.psnr[name][at]) for name in ("noisy", "network", best))
    return compared.told(say, before, after, best, filtered)


def about_network(say: Words, found: Sweep, at: int, picture: Small, subject: str, chance: int) -> str:
    """Return what the right network reaches, if this is another one, or that this one makes it worse."""
    if picture.subject and picture.subject != subject:
        right = rightly(picture.key, found.kind, chance, f"denoiser_{picture.subject}", found, say)[at]
        facts = {"known": say(f"subjects.{subject}"), "what": picture.what}
        return say("verdict_stranger", right=theme.number(float(right), 1), **facts)
    return say("verdict_worse") if found.psnr["network"][at] < found.psnr["noisy"][at] else ""


def table(say: Words, found: Sweep) -> None:
    """Offer all scores as a file."""
    names = list(found.images)
    header = [
        say("sweep.level"),
        *(f"{say(f'makers.{n}')} {scale}" for scale in ("PSNR", "SSIM") for n in names),
    ]
    rows = [
        [float(level), *(float(scores[n][i]) for scores in (found.psnr, found.ssim) for n in names)]
        for i, level in enumerate(found.levels)
    ]
    panels.download(say, "download_csv", to_csv(header, rows), "denoising.csv", "text/csv")


def challenge(say: Words, found: Sweep, at: int, kind: str, stranger: bool) -> None:
    """Ask where the median filter beats the network, or whether it never does."""
    lead = found.psnr["median"] - found.psnr["network"]
    facts = {
        "level": level_text(kind, found.levels[at]),
        "kind": say(f"kinds.{kind}"),
        "lead": theme.number(abs(float(lead[at])), 1),
    }
    key = f"{NEVER}_{kind}"
    if stranger:
        solved, state = False, "stranger"
    elif st.session_state.get(key):
        solved = bool((lead <= 0).all())
        state = "never_right" if solved else "never_wrong"
    else:
        solved = bool(lead[at] > 0)
        state = "wins" if solved else "loses"
    panels.challenge(say, solved, say(f"challenge_{state}", **facts))
    st.toggle(say("challenge_never", **facts), key=key)
