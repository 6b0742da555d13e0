"""What is this? A photo becomes a list of guesses."""

import time
from functools import partial

import streamlit as st

from core.classification import figures, infer
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.runtime import registry
from core.shared.preprocess import view
from core.ui import cache, inputs, known, panels, queue
from core.ui.components.common.bars import bars

HALF_SURE = 0.7
"""a first guess with less is not said as sure, however little the others are scattered"""


@cache.per_session
def answer(key: str, model: str, _picture: inputs.Picture, _say: Words) -> tuple[infer.Classification, float]:
    """Return a model's guesses and the milliseconds from the kept copy to them."""
    started = time.perf_counter()
    guesses = queue.ask(_say, infer.classify, _picture.rgb(), model)
    return guesses, (time.perf_counter() - started) * 1e3


def draw(say: Words) -> None:
    """Draw the part."""
    picture = inputs.choose_picture(say)
    stage, controls = panels.stage_and_controls()
    with controls:
        model = panels.choose_model(say, "classification", fallback="everyday")
        inputs.add_pictures(say)
    spec = registry.get_spec(model)
    guesses, total_ms = answer(picture.key, model, picture, say)
    unsure = guesses.entropy > spec.unsure_above
    with stage:
        names = beside_photo(say, picture, guesses)
        best = {"label": names[0], "p": theme.percent(guesses.probabilities[0]), "n": f"{len(spec.labels):,}"}
        half = guesses.probabilities[0] < HALF_SURE
        panels.verdict(say(f"verdict_{'unsure' if unsure else 'half' if half else 'sure'}", **best))
        times = {
            "decode": picture.decode_ms,
            "network": guesses.network_ms,
            "total": picture.decode_ms + total_ms,
        }
        st.caption(" · ".join(f"{say(f'time_{name}')} {ms:.0f} ms" for name, ms in times.items()))
        downloads(say, picture, names, guesses, spec.title)
    all_mine(say, model)
    value, limit = theme.number(guesses.entropy), theme.number(spec.unsure_above)
    panels.challenge(say, unsure, say("challenge_state", value=value, limit=limit))
    with st.expander(say("more"), icon=":material/tune:"):
        side = spec.preprocessing.crop
        seen = images.to_png(view(picture.rgb(), spec.preprocessing))
        panels.image(st, seen, caption=say("seen", side=side), width=256, alt=say("seen_alt", side=side))
    known.draw(say, model)
    panels.model_card(say, model)


def beside_photo(say: Words, picture: inputs.Picture, guesses: infer.Classification) -> list[str]:
    """Draw the photo and the guesses beside it; return their names in the page's language."""
    names = [say.thing(label) for label in guesses.labels]
    facts = ", ".join(f"{n} {theme.percent(p)}" for n, p in zip(names, guesses.probabilities, strict=True))
    photo, chances = st.columns(2, gap="medium")
    w, h = picture.original_wh
    caption = inputs.about(say, picture) if picture.own else None
    panels.image(photo, picture.jpeg, caption, width="stretch", alt=say("photo_alt", w=w, h=h))
    with chances:
        bars(names, guesses.probabilities, say("guesses_alt", facts=facts), key="guesses")
    return names


def downloads(
    say: Words, picture: inputs.Picture, names: list[str], guesses: infer.Classification, title: str
) -> None:
    """Offer the answer as a picture and as numbers."""
    with st.container(horizontal=True):
        png = partial(figures.answer_png, picture.rgb(), names, guesses.probabilities, title)
        panels.download(say, "download_png", png, "classification.png", "image/png")
        rows = list(zip(range(1, 6), names, guesses.probabilities.tolist(), strict=False))
        csv = to_csv([say("rank_column"), say("guess_column"), say("probability_column")], rows)
        panels.download(say, "download_csv", csv, "classification.csv", "text/csv")


def all_mine(say: Words, model: str) -> None:
    """Show every picture of the learner with its first guess, once there are several."""
    mine = list(inputs.own_pictures().values())
    if len(mine) < 2:
        return
    st.subheader(say("all_mine"), anchor=False)
    for column, own in zip(st.columns(4) * 3, mine, strict=False):
        found, _ = answer(own.key, model, own, say)
        label = say.thing(found.labels[0])
        panels.image(column, own.jpeg, caption=f"{label} {theme.percent(found.probabilities[0])}", alt=label)
