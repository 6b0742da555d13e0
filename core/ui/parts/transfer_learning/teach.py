"""Teach your own classes: photos on shelves, a head that learns from them in seconds, what it is worth."""

import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.runtime import defaults, gateway
from core.shared.backbones import BACKBONES, features, networks
from core.transfer_learning import sample_albums, weather
from core.transfer_learning.learning import Head, Lesson, learn
from core.ui import cache, controls, inputs, own, panels, queue
from core.ui.components.common.bars import bars
from core.ui.components.common.filmstrip import Frame, filmstrip
from core.ui.parts.transfer_learning import album, photo_shelves, report
from core.ui.parts.transfer_learning.photo_shelves import Groups

SETS = ("varied", "wall", "few", "weather", "own", "file")
READY = ("weather", "file")
"""sets that bring a head along, and no photos"""
SKIES = ("china", "rocket", "bus", "astronaut", "flower", "coffee")
"""samples to ask for the weather; indoors it answers too"""
REFUSED = {"never": None, "0": 0.0, "5": 0.05, "10": 0.1, "20": 0.2}
"""percent of the learner's photos that "none of these" may refuse"""
BROUGHT = {"never": None, "kept": REFUSED["5"]}
"""the same where a head brings its own limit along, and no photos to set another by"""
FIRST = {"varied": "cup-grass", "wall": "cup-grass", "few": "cup-gravel"}
"""the picture that is tried first"""
SLOW_S = 0.7
GOAL = 0.8


def draw(say: Words) -> None:
    """Draw the part; no fragment, as a click must be able to end a long run."""
    stage, side = panels.stage_and_controls()
    sets = tuple(name for name in SETS if name != "weather" or defaults.problem(weather.BACKBONE) is None)
    with side:
        chosen = controls.choice(
            st.radio, say("set"), sets, "teach_set", "varied", lambda name: say(f"sets.{name}")
        )
        if chosen == "own":
            album.edit(say)
        elif chosen == "file":
            album.open_file(say)
        else:
            go = {"type": "primary", "width": "stretch", "key": "teach_own", "icon": ":material/add_a_photo:"}
            st.button(say("start"), on_click=start_own, **go)
        with st.expander(say("more"), icon=":material/tune:"):
            backbone, refused = choose_how(say, chosen)
    groups = groups_of(say, chosen)
    with stage:
        lesson = taught(say, chosen, groups, backbone)
        known = weather.tested() if chosen == "weather" else None
        if known is not None:
            st.markdown(say("weather_about", right=known.right, n=known.photos, data=known.data))
        if chosen not in READY:
            photo_shelves.draw(say, groups, lesson, chosen == "own")
        for sentence in photo_shelves.advice(say, groups) if chosen == "own" else ():
            st.warning(sentence, icon=":material/add_photo_alternate:")
        if lesson is not None:
            head = with_limit(lesson, refused)
            picture, truth = to_try(say, chosen)
            found = answer(say, picture, head)
            show_answer(say, picture, head, found)
            panels.verdict(verdict(say, lesson, head, found, truth))
    if lesson is not None:
        report.draw(say, groups, lesson, head, picture, found, chosen in FIRST, known)
    panels.challenge(say, *stand(say, chosen == "own", lesson))
    for network in networks(head.backbone if lesson is not None else backbone):
        panels.model_card(say, network)


def stand(say: Words, mine: bool, lesson: Lesson | None) -> tuple[bool, str]:
    """Return whether the challenge is met, and where the learner stands."""
    if not mine:
        return False, say("challenge_example")
    if lesson is None or lesson.check is None:
        return False, say("challenge_untested")
    low = lesson.check.low
    return low >= GOAL, say("challenge_state", low=theme.percent(low), goal=theme.percent(GOAL))


def start_own() -> None:
    """Leave the examples."""
    st.session_state["teach_set"] = "own"


def choose_how(say: Words, chosen: str) -> tuple[str, float | None]:
    """Draw the other controls; return the frozen network, and the share of own photos that may be refused."""
    backbone = panels.choose_model(say, "backbone", "everyday", tuple(BACKBONES), "backbone")
    offered = BROUGHT if chosen in READY else REFUSED
    default = "never" if chosen == "wall" else "kept" if chosen in READY else "5"
    refused = controls.choice(
        st.selectbox,
        say("refused"),
        tuple(offered),
        f"refused_{chosen}",
        default,
        lambda name: say(f"refusals.{name}"),
        help=None if chosen in READY else say("refused_help"),
    )
    return backbone, offered[refused]


@st.cache_resource(max_entries=4, show_spinner=False)
def example(how: str) -> dict[str, dict[str, inputs.Picture]]:
    """Return the photos of an example by class; they are nobody's, so everybody shares them."""
    return {
        thing: {key: _drawn(key, rgb) for key, rgb in photos}
        for thing, photos in sample_albums.album(how).items()
    }


@st.cache_resource(max_entries=1, show_spinner=False)
def to_ask() -> dict[str, tuple[str, inputs.Picture]]:
    """Return pictures that no example was taught, with what they show ("": a bare wall)."""
    return {key: (thing, _drawn(key, rgb)) for key, (thing, rgb) in sample_albums.unseen().items()}


def _drawn(key: str, rgb: np.ndarray) -> inputs.Picture:
    return inputs.Picture(key, key, images.to_jpeg(rgb), (rgb.shape[1], rgb.shape[0]))


def groups_of(say: Words, chosen: str) -> Groups:
    """Return the photos by the class's name on the page."""
    if chosen == "own":
        return album.classes(say)
    if chosen in READY:
        return {}
    return {say(f"things.{thing}"): photos for thing, photos in example(chosen).items()}


def taught(say: Words, chosen: str, groups: Groups, backbone: str) -> Lesson | None:
    """Return what was learnt from the photos, or None where there are not two classes with photos."""
    if chosen in READY:
        head = weather.ready(say.lang) if chosen == "weather" else own.get("head")
        return head and Lesson(head, None, None)
    filled = {name: photos for name, photos in groups.items() if photos}
    if len(filled) < 2:
        return None
    if chosen != "own":
        lesson = example_lesson(chosen, backbone)
        return replace(lesson, head=replace(lesson.head, labels=tuple(filled)))
    x = np.stack(vectors(say, [photo for photos in filled.values() for photo in photos.values()], backbone))
    names = tuple((name, tuple(photos)) for name, photos in filled.items())
    return own_lesson(names, backbone, x, say)


@st.cache_resource(max_entries=16, show_spinner=False)
def example_lesson(how: str, backbone: str) -> Lesson:
    """Return what is learnt from an example; the labels are those of `exhibits`."""
    groups = example(how)
    photos = [photo.rgb() for photos in groups.values() for photo in photos.values()]
    x = np.stack([gateway.call(features, rgb, backbone) for rgb in photos])
    return gateway.call(learn, x, _numbers(groups), tuple(groups), backbone)


@cache.per_session
def own_lesson(names: tuple, backbone: str, _x: np.ndarray, _say: Words) -> Lesson:
    """Return what is learnt from features (N, d) of the photos in (class, keys) pairs."""
    return queue.ask(_say, learn, _x, _numbers(dict(names)), tuple(name for name, _ in names), backbone)


def _numbers(groups: Mapping) -> np.ndarray:
    """Return the class number of each photo (N,)."""
    return np.repeat(np.arange(len(groups)), [len(photos) for photos in groups.values()])


def vectors(say: Words, photos: list[inputs.Picture], backbone: str) -> list[np.ndarray]:
    """Return features (d,) of each photo; where it takes long, show how far it is and how to get out."""
    place, bar, started, found = st.empty(), None, time.perf_counter(), []
    for done, photo in enumerate(photos):
        if bar is None and time.perf_counter() - started > SLOW_S:
            with place.container():
                bar = st.progress(0.0)
                st.button(say("stop_looking"), on_click=_back_to_bundled, icon=":material/stop_circle:")
        if bar is not None:
            bar.progress(done / len(photos), say("looking", done=done, all=len(photos)))
        found.append(
            album.kept_features(photo, backbone, lambda one=photo: vector(one.key, backbone, one, say))
        )
    place.empty()
    return found


def _back_to_bundled() -> None:
    st.session_state["backbone"] = "everyday"


@cache.per_session(most=400)
def vector(key: str, backbone: str, _photo: inputs.Picture, _say: Words) -> np.ndarray:
    """Return a photo's features (d,)."""
    return queue.ask(_say, features, _photo.rgb(), backbone)


def with_limit(lesson: Lesson, refused: float | None) -> Head:
    """Return the head with the limit that refuses a share of the learner's photos; None refuses nothing."""
    if lesson.check is None:
        return lesson.head if refused is not None else replace(lesson.head, limit=2.0)
    return replace(lesson.head, limit=2.0 if refused is None else lesson.check.limit(refused))


def to_try(say: Words, chosen: str) -> tuple[inputs.Picture, str | None]:
    """Let the learner choose what to ask about; return it and, in an example, what it really shows."""
    st.subheader(say("try"), anchor=False)
    if chosen in ("own", *READY):
        sky = chosen == "weather"
        picture = inputs.picture(say, SKIES, default="china") if sky else inputs.choose_picture(say)
        inputs.add_pictures(say)
        return picture, None
    pictures = to_ask()
    key = st.session_state.get("teach_try")
    key = key if key in pictures else FIRST[chosen]
    frames = [Frame(k, p.thumbnail(), scene_name(say, k)) for k, (_, p) in pictures.items()]
    filmstrip(frames, key, say("try"), "teach_strip", on_pick=_tried)
    thing, picture = pictures[key]
    return picture, say(f"things.{thing}") if thing else ""


def scene_name(say: Words, key: str) -> str:
    """Return what a picture of the examples shows, in words."""
    thing, _, wall = key.rpartition("-")
    where = say(f"walls.{wall}")
    return say("scene", thing=say(f"things.{thing}"), wall=where) if thing else where


def _tried() -> None:
    if st.session_state.teach_strip.picked:
        st.session_state["teach_try"] = st.session_state.teach_strip.picked


def answer(say: Words, picture: inputs.Picture, head: Head) -> report.Answer:
    """Return what the head says of a picture."""
    x = vector(picture.key, head.backbone, picture, say)[None]
    return report.Answer(head.probabilities(x)[0], float(head.distances(x)[0]), head.limit)


def show_answer(say: Words, picture: inputs.Picture, head: Head, found: report.Answer) -> None:
    """Draw the picture and, beside it, the classes as bars."""
    photo, chances = st.columns(2, gap="medium")
    panels.image(photo, picture.jpeg, width=360, alt=say("try_alt"))
    order = np.argsort(-found.probabilities)
    names, shares = [head.labels[i] for i in order], found.probabilities[order]
    facts = ", ".join(f"{name} {theme.percent(share)}" for name, share in zip(names, shares, strict=True))
    with chances:
        bars(names, shares, say("guesses_alt", facts=facts), key="teach_bars")
        if found.stranger:
            facts = {"distance": theme.number(found.distance), "limit": theme.number(found.limit)}
            st.markdown(f":material/do_not_disturb_on: {say('none', **facts)}")


def verdict(say: Words, lesson: Lesson, head: Head, found: report.Answer, truth: str | None) -> str:
    """Return how good the head is, and what it makes of the picture."""
    label = head.labels[found.best]
    kind = "none" if found.stranger else "own" if truth is None else "bare" if not truth else "right"
    if truth and truth != label and not found.stranger:
        kind = "wrong" if lesson.check.right.all() else "wrong_again"
    facts = {"label": inputs.plain(label), "p": theme.percent(float(found.probabilities.max()))}
    said = say(f"verdict_{kind}", **facts, truth=truth or "")
    check = lesson.check
    if check is None:
        return said
    marks = {"right": int(check.right.sum()), "n": len(check.right), "share": theme.percent(check.accuracy)}
    bounds = {"low": theme.percent(check.low), "high": theme.percent(check.high)}
    return f"{say('verdict_check', **marks, **bounds)} {said}"
