def make_stopping_table(results):
    return ""
