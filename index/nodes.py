"""Passages as LlamaIndex nodes."""

from typing import Any

from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
from llama_index.core.vector_stores.utils import node_to_metadata_dict

from corpus.article import Article
from index.types import Passage


def passage_node(passage: Passage, article: Article) -> TextNode:
    """Return the LlamaIndex node of a passage; its metadata say what a citation of it prints."""
    metadata: dict[str, str | int | bool] = {
        "title": article.title,
        "published": article.published.isoformat() if article.published else "",
        "publisher": article.publisher or "",
        "area": article.area or "",
        "ordinal": passage.ordinal,
        "caption": passage.caption,
    }
    return TextNode(
        id_=passage.id,
        text=passage.text,
        metadata=metadata,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.article_id)},
    )


def node_metadata(passage: Passage, article: Article, *, with_text: bool) -> dict[str, Any]:
    """Return the metadata of a passage as LlamaIndex's ChromaVectorStore reads them.

    Its text is in them or, without ``with_text``, expected in the document of the same record.
    """
    return node_to_metadata_dict(passage_node(passage, article), remove_text=not with_text, flat_metadata=True)
