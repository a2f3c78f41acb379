"""What a page is, how it is rendered, and how a site is published."""
