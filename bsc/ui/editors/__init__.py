"""Editing what is defined: one module per kind of definition, each drawing one tab of the page Definitions."""
