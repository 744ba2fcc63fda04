"""The product with one more slider on Trends & targets, which changes nothing but a number."""
