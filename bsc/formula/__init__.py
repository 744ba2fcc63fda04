"""The formula language: parse, check, and write as SQL from our own tree, never from the user's text."""

from bsc.formula.catalogue import Catalogue, Frame, Lookup
from bsc.formula.checks import check_dataset, check_kpi, check_touchpoint, time_column
from bsc.formula.formulas import Formula, is_flow, parse, parse_condition
from bsc.formula.functions import Function, functions
from bsc.formula.measures import Measures
from bsc.formula.partials import Holistic, How, Mean, Parts, Piece, Whole, parts
from bsc.formula.queries import parse_query
from bsc.formula.steps import check_step, flow_formulas, step_formulas

__all__ = [
    "Catalogue",
    "Formula",
    "Frame",
    "Function",
    "Holistic",
    "How",
    "Lookup",
    "Mean",
    "Measures",
    "Parts",
    "Piece",
    "Whole",
    "check_dataset",
    "check_kpi",
    "check_step",
    "check_touchpoint",
    "flow_formulas",
    "functions",
    "is_flow",
    "parse",
    "parse_condition",
    "parse_query",
    "parts",
    "step_formulas",
    "time_column",
]
