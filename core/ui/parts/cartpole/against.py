"""The learner against a stage of the agent: same start, same physics."""

import streamlit as st

from core.cartpole import infer, rounds
from core.cartpole.environment import CARTPOLE
from core.cartpole.infer import Episode
from core.cartpole.rounds import Round
from core.i18n.catalog import Words
from core.ui import cache, panels, queue, shell
from core.ui.components.cartpole import duel
from core.ui.parts.cartpole import world

RIVAL = "50"
"""the stage that the challenge asks to beat"""
DONE, SHOWN = "cartpole_rounds", 8


@cache.per_session
def rival(stage: str, seed: int, _say: Words) -> Episode:
    """Return the agent's episode, remembered."""
    return queue.ask(_say, infer.play, stage, seed)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        name = world.choose_stage(say, RIVAL, "rival_stage")
        seed = world.choose_seed(say)
        st.caption(say("duel_rules"))
    with stage:
        words = say.table("duel")
        episode, stamp = rival(name, seed, say), f"{name}.{seed}"
        title = world.title(say, name)
        duel.duel(episode, title, CARTPOLE, words, "duel", stamp, take_round)
        panels.verdict(verdict(say, title, len(episode), played()))
        scores(say, played())
    challenge(say)


def played() -> list[Round]:
    """Return the rounds of this session, the oldest first."""
    return st.session_state.setdefault(DONE, [])


def take_round() -> None:
    """Keep the round that has just ended, as its moves say it."""
    stamp, _, moves = (st.session_state.duel.round or "").partition("|")
    stage, _, seed = stamp.partition(".")
    if not moves or not seed.isdecimal() or set(moves) - set(rounds.MOVES):
        return
    theirs = len(infer.play(stage, int(seed)))
    played().append(Round(stage, int(seed), rounds.stayed_up(int(seed), moves), theirs))


def verdict(say: Words, name: str, theirs: int, done: list[Round]) -> str:
    """Return how long the agent stays up here, and the learner's best round so far."""
    if not done:
        kind = "most" if theirs >= CARTPOLE.longest else "open"
        return say(f"verdict_duel_{kind}", name=name, theirs=theirs)
    won = sum(round_.won for round_ in done)
    best = max(round_.mine for round_ in done)
    return say("verdict_duel", name=name, theirs=theirs, best=best, won=won, all=len(done))


def scores(say: Words, done: list[Round]) -> None:
    """Draw the score board: the latest rounds, the newest on top."""
    if not done:
        return
    columns = ("number", "rival", "start", "mine", "theirs", "result")
    lines = [" | ".join(say(f"board.{column}") for column in columns), " | ".join(["---:"] * len(columns))]
    for number, round_ in list(enumerate(done, 1))[: -SHOWN - 1 : -1]:
        kind = "won" if round_.won else "drawn" if round_.mine == round_.theirs else "lost"
        name = world.title(say, round_.stage)
        cells = (number, name, round_.seed, f"**{round_.mine}**", round_.theirs, say(f"board.{kind}"))
        lines.append(" | ".join(map(str, cells)))
    st.markdown("\n".join(f"| {line} |" for line in lines))


def challenge(say: Words) -> None:
    """Show the challenge: to stay up longer than the agent after 50 attempts."""
    against = [round_ for round_ in played() if round_.stage == RIVAL]
    if not against:
        panels.challenge(say, False, say("beat_open"), "beat")
        return
    best = max(against, key=lambda round_: round_.mine - round_.theirs)
    panels.challenge(say, best.won, say("beat_state", mine=best.mine, theirs=best.theirs), "beat")
