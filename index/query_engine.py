"""The index as parts of LlamaIndex: a retriever and a query engine for any program built on it."""

from typing import Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.engine import Engine
from index.nodes import passage_node


class PassageRetriever(BaseRetriever):
    """BM25 and dense retrieval of passages, fused by weighted score, as a LlamaIndex retriever."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        super().__init__(callback_manager=CallbackManager())

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._engine.search(query_bundle.query_str)
        articles = self._engine.articles_of(hits)
        return [
            NodeWithScore(node=passage_node(hit.passage, articles[hit.passage.article_id]), score=hit.score)
            for hit in hits
        ]


class CitedQueryEngine(BaseQueryEngine):
    """Answers with cited passages, or refuses, as a LlamaIndex query engine.

    The response's metadata hold ``status`` and ``citations``; a refusal has no source nodes.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        super().__init__(callback_manager=CallbackManager())

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self._engine.answer(query_bundle.query_str)
        nodes = [
            NodeWithScore(
                node=TextNode(
                    id_=f"{citation.article_id}:{citation.start}-{citation.end}",
                    text=citation.quote,
                    metadata={"title": citation.title, "article_id": citation.article_id},
                    start_char_idx=citation.start,
                    end_char_idx=citation.end,
                )
            )
            for citation in answer.citations
        ]
        return Response(
            answer.text,
            source_nodes=nodes,
            metadata={"status": answer.status.value, "citations": answer.citations},
        )

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return self._query(query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}

    def _get_prompts(self) -> dict[str, Any]:
        return {}

    def _update_prompts(self, prompts_dict: dict[str, Any]) -> None:
        """There are no prompts: nothing to update."""
