"""The container's files say what is promised; what it runs is run by the other tests."""

import importlib
import re

import yaml

from tests.load.server import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf8"))


def test_all_services_are_read_only_without_rights_and_not_root() -> None:
    for name, service in COMPOSE["services"].items():
        assert service["read_only"] and service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "DOCKER_HOST" not in str(service) and "docker.sock" not in str(service), name
    users = re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)
    assert users == ["1000:1000"] and DOCKERFILE.index("USER ") > DOCKERFILE.rindex("RUN ")
    assert COMPOSE["services"]["door"]["user"] != "0"


def test_what_is_copied_and_started_is_there() -> None:
    for sources in re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.MULTILINE):
        assert all((ROOT / source).exists() for source in sources.split())
    assert "HEALTHCHECK" in DOCKERFILE and "/readyz" in DOCKERFILE
    assert importlib.import_module("core.runtime.cluster.__main__").main
    assert COMPOSE["services"]["head"]["command"] == ["python", "-m", "core.runtime.cluster", "head"]
    assert COMPOSE["services"]["front1"]["environment"]["DEEPVISION_CLUSTER"] == "ray://head:10001"


def test_what_the_image_installs_is_the_dashboard_without_its_tests() -> None:
    listed = (ROOT / "requirements.txt").read_text(encoding="utf8")
    kept, _, tests = listed.partition("\n# The tests")
    assert "streamlit==" in kept and "openvino==" in kept and "pytest==" in tests
    pins = (ROOT / "requirements-cluster.txt").read_text(encoding="utf8").splitlines()
    assert all("==" in line for line in pins if line and not line.startswith("#"))


def test_models_are_in_a_volume_and_the_rest_that_is_written_in_memory() -> None:
    assert "models" in COMPOSE["volumes"] and "DEEPVISION_CACHE=/models" in DOCKERFILE
    for service in COMPOSE["services"].values():
        assert any(where.startswith("/tmp") for where in service["tmpfs"])
