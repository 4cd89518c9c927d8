"""The search as a LangChain retriever, for use in other people's chains."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import InstanceOf

from corpus.access import Access
from index.hits import Hit
from index.reader import IndexReader


class PlanRetriever(BaseRetriever):
    """Gives the best chunks as LangChain documents; ``access`` says with whose eyes it looks."""

    index: InstanceOf[IndexReader]
    access: Access
    plan_ids: tuple[str, ...] = ()
    top: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002
        hits = self.index.search(query, access=self.access, plan_ids=self.plan_ids, top=self.top)
        return [document_of(hit) for hit in hits]


def document_of(hit: Hit) -> Document:
    """Return a hit as a document: the chunk's exact text, with its place and ranks as metadata."""
    chunk = hit.chunk
    metadata = {
        "plan_id": chunk.plan_id,
        "heading": list(chunk.heading),
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
        "score": hit.score,
        "lexical_rank": hit.lexical_rank,
        "dense_rank": hit.dense_rank,
    }
    return Document(id=chunk.id, page_content=chunk.text, metadata=metadata)
