"""The knowledge base: typed, cited, immutable entries read from ``kb/``.

``load`` reads it; it is imported only where there is something to read.
"""

from advisor.knowledge.folders import built_in_folder
from advisor.knowledge.knowledge_base import KnowledgeBase

__all__ = ["KnowledgeBase", "built_in_folder"]
