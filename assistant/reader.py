"""The embedder and the index reader that the settings describe."""

from dataclasses import replace

from assistant.settings import Settings
from index.embedding import Embedder
from index.endpoint import Endpoint
from index.engines.choice import engine_of
from index.models import load_embedder
from index.reader import IndexReader
from index.rerank import load_reranker


def embedder_of(settings: Settings) -> Embedder:
    """Return the embedding model that the settings name.

    Raises:
        ModelError: it is unknown, missing or broken, or its endpoint does not answer.

    """
    endpoint = Endpoint(settings.embedding_url, settings.embedding_model, settings.embedding_key.get_secret_value())
    return load_embedder(settings.model, settings.models, endpoint)


def reader_of(settings: Settings) -> IndexReader:
    """Return the live index that the settings name, with their reranker where they name one.

    Raises:
        IndexFault: the index is missing, damaged, or was built with another model; a model is missing or broken.

    """
    reranker = load_reranker(settings.reranker, settings.models)
    reader = engine_of(settings.index, settings.vectors).open(embedder_of(settings))
    return replace(reader, searcher=replace(reader.searcher, reranker=reranker)) if reranker else reader
