"""Models and device: what is on this computer, how big, how good, how fast, whose, under which licence."""

import streamlit as st

from core.figures import charts
from core.runtime import defaults, device, engine, gateway, registry, weights
from core.ui import controls, panels, shell

say = shell.page("models")
st.markdown(say("look"))
ROUNDS, TABLE_PX = 10, 460


def facts(name: str) -> dict[str, object]:
    """Return one row of the table."""
    spec, speeds = registry.get_spec(name), st.session_state.get("speeds", {})
    metric, value = next(iter(spec.weights.metrics.items()), (None, 0.0))
    return {
        "column_model": spec.title,
        "column_state": say(f"state_{weights.state(name)}"),
        "column_task": say(f"task_{spec.task}"),
        "column_quality": metric and f"{panels.measure_of(metric, value)} ({say(f'card.{metric}')})",
        "column_speed": speeds.get(name),
        "column_size": spec.weights.bytes / 1e6,
        "column_parameters": spec.parameters / 1e6,
        "column_kind": say(f"card.kind_{spec.weights.kind}"),
        "column_licence": spec.weights.licence,
    }


def button(action: str, icon: str) -> bool:
    """Draw what can be done with a model; return whether it was clicked."""
    return st.button(say(action), key=f"model_{action}", icon=f":material/{icon}:")


@shell.guarded
def one_model(name: str) -> None:
    """Fetch, check, remove or time one model. No fragment: a click inside one would not stop a download."""
    state, spec = weights.state(name), registry.get_spec(name)
    with st.container(horizontal=True):
        main = {"icon": ":material/download:", "type": "primary", "key": "model_get"}
        missing = state == "missing" or (state == "damaged" and spec.weights.kind in weights.FETCHED)
        get = missing and st.button(say("get", mb=round(spec.weights.bytes / 1e6)), **main)
        check = state != "missing" and button("check", "verified")
        removable = state != "missing" and spec.weights.kind in weights.FETCHED
        remove = removable and button("remove", "delete")
        measure = state == "ready" and button("measure", "timer")
    if get:
        fetch(name)
    elif check:
        weights.resolve(name)
        st.success(say("check_fine"), icon=":material/check_circle:")
    elif remove:
        weights.remove(name)
        st.rerun()
    elif measure:
        with st.spinner(say("measuring")):
            milliseconds = gateway.call(engine.measure, name, ROUNDS)
        st.session_state.setdefault("speeds", {})[name] = milliseconds
        st.rerun()
    if name in st.session_state.get("speeds", {}):
        st.markdown(say("measured", ms=f"{st.session_state.speeds[name]:.1f}", n=ROUNDS))


def fetch(name: str) -> None:
    """Download with a bar; the stop button runs the page again, which ends the download."""
    st.button(say("stop"), icon=":material/stop_circle:")
    bar = st.progress(0.0)

    def show(done: int, total: int) -> None:
        bar.progress(min(1.0, done / total), say("getting", done=round(done / 1e6), total=round(total / 1e6)))

    weights.download(name, show)
    st.rerun()


here = device.describe()
columns = st.columns([4, 5, 2])
columns[0].metric(say("device"), here.name)
gigabytes = {"free": f"{here.memory_free_bytes / 1e9:.1f}", "total": f"{here.memory_total_bytes / 1e9:.0f}"}
columns[1].metric(say("memory"), say("free", **gigabytes))
columns[2].metric(say("cores"), here.cores)

names = registry.list_models()
every = [registry.get_spec(name) for name in registry.list_models("classification")]
classifiers = [spec for spec in every if spec.weights.kind != "bundled"]  # only what one test compares
points = {
    "x": [spec.parameters / 1e6 for spec in classifiers],
    "y": [spec.weights.metrics["top1"] * 100 for spec in classifiers],
    "labels": [spec.title for spec in classifiers],
    "filled": [weights.state(spec.name) == "ready" for spec in classifiers],
}
told = ", ".join(
    f"{title} {x:.1f} M {y:.1f}%"
    for title, x, y in zip(points["labels"], points["x"], points["y"], strict=True)
)
figure = charts.dots(**points, x_title=say("axis_parameters"), y_title=say("axis_accuracy"))
with st.container(key="family_chart"):
    panels.chart(figure, say("chart_alt", facts=told), key="family")
st.caption(say("chart_note"))
numbers = ("column_size", "column_parameters", "column_speed")
formats = {say(column): st.column_config.NumberColumn(format="%.1f") for column in numbers}
formats[say("column_model")] = st.column_config.TextColumn(width="medium", pinned=True)
rows = [{say(column): value for column, value in facts(name).items()} for name in names]
st.dataframe(rows, column_config=formats, hide_index=True, height=TABLE_PX, placeholder="–")
first = defaults.best("classification", "everyday")
model = controls.choice(st.selectbox, say("choose"), names, "model", first, panels.title_of)
one_model(model)
panels.model_card(say, model)
panels.how_it_works(say)
