"""Speed of the two stores, beside a careful loop and other writers."""
