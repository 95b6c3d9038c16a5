"""The website's own pages, which need no script: `/` and `/faq`."""
