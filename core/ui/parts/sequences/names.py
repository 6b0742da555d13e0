"""A network learns the next letter of given names, here and now, and makes new ones."""

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.i18n.plain_text import in_markdown
from core.media.tables import to_csv
from core.sequences import figures, names
from core.sequences.cells import KINDS
from core.sequences.names import Learner, Plan
from core.ui import controls, live_training, own, panels, queue

MADE, LIKELY, LONGEST_BEGINNING = 18, 7, 8
TRAINED = "sequences_names"
MARKS = {
    "new": ":blue-background[{}]",
    "listed": ":orange-background[✓ {}]",
    "broken": ":red-background[× {}]",
}


def draw(say: Words) -> None:
    """Draw the part; no fragment, as a click in a fragment would wait for a training instead of ending it."""
    stage, side = panels.stage_and_controls()
    with stage:
        language = controls.view(say, "names_of", names.LANGUAGES)
    with side:
        temperature = st.slider(
            say("temperature"), 0.2, 2.0, 0.8, 0.1, key="name_temperature", bind="query-params"
        )
        plan = choose(say, language)
    with stage:
        begin = live_training.asked_to_begin(say("train_begin"), "names_begin")
        place = st.empty()
        if begin:
            learn(say, plan, place)
        with place.container():
            show(say, plan, temperature)


def choose(say: Words, language: str) -> Plan:
    """Draw how it learns."""
    link = {"bind": "query-params"}
    passes = st.slider(say("passes"), 10, 300, 60, 10, key="name_passes", **link)
    with st.expander(say("more"), icon=":material/tune:"):
        kind = controls.choice(st.selectbox, say("kind"), KINDS, "name_cell", "lstm", str.upper)
        seed = st.number_input(say("seed"), 0, 9999, 0, key="name_seed", **link)
    return Plan(language, kind, passes, int(seed))


def learn(say: Words, plan: Plan, place: st.delta_generator.DeltaGenerator) -> None:
    """Train with a bar, names as they get better, and a stop button."""
    learner = Learner(plan)

    def tell() -> tuple[float, str]:
        done = len(learner.losses) / plan.passes
        return min(1.0, done), say(
            "names_going", n=len(learner.losses), loss=theme.number(learner.losses[-1])
        )

    def look(where: st.delta_generator.DeltaGenerator, _: int) -> None:
        where.markdown(" ".join(marked(name, plan.language) for name in learner.make(MADE, 0.8, plan.seed)))

    live_training.train(
        say,
        learner,
        "names_stop",
        place,
        tell,
        lambda: st.session_state.update({TRAINED: learner}),
        look,
        60.0,
    )


def show(say: Words, plan: Plan, temperature: float) -> None:
    """Draw names that it makes, what comes next after a beginning, and the verdict."""
    learner = st.session_state.get(TRAINED)
    fresh = learner is None or learner.plan != plan or not learner.losses
    learner = Learner(plan) if fresh else learner
    made = queue.ask(say, learner.make, MADE, temperature, plan.seed)
    st.markdown(f"**{say('names_made')}** — {legend(say)}")
    st.markdown(" ".join(marked(name, plan.language) for name in made))
    kinds = [names.judged(name, plan.language) for name in made]
    panels.verdict(say("names_open") if fresh else verdict(say, learner, kinds))
    beginning(say, learner)
    rows = [[name.title(), say(f"name_kinds.{kind}")] for name, kind in zip(made, kinds, strict=True)]
    header = [say("names_made"), say("column.kind")]
    panels.download(say, "download_csv", to_csv(header, rows), "names.csv", "text/csv")


def marked(name: str, language: str) -> str:
    """Return a name in the colour of what it is."""
    return MARKS[names.judged(name, language)].format(in_markdown(written(name).title() or "–"))


def written(name: str) -> str:
    """Return a name with whole syllables, and the letters that found no place in one as they are typed."""
    return "".join(names.shown(c) for c in names.spelled(name))


def legend(say: Words) -> str:
    """Return what the colours mean."""
    return " ".join(MARKS[kind].format(say(f"name_kinds.{kind}")) for kind in MARKS)


def verdict(say: Words, learner: Learner, kinds: list[str]) -> str:
    """Return what it makes, and whether it has understood or learnt by heart."""
    best = min(learner.tests)
    facts = {
        "new": kinds.count("new"),
        "listed": kinds.count("listed"),
        "broken": kinds.count("broken"),
        "all": MADE,
    }
    numbers = {
        "train": learner.losses[-1],
        "test": learner.tests[-1],
        "pairs": names.pairs_loss(learner.plan.language),
    }
    told = {name: theme.number(value) for name, value in numbers.items()} | {"best": theme.number(best)}
    told["at"] = str(learner.tests.index(best) + 1)
    by_heart = learner.tests[-1] > best + 0.15
    how = "heart" if by_heart else "better" if numbers["test"] < numbers["pairs"] else "worse"
    return f"{say('names_verdict', **facts)} {say(f'names_{how}', **told)}"


def beginning(say: Words, learner: Learner) -> None:
    """Let the learner write a beginning; draw what is likeliest to come next."""
    first = say(f"name_begun.{learner.plan.language}")
    key = own.key(f"name_begun_{learner.plan.language}")
    begun = st.text_input(say("begun"), first, max_chars=LONGEST_BEGINNING, key=key)
    read, left = (written(part) for part in names.parted(begun, learner.plan.language))
    if left:
        st.caption(
            say("names_partly" if read else "names_unread", left=in_markdown(left), read=in_markdown(read))
        )
    shares = dict(list(queue.ask(say, learner.next_letter, begun).items())[:LIKELY])
    shown = [say("name_over") if c == names.END else names.shown(c) for c in shares]
    facts = ", ".join(f"{c} {theme.percent(s)}" for c, s in zip(shown, shares.values(), strict=True))
    title = say("next_title")
    panels.chart(figures.likely(shown, list(shares.values()), title), f"{title}: {facts}", "name_next")
