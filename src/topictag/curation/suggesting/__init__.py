"""Which texts to label next: streaming candidates, quotas of topics, diversity, and what more labels would change."""
