"""Several stages of the same agent side by side, from the same start."""

import streamlit as st

from core.cartpole import infer, models
from core.cartpole.environment import CARTPOLE, Physics
from core.cartpole.infer import Episode
from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.ui import cache, controls, panels, queue, shell
from core.ui.components.cartpole import play
from core.ui.parts.cartpole import STAGES, world

COLUMNS = ("stage", "step", "x_m", "speed_m_s", "angle_rad", "turn_rad_s", "q_left", "q_right")
MOST_EXPECTED = 100
"""the largest discounted sum there can be: 1/(1 − γ) with γ = 0.99 and a reward of 1 a step"""

EDGE, BOASTS = 1.0, 15.0
"""a Q so far above the most is an estimate's error; one so far above what came was overconfident"""


def attempts(stages: tuple[str, ...], seed: int, physics: Physics) -> tuple[Episode, ...]:
    """Return an episode of each stage from the same start."""
    return tuple(infer.play(stage, seed, physics) for stage in stages)


@cache.per_session
def played(stages: tuple[str, ...], seed: int, physics: Physics, _say: Words) -> tuple[Episode, ...]:
    """Return the episodes, remembered."""
    return queue.ask(_say, attempts, stages, seed, physics)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    known = models.stages()
    with side:
        chosen = controls.choices(
            st.pills,
            say("stages"),
            known,
            "stages",
            [name for name in STAGES if name in known],
            lambda name: world.title(say, name),
            selection_mode="multi",
            wrap=True,
        )
        seed = world.choose_seed(say)
        st.caption(say("bars_mean"))
        with st.expander(say("more"), icon=":material/tune:"):
            pole, gravity, mass = world.choose_pole(say), world.choose_gravity(say), world.choose_mass(say)
    stages = tuple(name for name in known if name in chosen)
    physics = world.world_of(pole, mass, gravity)
    with stage:
        found = played(stages, seed, physics, say)
        words = say.table("carts")
        titles = [world.title(say, name) for name in stages]
        stamp = f"{'.'.join(stages)} {seed} {physics}"
        play.play(dict(zip(titles, found, strict=True)), physics, words, "carts", stamp)
        panels.verdict(verdict(say, titles, found, physics))
        panels.download(say, "download_csv", lambda: table(stages, found), "cartpole.csv", "text/csv")


def verdict(say: Words, titles: list[str], found: tuple[Episode, ...], physics: Physics) -> str:
    """Return how long each stood, and what the last one expected at the start."""
    pairs = zip(titles, found, strict=True)
    stood = " · ".join(f"{title} **{len(episode)}**" for title, episode in pairs)
    left, right = (float(q) for q in found[-1].q_values[0])
    most = max(left, right)
    facts = {
        "stood": stood,
        "name": titles[-1],
        "left": theme.number(left, 1),
        "right": theme.number(right, 1),
        "most": theme.number(most, 0),
        "side": say("carts.right" if right > left else "carts.left"),
    }
    over = most - MOST_EXPECTED
    kind = "verdict_over" if over > EDGE else "verdict_edge" if over > 0 else "verdict"
    said = [say(kind, **facts)] + ([] if physics == CARTPOLE else [say("verdict_world")])
    got = infer.discounted(len(found[-1]))
    if most - got > BOASTS:
        said.append(say("verdict_boast", most=facts["most"], got=theme.number(got, 0), name=titles[-1]))
    return " ".join(said)


def table(stages: tuple[str, ...], found: tuple[Episode, ...]) -> bytes:
    """Return the episodes as CSV: a row a step with stage, step, the four numbers of the state, both Q."""
    rows = [
        (stage, step, *map(float, state), *map(float, q))
        for stage, episode in zip(stages, found, strict=True)
        for step, (state, q) in enumerate(zip(episode.states, episode.q_values, strict=False))
    ]
    return to_csv(COLUMNS, rows)
