"""What ``topictag tag`` does: sources are read into items, items get answers, writers write them."""
