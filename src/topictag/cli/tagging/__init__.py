"""The work of ``topictag tag``: sources are read into items, items get answers, writers write them."""
