"""The journey map out of the product and in again: CSV, OpenJourney Format, Mermaid, pictures and a page to print."""
