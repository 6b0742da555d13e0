"""One network of the family: the idea, the paper, and the block that made it."""

import streamlit as st

from core.architectures import blocks, model_zoo
from core.figures import theme
from core.i18n.catalog import Words
from core.ui.components.architectures.block import block

BENDS = {"tanh", "sigmoid", "hard sigmoid"}
"""bends that keep numbers within limits; the others cut the negative ones off"""


def draw(say: Words, member: model_zoo.Member) -> None:
    """Draw the card of a network."""
    st.subheader(f"{member.title} ({member.paper.year})", anchor=False)
    text, drawing = st.columns([1, 2], gap="large")
    with text:
        st.markdown(f"**{say(f'family.ideas.{member.name}')}**")
        paper = member.paper
        st.markdown(f"{paper.authors} ({paper.year}). *{paper.title}*. {paper.where}")
        for name, value in numbers(say, member).items():
            st.markdown(f"**{value}** {name}")
        if member.after:
            elders = ", ".join(model_zoo.members()[name].title for name in member.after)
            st.markdown(say("family.after", names=elders))
        if say.has(f"family.notes.{member.name}"):
            st.caption(say(f"family.notes.{member.name}"))
    with drawing:
        st.markdown(f"**{say(f'family.blocks.{member.block}')}**")
        draw_block(say, member)


def numbers(say: Words, member: model_zoo.Member) -> dict[str, str]:
    """Return a network's three numbers by what they mean."""
    source = say(f"family.sources.{member.source}")
    return {
        say("family.card_parameters"): counted(say, member.parameters),
        say("family.card_work"): counted(say, member.multiply_adds),
        "" if member.top1 is None else say("family.card_top1", source=source): top1(say, member.first_top1),
    }


def draw_block(say: Words, member: model_zoo.Member) -> None:
    """Draw the block of a network with its words."""
    steps = blocks.BLOCKS[member.block]
    tokens = member.block == "transformer"
    end = f"family.drawing.{'tokens' if tokens else 'maps'}"
    listed = " → ".join(box_name(say, op) for op in blocks.operations(steps))
    words = say.table("family.drawing") | {
        "enter": say(end, n=steps[0].n_in),
        "leave": say(end, n=steps[-1].n_out),
        "alt": say("family.drawing.alt", title=member.title, steps=listed),
    }
    block(steps, lambda op: box_name(say, op), lambda step: about(say, step), words, "family_block")


def box_name(say: Words, op: blocks.Op) -> str:
    """Return the words in a box."""
    return op.label if op.kind in ("bend", "norm") else say(f"family.boxes.{op.kind}", size=op.label)


def about(say: Words, step: blocks.Op | blocks.Split) -> str:
    """Return what a box or a joint does, with its numbers."""
    if isinstance(step, blocks.Split):
        return say(f"family.joins.{step.join}", n=f"{step.n_out:,}")
    kind = f"{step.kind}_{step.label}" if step.kind == "norm" else step.kind
    if step.kind == "bend":
        kind = "squash" if step.label in BENDS else "bend"
    elif step.kind == "conv" and step.label == "1×1":
        kind = "pointwise"
    facts = {"size": step.label, "a": f"{step.n_in:,}", "b": f"{step.n_out:,}"}
    said = say(f"family.told.{kind}", **facts)
    return f"{said} {say('family.weights', n=f'{step.weights:,}')}" if step.weights else said


def counted(say: Words, count: int) -> str:
    """Return a large number as people say it: 25.6 million, 2,556만."""
    for unit in ("large", "middle", "small"):
        size = float(say(f"family.units.{unit}_is"))
        if count >= size:
            n = theme.number(count / size, 1 if count < 100 * size else 0).removesuffix(".0")
            return say(f"family.units.{unit}", n=n)
    return f"{count:,}"


def top1(say: Words, share: float | None) -> str:
    """Return an accuracy with one decimal, or that there is none."""
    return say("family.untested") if share is None else f"{share * 100:.1f}%"
