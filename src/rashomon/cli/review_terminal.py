"""Reviewing at a terminal: one thing at a time, one key a verdict. Nothing of a document reaches the terminal unfiltered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from rashomon.case import RashomonError
from rashomon.case.review import Review
from rashomon.case.review_about import seen
from rashomon.case.review_correct import written
from rashomon.case.review_queue import Item
from rashomon.case.review_text import around, as_text, seen_claim
from rashomon.cli import words
from rashomon.cli.output import plain
from rashomon.cli.review_keys import Keys
from rashomon.cli.review_rows import AROUND
from rashomon.model import Claim, Decision, Document, Point, Verdict
from rashomon.model.correction import SLOTS
from rashomon.model.verdict import of_claims

ON_CLAIM: dict[str, Decision] = {"a": "accept", "r": "reject", "c": "correct", "u": "unsure"}
ON_PAIR: dict[str, Decision] = {"s": "same", "d": "different", "u": "unsure"}
ON_DERIVED: dict[str, Decision] = {"a": "accept", "u": "unsure"}

ALWAYS = {"n": "next", "b": "back", "w": "note", "z": "undo", "?": "help", "q": "quit"}

HELP = """\
a accept: it is told so     r reject: it is not told at all     c correct: slot by slot     u unsure
s same happening            d different happenings
1-9 take over that verdict, or look at that claim of a question
n next (also space, enter)  b back  w write a note for the next verdict  z undo (again: redo)  q quit
A correction is SLOT=VALUE, one a line, an empty line ends it, "-" means that none is told:
  kind=shelling   time=2020-02-27/2020-02-28   place=Balyun, SYR   actors=RUS; SYR   figures=killed TUR 33; wounded 32-36
Verdicts are kept at once; quit whenever you like."""

NEXT = {" ", "\r", "\n", "n", "\x1b[C"}
QUIT = {"q", "\x03", "\x04"}


class Terminal:
    """One sitting: `items` one after the other, with the keys that a person presses."""

    def __init__(self, review: Review, items: Sequence[Item], keys: Keys, console: Console | None = None) -> None:
        self.review, self.items = review, list(items)
        self.console = console or Console(highlight=False)
        self._key, self._line = keys.key, keys.line
        self.at, self.note = 0, ""
        self.given: Counter[str] = Counter()

    def run(self) -> Counter[str]:
        """Until the end of the queue or a quit; how many verdicts of which sort were given."""
        while self.at < len(self.items):
            self._show(self.items[self.at])
            if not self._ask(self.items[self.at]):
                break
        return self.given

    # ------------------------------------------------------------ keys

    def _ask(self, item: Item) -> bool:
        """One key; False to quit."""
        choices = _choices(item)
        try:
            key = self._key()
        except (KeyboardInterrupt, EOFError):
            return False
        if key in QUIT:
            return False
        try:
            if key in NEXT:
                self.at += 1
            elif key == "b":
                self.at = max(0, self.at - 1)
            elif key == "z":
                self._undo()
            elif key == "w":
                self.note = self._line("note")
            elif key.isdigit() and key != "0":
                self._numbered(item, int(key))
            elif key in choices:
                self._judge(item, choices[key])
            else:
                self._say(HELP)
                self._pause()
        except RashomonError as error:
            self._say(str(error))
            self._pause()
        return True

    def _judge(self, item: Item, decision: Decision) -> None:
        body = self._correction(item) if decision == "correct" else {}
        if decision == "correct" and not body:
            return
        names = tuple(item.about.split("|")) if of_claims(item.about) else (item.about,)
        self._done(self.review.judge(names, decision, body, self.note, item.seen))

    def _correction(self, item: Item) -> dict[str, Any]:
        """Lines until an empty one, each held against the vocabulary as it is written."""
        lines: dict[str, str] = {}
        self._say(f"SLOT=VALUE, an empty line ends; slots: {', '.join(SLOTS)}")
        while text := self._line("correct"):
            try:
                given = written([text])
                self.review.verdict(item.about, "correct", given)
                lines |= given
            except RashomonError as error:
                self._say(str(error))
        return dict(lines)

    def _numbered(self, item: Item, number: int) -> None:
        if item.point is not None and number <= len(item.claims):
            return self._look(item, item.claims[number - 1])
        if item.verdicts and number <= len(item.verdicts):
            return self._done(self.review.agree(item.verdicts[number - 1], self.note))
        return None

    def _look(self, item: Item, key: str) -> None:
        """A claim behind an answer: asked about right away, before the question itself comes again."""
        found = next((n for n, other in enumerate(self.items) if other.about == key), None)
        looked = self.items.pop(found) if found is not None else self._item_of(item, key)
        if found is not None and found < self.at:
            self.at -= 1
        self.items.insert(self.at, looked)

    def _item_of(self, item: Item, key: str) -> Item:
        return Item(
            group="open",
            about=key,
            why=f"behind the question above: {item.why}",
            seen=seen(self.review.view, key),
            claims=(key,),
        )

    def _undo(self) -> None:
        for verdict in self.review.undo():
            self._say(f"{verdict.about}: {verdict.decision} again" if verdict.decision != "withdrawn" else "taken back")
            self.given["undo"] += 1
            back = next((n for n, item in enumerate(self.items) if item.about == verdict.about), None)
            self.at = self.at if back is None else back

    def _done(self, verdict: Verdict) -> None:
        self.given[verdict.decision] += 1
        self.note = ""
        self.at += 1

    def _pause(self) -> None:
        self._say("any key goes on")
        self._key()

    def _say(self, text: str) -> None:
        for part in text.splitlines():
            self.console.print(Text("".join(c if c.isspace() else plain(c) for c in part)))

    # ------------------------------------------------------------ what is shown

    def _show(self, item: Item) -> None:
        title = f"{self.at + 1} of {len(self.items)} · {item.group} · {item.why}"
        parts: list[Any] = []
        if item.point is not None:
            parts += self._question(item, item.point)
        else:
            found = [seen_claim(self.review.view, key) for key in item.claims]
            parts += [part for each in found if each for part in self._claim(*each, many=len(item.claims) > 1)]
            parts += [] if any(found) else [Text("It is not read any more, and its words are gone from the document.")]
        if item.pair is not None:
            parts += [Text(f"{f.weight:+.1f} {plain(f.reason)}") for f in item.pair.features]
        parts += self._verdicts(item)
        if self.note:
            parts.append(Text(f"note: {plain(self.note)}", style="italic"))
        self.console.print(Panel(Group(*parts), title=Text(plain(title)), title_align="left"))
        keys = {**_choices(item), **ALWAYS}
        self.console.print(Text("  ".join(f"{key} {what}" for key, what in keys.items()), style="dim"))

    def _claim(self, claim: Claim, document: Document, many: bool) -> list[Any]:
        before, after = around(claim, document, AROUND)
        published = f", {document.published.value}" if document.published else ""
        head = Text(plain(f"{document.name} · {document.source.name}{published} · {claim.section} · {claim.key}"), style="bold")
        text = Text(f"… {plain(before)} ", style="dim")
        text.append_text(_sentence(claim))
        text.append(f" {plain(after)} …", style="dim")
        told = {slot: value for slot, value in as_text(claim).items() if value not in ("-", "no")}
        if many:
            brief = ("kind", "actors", "targets", "place", "time", "figures")
            return [head, text, Text(plain(" · ".join(f"{s} {told[s]}" for s in brief if s in told))), Text("")]
        grid = Table(show_header=False, box=None, pad_edge=False)
        for slot, value in told.items():
            grid.add_row(Text(slot, style="cyan"), Text(plain(value)))
        return [head, text, Text(""), grid]

    def _question(self, item: Item, point: Point) -> list[Any]:
        """The answers, each with its voices, the claims behind them by number."""
        names = words.short_names(self.review.view.documents)
        parts: list[Any] = [Text(plain(words.question(point)), style="bold")]
        parts += [Text(plain(words.position(position, names))) for position in point.positions]
        for number, key in enumerate(item.claims[:9], 1):
            found = seen_claim(self.review.view, key)
            if found:
                parts.append(Text(plain(f"{number} [{names[found[1].address]}] {found[0].anchor.sentence}")))
        return parts

    def _verdicts(self, item: Item) -> list[Any]:
        """What people said of it, and what has changed since a challenged one saw it."""
        parts: list[Any] = []
        for number, verdict in enumerate(item.verdicts, 1):
            said = "; ".join(f"{slot}: {value}" for slot, value in (verdict.body or {}).items())
            line = f"{number} {verdict.by}: {verdict.decision} {said} {verdict.note}"
            parts.append(Text(plain(line), style="yellow"))
            parts += [Text(plain(change), style="magenta") for change in self._changes(item, verdict)]
        return parts

    def _changes(self, item: Item, verdict: Verdict) -> list[str]:
        if item.group != "challenged" or verdict.seen == item.seen:
            return []
        return [
            f"   {slot}: {verdict.by} saw {then}, it reads {now} now"
            for claim in self.review.shown(verdict)
            if (found := seen_claim(self.review.view, claim.key))
            for slot, then in as_text(claim).items()
            if (now := as_text(found[0])[slot]) != then
        ]


def _sentence(claim: Claim) -> Text:
    """The sentence, the clause that tells the claim underlined."""
    sentence, quote = plain(claim.anchor.sentence), plain(claim.anchor.quote)
    text = Text(sentence)
    at = sentence.find(quote)
    if at >= 0:
        text.stylize("bold underline", at, at + len(quote))
    return text


def _choices(item: Item) -> dict[str, Decision]:
    if not of_claims(item.about):
        return ON_DERIVED
    return ON_PAIR if "|" in item.about else ON_CLAIM
