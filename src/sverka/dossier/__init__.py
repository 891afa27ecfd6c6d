"""The document: a checked statement, or a history of promises, as page, data and picture."""
