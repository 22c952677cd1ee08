"""A registry of models: a folder of versions by digest, a pointer to the current one, and a history."""
