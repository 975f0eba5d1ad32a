"""Readers' comments in the markup of several systems: who, how deep, and nothing of them in the body."""

from __future__ import annotations

import pytest

from rashomon.ingest import Item, parse
from rashomon.vocabulary import load

ARTICLE = (
    "<article><h1>Pier hit again</h1><p>Two shells fell on the pier of Port Vell late on Tuesday and killed three "
    "dock workers, the harbour master said to reporters.</p><p>The Admiralty denied that its guns "
    "had fired on that night and spoke of "
    "a mine that had come loose in the storm.</p></article>"
)
ONE, TWO = "They had it coming, as everybody here can tell you.", "You were not there when it happened, so be quiet."

DISQUS = (
    '<section id="disqus_thread"><ul><li class="post" id="post-1"><div class="post-content">'
    '<header><span class="author">Anna</span>'
    f'</header><div class="post-message"><p>{ONE}</p></div></div><ul class="children">'
    '<li class="post" id="post-2">'
    f'<header><span class="author">Boris</span></header><div class="post-message"><p>{TWO}</p></div>'
    "</li></ul></li></ul></section>"
)
BLOCKS = (
    f'<div class="kb-comments"><div class="kb-comment"><div class="comment-author">Anna</div>'
    f'<div class="comment-text">{ONE}</div>'
    f'<div class="kb-comment"><div class="comment-author">Boris</div><div class="comment-text">{TWO}</div></div></div></div>'
)
ARTICLES = (
    f'<article class="comment" id="comment-1"><span class="fn">Anna</span><p>{ONE}</p></article>'
    f'<article class="comment" id="comment-2"><span class="fn">Boris</span><p>{TWO}</p></article>'
)
HUMPS = (
    f'<div id="allCommentsArea"><div class="commentBox"><b class="userName">Anna</b><p>{ONE}</p></div>'
    f'<div class="commentBox"><b class="userName">Boris</b><p>{TWO}</p></div></div>'
)
BLOGGER = (
    f'<dl id="comments-block"><dt class="comment-author">Anna said</dt><dd class="comment-body"><p>{ONE}</p></dd>'
    f'<dt class="comment-author">Boris said</dt><dd class="comment-body"><p>{TWO}</p></dd></dl>'
)
BARE = f'<section id="comments"><h2>Comments</h2><p>{ONE}</p><p>{TWO}</p></section>'
NAMED = {"disqus": (DISQUS, [0, 1]), "blocks": (BLOCKS, [0, 1]), "articles": (ARTICLES, [0, 0]), "humps": (HUMPS, [0, 0])}


def found(comments: str) -> list[tuple[str, str | None, int | None, str]]:
    page = f"<html><body>{ARTICLE}{comments}</body></html>"
    document = parse(Item(address="a", name="a", where="a", data=page.encode(), mime="text/html"), load())[1]
    return [(p.role, p.author, p.depth, document.text[p.start : p.end]) for p in document.passages]


@pytest.mark.parametrize("name", NAMED)
def test_author_depth_and_words(name: str) -> None:
    markup, depths = NAMED[name]
    comments = [row[1:] for row in found(markup) if row[0] == "comment"]
    assert comments == [("Anna", depths[0], ONE), ("Boris", depths[1], TWO)]


@pytest.mark.parametrize("markup", [BLOGGER, BARE], ids=["blogger", "bare"])
def test_words_without_names_of_entries(markup: str) -> None:
    assert [row[3] for row in found(markup) if row[0] == "comment"] == [ONE, TWO]


@pytest.mark.parametrize("markup", [DISQUS, BLOCKS, ARTICLES, HUMPS, BLOGGER, BARE])
def test_the_body_is_the_report_and_nothing_else(markup: str) -> None:
    rows = found(markup)
    assert [row[0] for row in rows[:3]] in (["headline", "body", "body"], ["body", "body", "body"])
    assert not any(row[0] in ("headline", "body", "quote", "update", "caption") for row in rows[3:])


def test_a_body_class_about_comments_makes_no_comment_of_the_page() -> None:
    assert "comment" not in [row[0] for row in found('<div class="comments-link"><a href="#">3 comments</a></div>')]
    page = f'<html><body class="comments-open"><div class="has-comments comment-count-3">{ARTICLE}</div></body></html>'
    document = parse(Item(address="a", name="a", where="a", data=page.encode(), mime="text/html"), load())[1]
    assert "comment" not in [passage.role for passage in document.passages]
