"""Text → sqlglot's syntax tree, within limits: so short, so shallow, so few signs that nothing can run away.

sqlglot contributes the grammar only. The dialect here knows no function, so that every call comes out as a bare name
with its arguments, and what a name means is decided by our own list.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ParseError, TokenError
from sqlglot.parsers.base import BaseParser
from sqlglot.tokenizer_core import Token, TokenType

from bsc.errors import FormulaProblem

LONGEST_FORMULA = 2_000
LONGEST_QUERY = 8_000
DEEPEST_NESTING = 14  # the parser takes some 25 Python frames a level, of 1000
DEEPEST_TREE = 80
LONGEST_RUN_OF_SIGNS = 3  # - - - x

_SIGNS = frozenset(["(", ")", ",", ".", "+", "-", "*", "/", "%", "||", "=", "<>", "!=", "<", "<=", ">", ">=", "::"])
_WORD = re.compile(r"[^\W\d]\w*( [^\W\d]\w*)*")
_OPENING = frozenset({TokenType.L_PAREN, TokenType.CASE})
_CLOSING = frozenset({TokenType.R_PAREN, TokenType.END})
_PREFIXES = frozenset({TokenType.DASH, TokenType.PLUS, TokenType.NOT})
_LITERALS = frozenset({TokenType.STRING, TokenType.NUMBER, TokenType.IDENTIFIER})


class _Language(Dialect):
    """The grammar alone: expressions and selects, `cast` and `case`, and no function known by name."""

    class Parser(BaseParser):
        """Reads every call as a name and its arguments."""

        FUNCTIONS: ClassVar[dict[str, Any]] = {}
        FUNCTION_PARSERS: ClassVar[dict[str, Any]] = {"CAST": BaseParser.FUNCTION_PARSERS["CAST"]}
        NO_PAREN_FUNCTIONS: ClassVar[dict[Any, Any]] = {}
        NO_PAREN_FUNCTION_PARSERS: ClassVar[dict[str, Any]] = {"CASE": BaseParser.NO_PAREN_FUNCTION_PARSERS["CASE"]}


_LANGUAGE = _Language()


def expression_syntax(text: str) -> exp.Expr:
    """Return the syntax tree of *text* as one expression; raises FormulaProblem."""
    return _syntax(text, exp.Condition, LONGEST_FORMULA, "formula")


def query_syntax(text: str) -> exp.Expr:
    """Return the syntax tree of *text* as one query; raises FormulaProblem."""
    words = text.split(maxsplit=1)
    if words and words[0].casefold() not in {"select", "with"}:
        raise FormulaProblem(f"the query begins with `{words[0][:40]}`", "begin with select or with", position=0)
    return _syntax(text, None, LONGEST_QUERY, "query")


def _syntax(text: str, kind: type[exp.Expr] | None, longest: int, noun: str) -> exp.Expr:
    if len(text) > longest:
        raise FormulaProblem(f"the {noun} has {len(text)} characters", f"{longest} are the limit", position=longest)
    tokens = _tokens(text, noun)
    parser = _LANGUAGE.parser()
    try:
        trees = parser.parse_into(kind, tokens, text) if kind else parser.parse(tokens, text)
    except ParseError as error:
        raise _not_understood(text, error) from None
    except RecursionError:
        raise FormulaProblem(f"the {noun} is nested too deeply", "split it into smaller ones") from None
    tree = trees[0] if len(trees) == 1 else None
    if tree is None:
        raise FormulaProblem(f"the {noun} is not one {noun}", f"write a single {noun}", position=0)
    _refuse_depth(tree, noun)
    return tree


def _tokens(text: str, noun: str) -> list[Token]:
    try:
        tokens = _LANGUAGE.tokenize(text)
    except TokenError:
        raise FormulaProblem(
            "a quote is opened and not closed", "close it with ' or \"", position=_open_quote(text)
        ) from None
    if not tokens:
        raise FormulaProblem(f"the {noun} is empty", f"write a {noun}", position=0)
    depth = run = 0
    for token in tokens:
        _refuse_foreign(token)
        depth += (token.token_type in _OPENING) - (token.token_type in _CLOSING)
        run = run + 1 if token.token_type in _PREFIXES else 0
        if depth > DEEPEST_NESTING or run > LONGEST_RUN_OF_SIGNS:
            raise FormulaProblem(f"the {noun} is nested too deeply", "split it into smaller ones", position=token.start)
    _refuse_unbalanced(tokens)
    return tokens


def _refuse_unbalanced(tokens: list[Token]) -> None:
    opened: list[int] = []
    for token in tokens:
        if token.token_type is TokenType.L_PAREN:
            opened.append(token.start)
        elif token.token_type is TokenType.R_PAREN:
            if not opened:
                raise FormulaProblem("a parenthesis is closed and not opened", "remove the )", position=token.start)
            opened.pop()
    if opened:
        raise FormulaProblem("a parenthesis is opened and not closed", "add a )", position=opened[-1])


def _refuse_foreign(token: Token) -> None:
    if token.comments:
        raise FormulaProblem(
            "a comment stands here", "leave it out: the description is its place", position=token.start
        )
    if token.token_type in _LITERALS:
        if not token.text.isprintable():
            raise FormulaProblem("an invisible character stands in a text", "type it again", position=token.start)
        return
    if token.text.casefold() == "nulls":
        raise FormulaProblem("`nulls` is not part of the language", "no value always comes last", position=token.start)
    if token.text not in _SIGNS and not _WORD.fullmatch(token.text):
        seen = token.text[:40].encode("unicode_escape").decode() if not token.text.isprintable() else token.text[:40]
        raise FormulaProblem(
            f"`{seen}` is not part of the formula language", _INSTEAD.get(token.text, ""), position=token.start
        )


_INSTEAD: Mapping[str, str] = {
    ";": "write one formula, without a semicolon",
    "^": "write x * x",
    "==": "write =",
    "&&": "write and",
    "&": "write and",
    "|": "write or",
    "‘": "put texts in straight quotes: 'won'",
    "’": "put texts in straight quotes: 'won'",
}


def _refuse_depth(tree: exp.Expr, noun: str) -> None:
    level: list[exp.Expr] = [tree]
    for _ in range(DEEPEST_TREE):
        level = [child for node in level for child in node.iter_expressions()]
        if not level:
            return
    raise FormulaProblem(
        f"the {noun} is nested too deeply, or one chain in it is too long", "split it into smaller ones"
    )


def _not_understood(text: str, error: ParseError) -> FormulaProblem:
    detail = error.errors[0] if error.errors else {}
    seen, position = detail.get("highlight") or "", _offset(text, detail)
    description = str(detail.get("description") or "")
    if description.startswith("Required"):
        return FormulaProblem(f"something is missing after `{seen[:40]}`", "complete it", position=position)
    return FormulaProblem(f"`{seen[:40]}` is not expected here", "check what stands before it", position=position)


def _offset(text: str, detail: Mapping[str, Any]) -> int:
    line, column = detail.get("line") or 1, detail.get("col") or 1
    before = sum(len(part) for part in text.splitlines(keepends=True)[: line - 1])
    return max(0, min(before + column - len(detail.get("highlight") or ""), len(text)))


def _open_quote(text: str) -> int:
    """Return where the quote begins that never ends."""
    opened: tuple[str, int] | None = None
    for place, sign in enumerate(text):
        if opened is None and sign in "'\"":
            opened = (sign, place)
        elif opened and sign == opened[0]:
            opened = None
    return opened[1] if opened else 0
