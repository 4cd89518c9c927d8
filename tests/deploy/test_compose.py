"""The compose file: pinned, read-only, no privileges, secrets in files, an index in PostgreSQL."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.settings import Settings
from index.place import DatabaseUrl, place_of

ROOT = Path(__file__).resolve().parents[2]
FILE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
APP, DATABASE = FILE["services"]["app"], FILE["services"]["database"]


def test_every_image_has_a_version() -> None:
    for service in FILE["services"].values():
        assert re.fullmatch(r"[\w./-]+:\d+\.\d+[\w.-]*", service["image"])
    assert DATABASE["image"].startswith("pgvector/pgvector:")


@pytest.mark.parametrize("name", ["app", "database"])
def test_no_secret_stands_in_the_file(name: str) -> None:
    service = FILE["services"][name]
    for key, value in service["environment"].items():
        if re.search(r"SECRET|PASSWORD|ACCOUNTS|_KEY", key):
            assert str(value).startswith("/run/secrets/"), key
            assert Path(value).name in service["secrets"], key
    assert set(service["secrets"]) <= set(FILE["secrets"])


def test_secrets_lie_where_neither_git_nor_the_image_takes_them() -> None:
    files = [Path(secret["file"]) for secret in FILE["secrets"].values()]
    assert {file.parent.name for file in files} == {"secrets"}
    assert "secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_the_app_writes_nowhere_but_in_its_volume() -> None:
    assert (APP["read_only"], APP["cap_drop"], APP["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])
    assert [volume.partition(":")[2] for volume in APP["volumes"]] == ["/data"]
    assert [mount.partition(":")[0] for mount in APP["tmpfs"]] == ["/tmp"]  # noqa: S108  (in the container)
    assert all(port.startswith("127.0.0.1:") for port in APP["ports"]), "a proxy stands in front"
    assert "privileged" not in APP


def test_its_variables_are_settings_or_files_that_the_start_script_reads() -> None:
    start = (ROOT / "deploy" / "start.sh").read_text(encoding="utf-8")
    for name in APP["environment"]:
        if name.endswith("_FILE"):
            assert name.removesuffix("_FILE") in start.split("for name in")[1].split(";")[0].split(), name
        else:
            assert name.removeprefix("ASSISTANT_").lower() in Settings.model_fields, name


def test_the_index_is_in_the_database_that_is_waited_for() -> None:
    place = place_of(APP["environment"]["ASSISTANT_INDEX"])
    assert isinstance(place, DatabaseUrl)
    environment = DATABASE["environment"]
    assert str(place) == f"postgresql://{environment['POSTGRES_USER']}@database/{environment['POSTGRES_DB']}"
    assert place.address == str(place), "its password is in a file"
    assert APP["depends_on"]["database"]["condition"] == "service_healthy"
    assert "pg_isready" in DATABASE["healthcheck"]["test"]
    assert "ports" not in DATABASE, "nobody but the app reaches it"
