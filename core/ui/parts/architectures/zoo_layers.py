"""The layers of one network: where its numbers are, where its work is, and how to count both oneself."""

from math import prod

import streamlit as st

from core.architectures import layer_tables, model_zoo
from core.architectures.layer_tables import Layer, Stage
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.ui import controls, panels
from core.ui.parts.architectures.zoo_card import counted

COLUMNS = ("stage", "layer", "kind", "shape", "parameters", "multiply_adds")
WEIGHING = ("conv", "dense", "attention")
"""kinds of layers that papers count when they call a network 16 or 50 layers deep"""


def draw(say: Words, member: model_zoo.Member) -> None:
    """Draw the layer table of a network and the counting exercise."""
    st.subheader(say("family.layers", title=member.title), anchor=False)
    form = member.forms[0]
    if len(member.forms) > 1:
        form = controls.choice(
            st.segmented_control,
            say("family.form"),
            member.forms,
            "form",
            form,
            lambda name: say(f"family.forms.{name}"),
            required=True,
        )
    layers = layer_tables.table(form)
    stage_table(say, layer_tables.stages(layers))
    total = {name: sum(getattr(layer, name) for layer in layers) for name in COLUMNS[-2:]}
    st.caption(say("family.totals", **{name: f"{count:,}" for name, count in total.items()}))
    with st.expander(say("family.all_layers", n=len(layers)), icon=":material/table_rows:"):
        rows = [cells(say, layer) for layer in layers]
        st.dataframe(
            [dict(zip(headings(say), row, strict=True)) for row in rows], hide_index=True, height=420
        )
        csv = to_csv(headings(say), rows)
        panels.download(say, "download_csv", csv, f"{form}_layers.csv", "text/csv")
    count(say, form, layers)


def stage_table(say: Words, stages: tuple[Stage, ...]) -> None:
    """Draw one row a stage, with bars for its share of the numbers and of the work."""
    learnt = sum(stage.parameters for stage in stages)
    done = sum(stage.multiply_adds for stage in stages)
    named = {
        name: say(f"family.column_{name}")
        for name in (
            "stage",
            "shape",
            "share_parameters",
            "share_work",
            "parameters",
            "multiply_adds",
            "weighing",
        )
    }
    rows = [
        {
            named["stage"]: stage_name(say, stage, number),
            named["shape"]: written(stage.shape),
            named["share_parameters"]: 100 * stage.parameters / learnt,
            named["share_work"]: 100 * stage.multiply_adds / done,
            named["parameters"]: counted(say, stage.parameters),
            named["multiply_adds"]: counted(say, stage.multiply_adds),
            named["weighing"]: sum(layer.kind in WEIGHING for layer in stage.layers),
        }
        for number, stage in enumerate(stages, 1)
    ]
    bars = st.column_config.ProgressColumn(format="%.0f%%", min_value=0, max_value=100, color="primary")
    config = {named["share_parameters"]: bars, named["share_work"]: bars}
    st.dataframe(rows, column_config=config, hide_index=True, height="content")


def stage_name(say: Words, stage: Stage, number: int) -> str:
    """Return what a stage is called."""
    if not stage.shape:
        return say("family.stages.loose")
    if len(stage.shape) == 1:
        return say("family.stages.list")
    return say("family.stages.maps" if len(stage.shape) == 3 else "family.stages.tokens", n=number)


def headings(say: Words) -> list[str]:
    """Return the heads of the long table."""
    return [say(f"family.column_{column}") for column in COLUMNS]


def cells(say: Words, layer: Layer) -> tuple[object, ...]:
    """Return a layer's row of the long table."""
    kind = say(f"family.kinds.{layer.kind}")
    if layer.kind == "conv" and layer.kernel:
        groups = "" if layer.groups == 1 else f", {say('family.groups', n=layer.groups)}"
        kind = f"{kind} {written(layer.kernel)}{groups}"
    shape = written(layer.shape)
    return layer.stage + 1, layer.name, kind, shape, layer.parameters, layer.multiply_adds


def written(shape: tuple[int, ...]) -> str:
    """Return a shape with the channels last, as people write it: 55×55×96."""
    if len(shape) == 3:
        shape = (*shape[1:], shape[0])
    return "×".join(map(str, shape)) or "–"


def count(say: Words, form: str, layers: tuple[Layer, ...]) -> None:
    """Let the learner count the parameters of a layer; show the sum worked out once it is right."""
    countable = {layer.name: layer for layer in layers if layer.countable}
    st.subheader(say("family.count"), anchor=False)
    choose, answer = st.columns(2)
    with choose:
        names = list(countable)
        chosen = controls.choice(
            st.selectbox, say("family.layer"), names, "counted", names[0], lambda n: title(countable[n])
        )
    layer = countable[chosen]
    given = answer.number_input(say("family.answer"), 0, None, 0, 1, key=f"answer_{form}_{chosen}")
    right = given == layer.parameters
    bias = say("family.with_bias" if layer.bias else "family.without_bias")
    st.markdown(f"{say('family.formula')} {bias}")
    known = f"{layer.parameters:,}" if right else "?"
    state = f"{learning(layer)} = **{known}**"
    if right:
        state += f" · {say('family.work_sum')} {working(layer)} = **{layer.multiply_adds:,}**"
    elif given:
        state += f" · {say('family.too_small' if given < layer.parameters else 'family.too_large')}"
    panels.challenge(say, right, state, "family.count")
    if not right:
        with st.expander(say("family.solution"), icon=":material/visibility:"):
            st.markdown(f"{learning(layer)} = **{layer.parameters:,}**")
            st.markdown(f"{say('family.work_sum')} {working(layer)} = **{layer.multiply_adds:,}**")


def title(layer: Layer) -> str:
    """Return a layer's name with its window and channels."""
    window = f" · {written(layer.kernel)}" if layer.kind == "conv" else ""
    return f"{layer.name}{window} · {layer.n_in:,} → {layer.n_out:,}"


def factors(layer: Layer) -> str:
    """Return k·k·C_in·C_out with its numbers."""
    window = [str(side) for side in layer.kernel] if prod(layer.kernel) > 1 else []
    each = str(layer.n_in) if layer.groups == 1 else f"({layer.n_in}/{layer.groups})"
    return "·".join([*window, each, str(layer.n_out)])


def learning(layer: Layer) -> str:
    """Return the sum that gives a layer's parameters."""
    return factors(layer) + (f" + {layer.n_out}" if layer.bias else "")


def working(layer: Layer) -> str:
    """Return the product that gives a layer's multiply–adds."""
    return "·".join([*map(str, layer.places), factors(layer)])
