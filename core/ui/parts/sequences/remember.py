"""Three networks learn to remember the first symbol of a row; the length at which each of them fails."""

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.sequences import figures, remembering
from core.sequences.cells import KINDS
from core.sequences.remembering import LENGTHS, Learner, Plan
from core.ui import controls, live_training, panels

LONGEST_S = 60.0
TRAINED = "sequences_remembered"


def draw(say: Words) -> None:
    """Draw the part; no fragment, as a click in a fragment would wait for a training instead of ending it."""
    stage, side = panels.stage_and_controls()
    with side:
        plan = choose(say)
    with stage:
        begin = live_training.asked_to_begin(say("train_begin"), "remember_begin")
        place = st.empty()
        if begin:
            learn(say, plan, place)
        with place.container():
            show(say, plan)


def choose(say: Words) -> Plan:
    """Draw what is to be learnt."""
    named = [str(n) for n in LENGTHS]
    between = controls.choice(st.select_slider, say("between"), named, "between", "30")
    is_open = st.toggle(
        say("gates_open"), True, key="gates_open", help=say("gates_open_help"), bind="query-params"
    )
    seed = st.number_input(say("seed"), 0, 9999, 0, key="remember_seed", bind="query-params")
    st.caption(say("remember_about"))
    return Plan(int(between), is_open, int(seed))


def learn(say: Words, plan: Plan, place: st.delta_generator.DeltaGenerator) -> None:
    """Train the three with a bar, their losses and a stop button; keep what they answer."""
    learner = Learner(plan)

    def tell() -> tuple[float, str]:
        return learner.share, say("remember_going", percent=theme.percent(learner.share))

    def look(where: st.delta_generator.DeltaGenerator, n: int) -> None:
        with where.container():
            losses(say, learner, f"remember_look_{n}")

    def end() -> None:
        trained()[plan] = learner, learner.accuracy()

    live_training.train(say, learner, "remember_stop", place, tell, end, look, LONGEST_S)


def trained() -> dict[Plan, tuple[Learner, dict[str, float]]]:
    """Return what was trained on this page so far."""
    return st.session_state.setdefault(TRAINED, {})


def losses(say: Words, learner: Learner, key: str) -> None:
    """Draw how the three learn."""
    titles = say("axis_batches"), say("axis_loss")
    last = {k.upper(): theme.number(v[-1]) for k, v in learner.losses.items() if v}
    facts = ", ".join(f"{name} {loss}" for name, loss in last.items())
    panels.chart(figures.curves(learner.losses, titles), say("losses_alt", facts=facts), key)


def show(say: Words, plan: Plan) -> None:
    """Draw accuracy over length, what was measured here as dots, and the verdict."""
    before = remembering.measured(plan.gates_open)
    mine = [(p.between, found) for p, (_, found) in trained().items() if p.gates_open == plan.gates_open]
    titles = say("axis_between"), say("axis_right"), say("chance")
    st.markdown(f"**{say('lengths_title')}**")
    panels.chart(
        figures.lengths(LENGTHS, before, mine, remembering.CHANCE, titles),
        fails(say, before),
        "remember_lengths",
    )
    learner, found = trained().get(plan, (None, None))
    if found is None:
        panels.verdict(f"{fails(say, before)} {say('remember_open')}")
    else:
        panels.verdict(verdict(say, plan, learner, found))
        losses(say, learner, "remember_losses")
    challenge(say)
    rows = [[p.between, p.gates_open, p.seed, *(a[k] for k in KINDS)] for p, (_, a) in trained().items()]
    header = [say("axis_between"), say("gates_open"), say("seed"), *(k.upper() for k in KINDS)]
    panels.download(say, "download_csv", to_csv(header, rows), "remembered.csv", "text/csv")


def fails(say: Words, before: dict) -> str:
    """Return at which length each fails, as measured before."""
    at = {kind: remembering.fails_at(values) for kind, values in before.items()}
    never = say("fails_never", n=LENGTHS[-1])
    told = [
        say("fails_at", cell=kind.upper(), n=n) if n else say("fails_not", cell=kind.upper(), never=never)
        for kind, n in at.items()
    ]
    return say("fails_seeds", seeds=next(iter(before.values())).shape[1], told=" ".join(told))


def verdict(say: Words, plan: Plan, learner: Learner, found: dict[str, float]) -> str:
    """Return what the three answer now."""
    shares = {kind: theme.percent(found[kind]) for kind in KINDS}
    batches = {f"{k}_batches": len(learner.losses[k]) for k in KINDS}
    said = say("remember_verdict", n=plan.between, **shares, **batches)
    kind = reason(plan, learner, found)
    why = f" {say(f'why.{kind}', n=plan.between)}" if kind else ""
    stopped = "" if learner.done else f" {say('remember_stopped', percent=theme.percent(learner.share))}"
    return said + why + stopped


def reason(plan: Plan, learner: Learner, found: dict[str, float]) -> str | None:
    """Return the name of what there is to say about an answer: luck, a short gap, gates half open."""
    if found["rnn"] > remembering.HOLDS:
        others = remembering.measured(plan.gates_open)["rnn"][LENGTHS.index(plan.between)]
        return "lucky" if others.min() < remembering.FAILS else "short"
    fails = learner.done and found["lstm"] < remembering.FAILS
    return "half_open" if fails and not plan.gates_open else None


def challenge(say: Words) -> None:
    """Ask for a length, found by training, at which the RNN fails and the LSTM holds."""
    done = [(p, a) for p, (learner, a) in trained().items() if learner.done]
    solved = [(p, a) for p, a in done if remembering.met(a)]
    if not done:
        panels.challenge(say, False, say("challenge_none"))
        return
    plan, found = (solved or done)[-1]
    facts = {k: theme.percent(found[k]) for k in ("rnn", "lstm")}
    panels.challenge(say, bool(solved), say("challenge_state", n=plan.between, **facts))
