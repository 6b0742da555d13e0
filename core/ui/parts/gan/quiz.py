"""Real or fake: the learner against the discriminator."""

from functools import partial

import numpy as np
import streamlit as st

from core.gan import quiz
from core.gan.quiz import QUESTIONS, Quiz
from core.i18n.catalog import Words
from core.media import images
from core.ui import cache, panels, queue
from core.ui.parts.gan import subject

GOAL = 8
"""right answers of QUESTIONS that win"""
GIVEN, TURN = "quiz_given", "quiz_turn"
SIDES = "AB"
PX = 7
"""screen pixels a pixel"""


@cache.per_session(most=4)
def asked(seed: int, kind: str, _say: Words) -> Quiz:
    """Return the questions."""
    return queue.ask(_say, quiz.make, seed, kind)


def draw(say: Words, kind: str) -> None:
    """Draw the question that is next, or the score."""
    turn = st.session_state.setdefault(TURN, 1)
    given = st.session_state.setdefault(GIVEN, {}).setdefault((kind, turn), [])
    questions = asked(turn, kind, say)
    goal = "real" if questions.genuine else "old"
    st.markdown(say(f"quality.quiz_{goal}"))
    if len(given) < QUESTIONS:
        question(say, kind, questions, given)
    else:
        st.button(say("quality.quiz_again"), key="quiz_again", type="primary", on_click=again)
    if given:
        panels.verdict(last(say, questions, given))
    score(say, questions, given)


def question(say: Words, kind: str, questions: Quiz, given: list[int]) -> None:
    """Draw two pictures and a button below each."""
    n = len(given)
    name = subject.classes(say, kind)[questions.classes[n]]
    st.progress(n / QUESTIONS, say("quality.quiz_at", n=n + 1, all=QUESTIONS, name=name))
    with st.container(horizontal=True, gap="large"):
        for side, letter in enumerate(SIDES):
            with st.container(width=28 * PX):
                picture = np.rint(questions.pictures[n, side] * 255).astype(np.uint8)
                png = images.to_png(picture.repeat(PX, 0).repeat(PX, 1))
                st.image(png, width=28 * PX, alt=say("quality.quiz_alt", letter=letter, name=name))
                st.button(
                    say("quality.quiz_choose", letter=letter),
                    key=f"quiz_{letter}",
                    width="stretch",
                    on_click=partial(given.append, side),
                )


def last(say: Words, questions: Quiz, given: list[int]) -> str:
    """Return how the last question went."""
    n = len(given) - 1
    truth = int(questions.answers[n])
    words = {True: say("quality.right"), False: say("quality.wrong")}
    facts = {"letter": SIDES[truth], "mine": words[given[n] == truth]}
    facts["machine"] = words[int(questions.machine[n]) == truth]
    return say("quality.quiz_last_real" if questions.genuine else "quality.quiz_last_old", **facts)


def score(say: Words, questions: Quiz, given: list[int]) -> None:
    """Draw the challenge, with how the discriminator did: it learnt to tell real from generated ones."""
    n = len(given)
    mine = int((np.array(given, int) == questions.answers[:n]).sum())
    theirs = int((questions.machine[:n] == questions.answers[:n]).sum())
    state = say("quality.quiz_score", mine=mine, machine=theirs, n=n)
    name = "quality.challenge" if questions.genuine else "quality.challenge_old"
    panels.challenge(say, mine >= GOAL, state, name)


def again() -> None:
    """Begin another quiz."""
    st.session_state[TURN] += 1
