"""Passages as LlamaIndex nodes."""

from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

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
