"""Reading claims with a small bilingual encoder: one pass a sentence, then heads for mentions and pairs of them."""
