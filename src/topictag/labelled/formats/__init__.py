"""The formats of labelled data: one file each, behind one protocol (`topictag.labelled.formats.format.Format`).

A format turns a file into records of the native form (`topictag.labelled.records`) and back. Everything else, such as
checking fields, resolving annotators who disagree, and closing the set of topics, is done for all formats in one place.
"""
