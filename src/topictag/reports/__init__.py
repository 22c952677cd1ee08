"""Results as text for people: model cards in Markdown, tables at a terminal."""
