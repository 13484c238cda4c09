"""Our own annotated sentences, the checker that keeps them honest, and the script that trains the shipped model."""
