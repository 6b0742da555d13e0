"""What becomes of the agent without one of its tricks, from trainings made beforehand."""

import streamlit as st

from core.cartpole import ablations, curves
from core.cartpole.ablations import Comparison
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.ui import controls, panels, shell

CHANGED = tuple(name for name in ablations.VARIANTS if name != "normal")


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    found = ablations.read()
    name = controls.choice(
        st.pills, say("ablation.choose"), CHANGED, "variant", "no_replay", lambda v: say(f"ablation.{v}")
    )
    names = say("ablation.normal"), say(f"ablation.{name}")
    titles = say("train.axis_attempt"), say("ablation.axis_return")
    comparison = ablations.compare(found["normal"], found[name])
    told = sentence(say, name, comparison)
    figure = curves.compared(found["normal"], found[name], names, titles)
    panels.chart(figure, say("ablation.alt", name=names[1], told=told), "ablation")
    panels.verdict(told)
    st.caption(
        say("ablation.made", seeds=ablations.SEEDS, attempts=ablations.EPISODES, starts=len(ablations.TEST))
    )
    with st.expander(say("ablation.every"), icon=":material/list:"):
        for other in CHANGED:
            compared = ablations.compare(found["normal"], found[other])
            st.markdown(f"**{say(f'ablation.{other}')}**: {sentence(say, other, compared)}")
        download(say, found)


def sentence(say: Words, name: str, found: Comparison) -> str:
    """Return how a variant did against the usual algorithm, and why."""
    facts = {
        "last": ablations.LAST,
        "mine": f"{found.variant:.0f}",
        "usual": f"{found.normal:.0f}",
        "least": f"{found.least:.0f}",
        "most": f"{found.most:.0f}",
    }
    return f"{say(f'ablation.{found.kind}', **facts)} {say(f'ablation.why_{name}')}"


def download(say: Words, found: dict[str, ablations.Curves]) -> None:
    """Offer all numbers."""
    header = [
        say("ablation.choose"),
        say("train.column_attempt"),
        *(str(i + 1) for i in range(ablations.SEEDS)),
    ]
    rows = [
        [say(f"ablation.{name}"), int(episode), *map(float, column)]
        for name, one in found.items()
        for episode, column in zip(one.episodes, one.returns.T, strict=True)
    ]
    panels.download(say, "download_csv", to_csv(header, rows), "ablations.csv", "text/csv")
