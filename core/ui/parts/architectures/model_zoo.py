"""The family: seventeen networks from 1998 to 2022, who built on whom, how good, how large, how fast."""

from math import log10

import streamlit as st

from core.architectures import model_zoo
from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.runtime import device
from core.ui import controls, panels, queue
from core.ui.components.architectures.zoo_chart import Axis, Chart, Dot, family_chart
from core.ui.parts.architectures import zoo_card, zoo_layers
from core.ui.parts.architectures.zoo_card import counted, top1

START, VERSUS = "resnet50", "vgg16"
SPEEDS, WAITING = "family_speeds", "family_waiting"
"""what is kept for the session: measured ms by name; the networks that are still to be measured"""
TWIN = 0.2
"""how far two equally good networks of one year stand apart, in years"""
MARKS = {
    "parameters": (1e6, (5, 10, 20, 50, 100)),
    "multiply_adds": (1e9, (0.2, 0.5, 1, 2, 5, 10, 20)),
    "ms": (1, (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
}
"""unit and marks of the axes that are logarithmic"""
SMALLEST, POINTS = 1 / 20, 5
"""the challenge: at most this share of the other's numbers, and yet so many points better"""


def draw(say: Words) -> None:
    """Draw the part."""
    members = model_zoo.members()
    stage, side = panels.stage_and_controls()
    with side:
        axis = controls.choice(
            st.radio, say("family.axis"), model_zoo.AXES, "axis", "year", lambda a: say(f"family.axes.{a}")
        )
        names = list(members)
        picked, versus = (
            controls.choice(
                st.selectbox, say(f"family.{key}"), names, key, default, lambda n: members[n].title
            )
            for key, default in (("member", START), ("rival", VERSUS))
        )
        measuring(say, axis)
    first, second = members[picked], members[versus]
    with stage:
        chart(say, axis, picked, versus)
        panels.verdict(" ".join(sentences(say, first, second)))
        st.caption(say("family.source"))
    zoo_card.draw(say, first)
    zoo_layers.draw(say, first)
    challenge(say, first, second)
    panels.download(say, "download_csv", lambda: table(say), "networks.csv", "text/csv")
    measure_next(say, axis)


def speeds() -> dict[str, float]:
    """Return what has been measured in this session: ms for one photo, by name."""
    return st.session_state.setdefault(SPEEDS, {})


def chart(say: Words, axis: str, picked: str, versus: str) -> None:
    """Draw all networks on the chosen axis."""
    members = model_zoo.members()
    places = {name: place(member, axis) for name, member in members.items()}
    dots = [
        Dot(
            name,
            member.title,
            places[name],
            None if member.first_top1 is None else member.first_top1 * 100,
            facts(say, member),
            member.top1 * 100 if member.earlier_top1 and member.top1 else None,
        )
        for name, member in members.items()
    ]
    by_year = axis == "year"
    costs = [(dot.name, dot.x, dot.y) for dot in dots if dot.x is not None and dot.y is not None]
    words = {
        "x": say(f"family.axis_{axis}"),
        "y": say("family.axis_top1"),
        "lane": say("family.untested"),
        "alt": say("family.alt", facts="; ".join(dot.said for dot in dots)),
        "none": say("family.being_measured" if st.session_state.get(WAITING) else "family.not_measured"),
    }
    shown = Chart(
        dots,
        axis_of(axis, [x for _, x, _ in costs]),
        links=[(older, m.name) for m in members.values() for older in m.after] if by_year else [],
        best=[] if by_year else model_zoo.frontier(costs),
    )
    family_chart(shown, (picked, versus), words, "family_chart", take_pick)


def place(member: model_zoo.Member, axis: str) -> float | None:
    """Return where a network stands on the chart, None where it has no place."""
    if axis == "year":
        twins = [m.name for m in model_zoo.members().values() if near(m, member)]
        step = twins.index(member.name) * TWIN
        return years().index(member.paper.year) + step  # not to scale: half the axis would be empty
    return None if member.top1 is None else model_zoo.value(member, axis, speeds())


def near(one: model_zoo.Member, other: model_zoo.Member) -> bool:
    """Tell whether two networks of one year would cover each other on the chart."""
    return one.paper.year == other.paper.year and abs((one.first_top1 or 0) - (other.first_top1 or 0)) < 0.01


def years() -> list[int]:
    """Return the years in which something was published."""
    return sorted({member.paper.year for member in model_zoo.members().values()})


def axis_of(axis: str, values: list[float]) -> Axis:
    """Return the ends and marks of an axis that shows `values`."""
    if axis == "year":
        marks = [(index, str(year)) for index, year in enumerate(years())]
        return Axis((-0.4, len(marks) - 0.4), marks)
    unit, marks = MARKS[axis]
    low, high = (min(values), max(values)) if values else (unit, 100 * unit)
    room = 0.12 * log10(high / low) + 0.05
    ends = log10(low) - room, log10(high) + room
    inside = [mark for mark in marks if ends[0] <= log10(mark * unit) <= ends[1]]
    return Axis(ends, [(mark * unit, f"{mark:g}") for mark in inside], log=True)


def take_pick() -> None:
    """Choose the network that was clicked; the one chosen before is what it is compared with."""
    name = st.session_state.family_chart.picked
    if name in model_zoo.members():
        st.session_state["rival"] = st.session_state.get("member", START)
        st.session_state["member"] = name


def facts(say: Words, member: model_zoo.Member) -> str:
    """Return a network's facts in one line."""
    ms = speeds().get(member.name)
    known = {
        "title": member.title,
        "year": member.paper.year,
        "top1": top1(say, member.first_top1),
        "parameters": counted(say, member.parameters),
        "work": counted(say, member.multiply_adds),
    }
    return say("family.facts", **known) + (f" · {ms:.1f} ms" if ms else "")


def sentences(say: Words, first: model_zoo.Member, second: model_zoo.Member) -> list[str]:
    """Return what the comparison of two networks says."""
    if first.name == second.name:
        return [say("family.verdict_same")]
    pair = model_zoo.compare(first, second)
    size = {
        "first": first.title,
        "second": second.title,
        "size": amount(say, pair.parameters),
        "work": amount(say, pair.multiply_adds),
    }
    said = [say("family.verdict_size", **size)]
    times = [speeds().get(member.name) for member in (first, second)]
    if all(times):
        said.append(say("family.verdict_ms", a=theme.number(times[0], 1), b=theme.number(times[1], 1)))
    if pair.points is None:
        return [*said, say("family.verdict_untested")]
    way = "equal" if abs(pair.points) < 0.05 else "more" if pair.points > 0 else "less"
    points = theme.number(abs(pair.points), 1)
    said.append(
        say(
            f"family.verdict_{way}",
            points=points,
            p=top1(say, first.first_top1),
            q=top1(say, second.first_top1),
        )
    )
    for member in (first, second):
        if member.earlier_top1:
            rise = {"p": top1(say, member.earlier_top1), "q": top1(say, member.top1)}
            said.append(say("family.verdict_recipe", title=member.title, **rise))
    return said


def amount(say: Words, ratio: float) -> str:
    """Return a ratio as people say it: 18% of, or 5.4 times."""
    if ratio < 1:
        return say("family.percent_of", share=theme.percent(ratio))
    digits = 2 if ratio < 1.1 else 1 if ratio < 100 else 0
    return say("family.times", ratio=theme.number(ratio, digits))


def challenge(say: Words, first: model_zoo.Member, second: model_zoo.Member) -> None:
    """Let the learner find a pair in which the small one is much the better one."""
    pair = model_zoo.compare(first, second)
    solved = pair.points is not None and pair.parameters < SMALLEST and pair.points >= POINTS
    state = {"first": first.title, "second": second.title, "size": amount(say, pair.parameters)}
    if pair.points is None:
        said = say("family.find_untested", **state)
    else:
        said = say("family.find_state", points=theme.number(pair.points, 1), **state)
    panels.challenge(say, solved, said, "family.find")


def measuring(say: Words, axis: str) -> None:
    """Offer to measure all networks here, or to stop it."""
    if axis != "ms":
        return
    waiting, done = st.session_state.get(WAITING, []), len(speeds())
    order = sorted(model_zoo.members().values(), key=lambda m: (m.top1 is None, m.multiply_adds))
    missing = [member.name for member in order if member.name not in speeds()]
    if waiting:
        look = {"label": say("family.stop"), "icon": ":material/stop_circle:", "args": ([],)}
        st.progress(done / (done + len(waiting)), say("family.measuring", n=len(waiting)))
    else:
        look = {"label": say("family.measure"), "icon": ":material/timer:", "args": (missing,)}
    st.button(key="family_measure", on_click=wait_for, disabled=not missing, **look)
    st.caption(say("family.measured_how", device=device.describe().name))


def wait_for(names: list[str]) -> None:
    """Set which networks are to be measured, in this order."""
    st.session_state[WAITING] = names


def measure_next(say: Words, axis: str) -> None:
    """Measure one network and draw the page again: so the chart fills up, and a click stops it."""
    waiting = st.session_state.get(WAITING, [])
    if axis != "ms" or not waiting:
        return
    speeds()[waiting[0]] = queue.ask(say, model_zoo.measure, waiting[0])
    wait_for(waiting[1:])
    st.rerun()


def table(say: Words) -> bytes:
    """Return the whole family as CSV."""
    columns = ("network", "year", "paper", "parameters", "multiply_adds", "top1", "source", "ms")
    rows = [
        (
            m.title, m.paper.year, f"{m.paper.authors} ({m.paper.year}). {m.paper.title}. {m.paper.where}",
            m.parameters, m.multiply_adds, "" if m.first_top1 is None else round(m.first_top1 * 100, 3),
            say(f"family.sources.{m.source}"), speeds().get(m.name, ""),
        )
        for m in model_zoo.members().values()
    ]  # fmt: skip
    return to_csv([say(f"family.column_{column}") for column in columns], rows)
