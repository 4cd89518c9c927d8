"""The registry of embedding models: what stands in it, what it refuses, and whole indexes through it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.endpoint import Endpoint
from index.errors import ModelError
from index.models import EndpointEntry, SentenceEntry, load_embedder, registry
from tests.index.embedding_server import embedding_server

ROOT = Path(__file__).resolve().parents[2]
TINY = """
[tiny]
kind = "sentence"
source = "tiny"
licence = "none"
dimension = {dimension}
query_prefix = "検索クエリ: "
document_prefix = "検索文書: "
"""


def _models(folder: Path, sentence_model: Path, dimension: int = 32) -> Path:
    """Return a models' folder with the random model and an entry for it."""
    shutil.copytree(sentence_model, folder / "tiny")
    (folder / "models.toml").write_text(TINY.format(dimension=dimension), encoding="utf-8")
    return folder


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments], cwd=ROOT, env={**os.environ, **environment},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_every_sentence_model_says_where_it_is_from_and_how_long_its_vectors_are(tmp_path: Path) -> None:
    entries = registry(tmp_path)
    models = {name: entry for name, entry in entries.items() if isinstance(entry, SentenceEntry)}
    assert {"ruri-v3-30m", "multilingual-e5-small", "bge-m3", "static-embedding-japanese"} <= models.keys()
    assert all(entry.hub.endswith(f"/{name}") and entry.source == name for name, entry in models.items())
    ruri, e5 = models["ruri-v3-30m"], models["multilingual-e5-base"]
    assert (ruri.query_prefix, ruri.document_prefix, ruri.dimension) == ("検索クエリ: ", "検索文書: ", 256)
    assert (e5.query_prefix, e5.document_prefix, e5.dimension, e5.max_length) == ("query: ", "passage: ", 768, 512)
    assert isinstance(entries["endpoint"], EndpointEntry)


def test_an_unknown_name_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"'ruri' is not in models.toml; known: .*ruri-v3-30m"):
        load_embedder("ruri", tmp_path)


@pytest.mark.parametrize("name", ["ruri-v3-310m", "multilingual-e5-small", "bge-m3", "static-embedding-japanese"])
def test_a_missing_model_says_how_to_bring_it_and_asks_no_hub(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match=rf"is not at .*{name}: `hf download [^ ]+/{name} --local-dir"):
        load_embedder(name, tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[a]\nkind = "sentence"\nsource = "a"\nlicence = "x"\ndimension = 3\ndimensions = 3', r"\[a\] dimensions:"),
        ('[a]\nkind = "sentence"\nsource = "a"\nlicence = "x"', r"\[a\] dimension: Field required"),
        ('[a]\nkind = "sentence"\nsource = "a"\nlicence = "x"\ndimension = 0', r"\[a\] dimension:"),
        ('[a]\nkind = "static"\nsource = "a"\nlicence = "x"\nurl = "http://a"', r"\[a\] url:"),
        ('[a]\nkind = "endpoint"\nlicence = "x"\nkey = "sk-1"', r"\[a\] key:"),
        ('[a]\nkind = "magic"\nlicence = "x"', r"\[a\] "),
        ("a = 3", r"\[a\] "),
        ("[a", "not readable as TOML"),
        ('[ja-static]\nkind = "hashing"\nlicence = "x"', "'ja-static' already stands in"),
    ],
)
def test_a_wrong_entry_is_one_line_that_names_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "models.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=said) as caught:
        load_embedder("hashing", tmp_path)
    assert str(tmp_path / "models.toml") in str(caught.value)


def test_another_dimension_than_registered_is_refused(sentence_model: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"tiny: gives 32 dimensions where 'tiny' has 384; put the right model"):
        load_embedder("tiny", _models(tmp_path, sentence_model, 384))


def test_the_revision_follows_the_files_and_the_prefixes(sentence_model: Path, tmp_path: Path) -> None:
    models = _models(tmp_path, sentence_model)
    before = load_embedder("tiny", models).revision
    (models / "tiny" / ".cache").mkdir()
    (models / "tiny" / ".cache" / "download.lock").write_text("of the download, not of the model")
    assert load_embedder("tiny", models).revision == before
    entry = (models / "models.toml").read_text(encoding="utf-8")
    (models / "models.toml").write_text(entry.replace("検索クエリ", "質問"), encoding="utf-8")
    prefixed = load_embedder("tiny", models).revision
    weights = models / "tiny" / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)  # as many bytes as before
    assert len({before, prefixed, load_embedder("tiny", models).revision}) == 3


def test_an_endpoint_that_is_not_set_says_which_settings(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="set ASSISTANT_EMBEDDING_URL and ASSISTANT_EMBEDDING_MODEL"):
        load_embedder("endpoint", tmp_path)


def test_an_endpoint_takes_prefixes_and_dimension_of_a_registered_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with embedding_server() as server:
        place = Endpoint(server.url, "cl-nagoya/ruri-v3-30m", "")
        embedder = load_embedder("endpoint", tmp_path, place)
        assert embedder.dimension == 256
        with pytest.raises(ModelError, match="gives 16 dimensions instead of 256"):
            embedder.encode_query(["窓口"])
        assert server.requests[0]["input"] == ["検索クエリ: 窓口"]
        assert "Authorization" not in server.headers[0]
        other = load_embedder("endpoint", tmp_path, Endpoint(server.url, "tiny-embed"))
        assert (other.dimension, other.revision != embedder.revision) == (16, True)


def test_an_entry_of_ones_own_names_its_endpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with embedding_server() as server:
        entry = f'[city]\nkind = "endpoint"\nlicence = "x"\nurl = "{server.url}"\nmodel = "m"\nquery_prefix = "問: "\n'
        (tmp_path / "models.toml").write_text(entry, encoding="utf-8")
        embedder = load_embedder("city", tmp_path, Endpoint("http://127.0.0.1:9", "other", "sk-1"))
        assert np.allclose(np.linalg.norm(embedder.encode_query(["窓口"]), axis=1), 1, atol=1e-5)
        assert server.requests[-1] == {"path": "/v1/embeddings", "model": "m", "input": ["問: 窓口"]}
        assert server.headers[-1]["Authorization"] == "Bearer sk-1"


def test_an_index_is_built_and_searched_with_a_sentence_model(
    plans: Path, sentence_model: Path, tmp_path: Path
) -> None:
    models = _models(tmp_path / "models", sentence_model)
    chosen = {"ASSISTANT_MODEL": "tiny", "ASSISTANT_MODELS": str(models), "ASSISTANT_INDEX": str(tmp_path / "index")}
    ingested = _run("ingest", str(plans), **chosen)
    assert (ingested.returncode, ingested.stderr) == (0, "")
    assert "model tiny" in _run("check", **chosen).stdout
    found = _run("search", "窓口の押印", "--json", **chosen)
    hits = json.loads(found.stdout)
    assert found.stderr == ""
    assert hits[0]["plan_id"] == "morikawa-dx"
    assert any(hit["dense_rank"] for hit in hits)
    other = _run("search", "窓口の押印", **{**chosen, "ASSISTANT_MODEL": "hashing"})
    assert other.returncode == 1
    assert "model_id 'tiny' instead of 'hashing'" in other.stderr


def test_an_index_is_built_and_searched_with_an_endpoint(plans: Path, tmp_path: Path) -> None:
    with embedding_server() as server:
        chosen = {
            "ASSISTANT_MODEL": "endpoint", "ASSISTANT_EMBEDDING_URL": server.url, "NO_PROXY": "127.0.0.1",
            "ASSISTANT_EMBEDDING_MODEL": "tiny-embed", "ASSISTANT_EMBEDDING_KEY": "sk-himitsu",
            "ASSISTANT_INDEX": str(tmp_path / "index"), "ASSISTANT_MODELS": str(tmp_path),
        }  # fmt: skip
        assert _run("ingest", str(plans), **chosen).returncode == 0
        found = _run("search", "窓口の押印", "--json", **chosen)
        assert json.loads(found.stdout)[0]["plan_id"] == "morikawa-dx"
        assert server.headers[0]["Authorization"] == "Bearer sk-himitsu"
        assert "sk-himitsu" not in _run("settings", **chosen).stdout
    down = _run("search", "窓口の押印", **chosen)
    assert down.returncode == 1
    assert down.stderr.startswith(f"assistant: {server.url}: the embedding endpoint no connection")
    assert len(down.stderr.splitlines()) == 1
