"""The index as parts of any LlamaIndex program."""

import asyncio

import pytest
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import BaseQueryEngine
from llama_index.core.schema import MetadataMode, NodeRelationship, QueryBundle
from llama_index.core.tools import QueryEngineTool

from index.engine import Engine
from index.query_engine import CitedQueryEngine, PassageRetriever
from index.types import Citation, Status
from tests.index.invented import ARTICLES, FUND, SUPERVISION

BODIES = {article.id: article.body for article in ARTICLES}
QUESTION = "Công ty Thạch Bích ủng hộ bao nhiêu tiền?"
UNANSWERED = "Giá vé máy bay đi Paris là bao nhiêu?"


@pytest.fixture(scope="module")
def retriever(engine: Engine) -> BaseRetriever:
    return PassageRetriever(engine)


@pytest.fixture(scope="module")
def query_engine(engine: Engine) -> BaseQueryEngine:
    return CitedQueryEngine(engine)


def test_the_retriever_gives_passages_best_first(retriever: BaseRetriever, engine: Engine) -> None:
    nodes = retriever.retrieve(QUESTION)
    assert [node.score for node in nodes] == [hit.score for hit in engine.search(QUESTION)]
    assert nodes[0].node.metadata["title"] == FUND.title
    for node in nodes:
        source = node.node.relationships[NodeRelationship.SOURCE]
        body = BODIES[source.node_id]  # type: ignore[union-attr]
        start, end = node.node.start_char_idx, node.node.end_char_idx  # type: ignore[attr-defined]
        assert body[start:end] == node.node.get_content(metadata_mode=MetadataMode.NONE)


def test_the_retriever_takes_a_bundle_and_works_awaited(retriever: BaseRetriever) -> None:
    expected = [node.node_id for node in retriever.retrieve(QUESTION)]
    assert [node.node_id for node in retriever.retrieve(QueryBundle(QUESTION))] == expected
    assert [node.node_id for node in asyncio.run(retriever.aretrieve(QUESTION))] == expected


def test_the_query_engine_answers_with_its_sources(query_engine: BaseQueryEngine, engine: Engine) -> None:
    response = query_engine.query(QUESTION)
    assert isinstance(response, Response)
    assert response.metadata is not None
    assert response.metadata["status"] == Status.ANSWERED.value
    assert response.response == engine.answer(QUESTION).text
    (citation,) = response.metadata["citations"]
    assert isinstance(citation, Citation)
    (source,) = response.source_nodes
    assert "500 triệu" in source.node.get_content()
    assert source.node.metadata == {"title": FUND.title, "article_id": FUND.id}
    assert FUND.body[citation.start : citation.end] == citation.quote == source.node.get_content()


def test_a_refusal_has_no_sources(query_engine: BaseQueryEngine) -> None:
    response = query_engine.query(UNANSWERED)
    assert isinstance(response, Response)
    assert response.metadata == {"status": Status.NOT_FOUND.value, "citations": ()}
    assert response.source_nodes == []
    assert response.response


def test_the_query_engine_works_awaited_and_as_a_tool(query_engine: BaseQueryEngine) -> None:
    question = "Ban thanh tra nhân dân phường Bến Gốm kiến nghị bao nhiêu vụ việc?"
    direct = str(query_engine.query(question))
    assert "31 vụ việc" in direct
    assert str(asyncio.run(query_engine.aquery(question))) == direct
    tool = QueryEngineTool.from_defaults(query_engine, name="news", description=SUPERVISION.title)
    assert str(tool.call(question)) == direct


def test_there_are_no_prompts(query_engine: BaseQueryEngine) -> None:
    assert query_engine.get_prompts() == {}
    query_engine.update_prompts({})
