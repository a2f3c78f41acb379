"""Page kinds: one module per theme of the site, each with its functions in the table `page_kind`."""
