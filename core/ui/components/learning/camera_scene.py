"""A job for a camera: things that are dragged, and what a hand-written eye makes of the picture."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from core.learning import scenes
from core.learning.scenes import Places
from core.ui.components import packed

_mount = packed.component("learning/camera_scene")


def camera_scene(
    name: str, places: Places, words: Mapping[str, str], key: str, on_change: Callable[[], None]
) -> None:
    """Draw a scene with its things at `places`.

    Where one is let go, `st.session_state[key].places` is what `scenes.read` reads.
    """
    scene = scenes.SCENES[name]
    data = {
        "name": name,
        "job": scene.job,
        "zone": list(scene.zone),
        "things": [asdict(thing) for thing in scene.things],
        "wide": scenes.WIDE,
        "high": scenes.HIGH,
        "prices": list(scenes.PRICES),
        "places": scenes.write(places),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_places_change=on_change)
