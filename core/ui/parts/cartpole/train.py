"""Train an agent here and now, then watch what came out."""

from collections import OrderedDict

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from core.cartpole import curves, environment, infer
from core.cartpole.dqn import Learner, Outcome, Settings, epsilon_at
from core.cartpole.environment import CARTPOLE
from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.ui import cache, controls, live_training, panels, queue
from core.ui.components.cartpole import play
from core.ui.parts.cartpole import world

GAMMAS = ("0", "0.5", "0.8", "0.9", "0.95", "0.98", "0.99", "0.995")
FALLS = ("1", "300", "1000", "2500", "5000", "10000", "30000")
RATES = ("0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03")
MEMORIES = ("1", "64", "1000", "5000", "20000")
COPIES = ("1", "10", "100", "500", "2000")
MOST_KEPT = 8
TEST = range(40_000, 40_020)
"""seeds of the starts on which the new agent shows what it can do"""
RANDOM_COSTS = 40
"""steps that the agent stands longer without random moves, from which that is worth a word"""
LAST = 20
"""attempts that the verdict looks back"""


def draw(say: Words) -> None:
    """Draw the part; no fragment, as a click in a fragment would wait for a training instead of ending it."""
    stage, side = panels.stage_and_controls()
    with side:
        settings = choose(say)
        seed = world.choose_seed(say)
    with stage:
        begin = live_training.asked_to_begin(say("train.begin"), "dqn_begin")
        place = st.empty()
        if begin:
            train(say, settings, place)
        with place.container():
            show(say, settings, seed)


def choose(say: Words) -> Settings:
    """Draw how the agent learns."""
    usual, link = Settings(), {"bind": "query-params"}

    def pick(name: str, options: tuple[str, ...], default: float) -> str:
        label, told = say(f"train.{name}"), say(f"train.{name}_help")
        return controls.choice(st.select_slider, label, options, f"dqn_{name}", f"{default:g}", help=told)

    gamma = pick("gamma", GAMMAS, usual.gamma)
    falls = pick("falls", FALLS, usual.epsilon_steps)
    attempts = st.slider(say("train.attempts"), 20, 300, usual.episodes, 10, key="dqn_attempts", **link)
    with st.expander(say("more"), icon=":material/tune:"):
        rate = pick("rate", RATES, usual.learning_rate)
        memory = pick("memory", MEMORIES, usual.memory)
        copy = pick("copy", COPIES, usual.target_every)
        help_ = say("train.epsilon_help")
        epsilon = st.slider(
            say("train.epsilon"), 0.0, 1.0, (0.02, 1.0), 0.01, key="dqn_epsilon", help=help_, **link
        )
        double = st.toggle(say("train.double"), key="dqn_double", help=say("train.double_help"), **link)
        seed = st.number_input(say("train.luck"), 0, 9999, 0, key="dqn_luck", **link)
    return Settings(
        episodes=attempts,
        gamma=float(gamma),
        learning_rate=float(rate),
        memory=int(memory),
        target_every=int(copy),
        epsilon=(epsilon[1], epsilon[0]),
        epsilon_steps=int(falls),
        double=double,
        seed=int(seed),
    )


def train(say: Words, settings: Settings, place: st.delta_generator.DeltaGenerator) -> None:
    """Train with a bar, a growing curve and a stop button; keep what came out."""
    learner = Learner(settings)

    def tell() -> tuple[float, str]:
        done, epsilon = len(learner.returns), epsilon_at(learner.steps, settings)
        facts = {"n": done, "all": settings.episodes, "steps": f"{learner.steps:,}"}
        return done / settings.episodes, say("train.going", epsilon=f"{epsilon:.2f}", **facts)

    def look(where: st.delta_generator.DeltaGenerator, number: int) -> None:
        figure = draw_returns(say, np.array(learner.returns), settings.episodes)
        where.plotly_chart(figure, config=theme.CONFIG, key=f"dqn_growing_{number}")

    def end() -> None:
        if learner.returns:
            keep(settings, learner.outcome())

    live_training.train(say, learner, "dqn_stop", place, tell, end, look)


def keep(settings: Settings, outcome: Outcome) -> None:
    """Remember what a training came to, the newest and what was looked at last."""
    kept: OrderedDict[Settings, Outcome] = st.session_state.setdefault("dqn_trained", OrderedDict())
    kept[settings] = outcome
    kept.move_to_end(settings)
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)


def show(say: Words, settings: Settings, seed: int) -> None:
    """Draw the returns of a training with these settings, and play the agent that came out."""
    outcome: Outcome | None = st.session_state.get("dqn_trained", {}).get(settings)
    mine = np.array([]) if outcome is None else outcome.returns
    figure = draw_returns(say, mine, settings.episodes)
    last = mine[-LAST:].mean() if len(mine) else 0
    alt = say("train.alt", n=len(mine), last=f"{last:.0f}")
    panels.chart(figure, alt, "dqn_returns")
    if outcome is None:
        panels.verdict(say("train.verdict_open", all=settings.episodes))
        return
    found = tested(settings, len(mine), say, outcome)
    panels.verdict(verdict(say, settings, outcome, found))
    episodes = {
        say("train.mine"): infer.attempt(outcome.agent, environment.start(seed)),
        world.title(say, "final"): infer.play("final", seed),
    }
    words = say.table("carts")
    play.play(episodes, CARTPOLE, words, "dqn_carts", f"{settings} {len(mine)} {seed}")
    header = [say("train.column_attempt"), say("train.column_return")]
    rows = [[i, int(steps)] for i, steps in enumerate(mine, 1)]
    panels.download(say, "download_csv", to_csv(header, rows), "training.csv", "text/csv")


@cache.per_session
def tested(settings: Settings, attempts: int, _say: Words, _outcome: Outcome) -> np.ndarray:
    """Return how long the agent of a training stands from each TEST start, without random moves."""
    return queue.ask(_say, environment.survive, _outcome.agent.moves, environment.starts(TEST))


def draw_returns(say: Words, mine: np.ndarray, attempts: int) -> go.Figure:
    """Return the chart of a training over that of the bundled agent."""
    names = say("train.mine"), say("train.bundled")
    titles = say("train.axis_attempt"), say("train.axis_return")
    return curves.returns(mine, infer.training_returns(), attempts, names, titles)


def verdict(say: Words, settings: Settings, outcome: Outcome, found: np.ndarray) -> str:
    """Return what the training came to, and what the agent can do without random moves."""
    mean = float(found.mean())
    facts = {
        "n": len(outcome.returns),
        "last": f"{outcome.returns[-LAST:].mean():.0f}",
        "best": int(outcome.returns.max()),
        "mean": f"{mean:.0f}",
        "lowest": int(found.min()),
    }
    kind = "learnt" if mean >= 475 else "partly" if mean >= 100 else "little"
    parts = [say(f"train.verdict_{kind}", **facts)]
    chance = epsilon_at(int(outcome.returns.sum()), settings)
    if chance and mean - outcome.returns[-LAST:].mean() > RANDOM_COSTS:
        parts.append(say("train.verdict_random", share=theme.percent(chance)))
    if not outcome.complete:
        parts.append(say("train.verdict_stopped", all=settings.episodes))
    q = float(outcome.agent(environment.start(TEST[0])).max())
    most = f"{1 / (1 - settings.gamma):.4g}"
    parts.append(say("train.verdict_gamma", gamma=f"{settings.gamma:g}", q=theme.number(q, 1), most=most))
    return " ".join(parts)
