"""The second way: ultralytics' own joints from our steps, and COCO's points in their places."""

import numpy as np
import pytest

from core.pose import models, yolo_pose
from core.pose.body import POINTS


def test_coco_points_keep_their_names() -> None:
    called = [POINTS[i] for i in yolo_pose.JOINTS]
    assert called[:3] == ["nose", "left_eye", "right_eye"] and called[-2:] == ["left_ankle", "right_ankle"]
    assert len(set(called)) == 17


@pytest.mark.slow
def test_joints_are_ultralytics_own() -> None:
    import torch

    from core.runtime import eager, ultralytics_guard
    from core.shared import yolo

    rng = np.random.default_rng(0)
    rgb = np.kron(rng.integers(0, 255, (20, 30, 3)).astype(np.uint8), np.ones((16, 16, 1), np.uint8))
    x = torch.from_numpy(yolo.letterbox(rgb)[0])
    network = models.build_yolo()
    whole = ultralytics_guard.network("pose", "yolo11n-pose.yaml", 1)
    whole.load_state_dict(network.state_dict())
    torch.manual_seed(0)
    for layer in whole.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = 1.0
    with torch.no_grad():
        whole.train()(x.repeat(2, 1, 1, 1))
    whole.eval()
    network.load_state_dict(whole.state_dict())
    _, _, raw = eager.run(network.eval(), x.numpy())
    points, seen = yolo_pose.decode(raw[0], *yolo.cells(*x.shape[2:]))
    with torch.inference_mode():
        theirs = whole(x)[0][0, 5:].T.reshape(-1, 17, 3).numpy()
    np.testing.assert_allclose(points, theirs[..., :2], atol=0.02)
    np.testing.assert_allclose(seen, theirs[..., 2], atol=1e-4)
