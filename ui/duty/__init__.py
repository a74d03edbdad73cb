"""The duty page: the log, drafts of entries, open matters."""
