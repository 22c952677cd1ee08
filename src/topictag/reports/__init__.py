"""Figures as people read them: model cards in Markdown, tables at a terminal. Only here are results made into text."""
