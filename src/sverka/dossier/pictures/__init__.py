"""The pictures of a document, one a file: typed data that writes its own Vega-Lite or Vega specification."""
