"""The knowledge base: typed, cited, immutable entries read from ``kb/``."""

from advisor.knowledge.folders import built_in_folder
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.knowledge.load import Loaded, load_knowledge

__all__ = ["KnowledgeBase", "Loaded", "built_in_folder", "load_knowledge"]
