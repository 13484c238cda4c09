"""Memory that a push takes."""
