"""The LangChain adapter."""

from assistant.assembly import Assistant
from assistant.retriever import PlanRetriever
from corpus.access import Access


def test_documents_are_the_hits(assistant: Assistant) -> None:
    retriever = PlanRetriever(index=assistant.index, access=Access.PUBLIC, top=3)
    documents = retriever.invoke("押印の省略")
    hits = assistant.index.search("押印の省略", access=Access.PUBLIC, top=3)
    assert [document.page_content for document in documents] == [hit.chunk.text for hit in hits]
    assert documents[0].id == hits[0].chunk.id
    assert documents[0].metadata["plan_id"] == "morikawa-dx"


def test_access_holds(assistant: Assistant) -> None:
    retriever = PlanRetriever(index=assistant.index, access=Access.PUBLIC, plan_ids=("morikawa-naibu",))
    assert retriever.invoke("庁舎の移転") == []
