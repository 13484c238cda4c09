"""How large and how fast pages are, beside plain pyvis."""
