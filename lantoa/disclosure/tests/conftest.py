from tests.november import clerk, november, office, school, top

__all__ = ["clerk", "november", "office", "school", "top"]
