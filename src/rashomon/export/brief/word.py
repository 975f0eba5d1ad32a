"""The brief as a Word document: headings, tables, pictures; every citation leads to its sentence, and text stays text.

Nothing that comes from a document becomes a field, a link or a property: it stands in runs of text alone. The file's parts are
sorted and have no time of their own, so that the same brief has the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rashomon.export.brief import engrave, maps, pictures, words
from rashomon.export.brief.cites import Cite, Entry, written
from rashomon.export.brief.page import Glance, Page
from rashomon.export.brief.pdf import closing, instant
from rashomon.export.brief.story import Answer, Change, Holder, Question, Story
from rashomon.export.brief.timeline import Day

if TYPE_CHECKING:
    from rashomon.export.brief.word_file import Paper, Words

MEANINGS = (
    ("contested", "contested", "Positions exclude each other."),
    ("corroborated", "agreed", "Two or more independent origins say the same, and no voice excludes it."),
    ("superseded", "revised", "One voice replaced its own earlier value, and nobody holds the old one."),
    ("single", "one origin", "Only one origin says so, however many documents repeat it."),
    ("single", "own side", "The voice belongs to the side that the answer is about."),
    ("corroborated", "against own interest", "The voice tells what harms its own side."),
)


def docx(page: Page, moment: str | None) -> bytes:
    """The document; `moment` (ISO) is the date in its properties."""
    try:
        from rashomon.export.brief.word_file import Paper
    except ImportError as error:
        raise engrave.missing() from error
    paper = Paper(page.title, instant(moment))
    _top(page, paper)
    _glance(page, paper)
    paper.heading("Timeline", 1)
    _days(page.days, paper)
    if page.untold:
        paper.text().soft(f"This brief leaves out {words.count(page.untold, 'further incident')} of the case.")
    _map(page, paper)
    for story in page.stories:
        _story(story, page, paper)
    if page.others:
        paper.heading("Not told in full", 1)
        _days(page.others, paper)
    _sentences(page.entries, paper)
    _reading(page, paper)
    return _packed(paper.bytes())


def _packed(data: bytes) -> bytes:
    """The same parts, sorted behind the list of their types, at the earliest time that a zip knows."""
    with ZipFile(BytesIO(data)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = ZIP_DEFLATED, 3
            file.writestr(info, parts[name])
    return buffer.getvalue()


def _top(page: Page, paper: Paper) -> None:
    paper.text().soft("Brief" + (f", as known on {page.asof}" if page.asof else ""))
    paper.heading(page.title, 0)
    paper.text().soft(f"Where accounts agree, contradict each other, and move. {page.subtitle}.")
    if page.policy:
        line = paper.text().plain("Numbers are also given under a rule: ").bold(page.policy.title)
        line.plain(f". {page.policy.words} ").soft(f"({page.policy.source})")
    if not page.stories:
        paper.text().plain("No incident has been found yet. Add documents, read them and reconcile them, then write it again.")


def _glance(page: Page, paper: Paper) -> None:
    paper.heading("At a glance", 1)
    both = (
        ("contested", "Contested", "Positions exclude each other.", page.contested),
        ("corroborated", "Agreed", "Independent origins say the same, and no voice excludes it.", page.agreed),
    )
    for kind, head, said, glance in both:
        paper.heading(head, 2, kind)
        paper.text().soft(said)
        for story, question in glance.questions:
            line = paper.text("List Bullet").link(f"i_{story.number}", f"{story.number} ").soft(f"{story.title}: ")
            line.bold(question.asked)
            _answers(question, paper, 4, 2)
        _more(glance, "further question", paper)
    paper.heading("Revised", 2, "revised")
    paper.text().soft("A voice changed what it had said.")
    for story, change in page.revised.changes:
        line = paper.text("List Bullet").link(f"i_{story.number}", f"{story.number} ").soft(f"{story.title}: ")
        line.bold(change.asked)
        _change(change, paper.text("List Bullet 2"))
    _more(page.revised, "further change", paper)


def _more(glance: Glance, what: str, paper: Paper) -> None:
    if not glance.questions and not glance.changes:
        paper.text().soft("Nothing.")
    if glance.more:
        paper.text().soft(f"and {words.count(glance.more, what)} below")


def _answers(question: Question, paper: Paper, most: int, voices: int) -> None:
    for answer in question.answers[:most]:
        _answer(answer, paper.text("List Bullet 2"), voices)
    if len(question.answers) > most:
        paper.text("List Bullet 2").soft(f"and {words.count(len(question.answers) - most, 'further answer')}")


def _answer(answer: Answer, line: Words, most: int) -> None:
    line.bold(answer.value).plain(" – ")
    for n, holder in enumerate(answer.holders[:most]):
        _holder(holder, line.plain("; " if n else ""), 4)
    if len(answer.holders) > most:
        line.plain(f" and {words.count(len(answer.holders) - most, 'further voice')}")


def _holder(holder: Holder, line: Words, most: int | None = None) -> None:
    line.plain(holder.name)
    line.soft(f" ({holder.side})" if holder.side else "")
    line.soft(", in " + ", ".join(holder.publishers) if holder.publishers else "")
    line.soft(f" ({holder.figure})" if holder.figure else "")
    line.tag(" own side" if holder.own else "", "single")
    line.cite(*(cite.number for cite in holder.cites[:most]))


def _change(change: Change, line: Words) -> None:
    line.plain(f"{change.voice}: ").bold(change.before).cite(*_number(change.before_cite))
    line.plain(" → ").bold(change.after).cite(*_number(change.after_cite))
    line.soft(f" ({change.direction}, {'said so' if change.announced else 'without saying so'})")


def _number(cite: Cite | None) -> tuple[int, ...]:
    return (cite.number,) if cite else ()


def _days(days: tuple[Day, ...], paper: Paper) -> None:
    for day in days:
        if day.pause:
            paper.text().soft(day.pause)
        paper.text(together=True).bold(day.said)
        for event in day.events:
            line = paper.text("List Bullet")
            if event.number:
                line.link(f"i_{event.number}", f"{event.number} ")
            line.plain(event.title)
            line.plain(f", {event.where}" if event.where and event.where not in event.title else "")
            line.soft(f" (to {event.until})" if event.until and event.until not in event.title else "")
            line.soft(f" {event.documents}")
            for number, said, kind in (
                (event.contested, "contested", "contested"),
                (event.agreed, "agreed", "corroborated"),
                (event.revised, "revised", "revised"),
            ):
                line.tag(f"  {number} {said}" if number else "", kind)


def _map(page: Page, paper: Paper) -> None:
    if not page.maps and not page.unplaced:
        return
    paper.heading("Map", 1)
    paper.text(together=bool(page.maps)).soft(maps.SIGNS)
    for drawn in page.maps:
        paper.picture(engrave.png(pictures.map_(drawn), drawn.width), drawn.width, drawn.summary)
    if page.unplaced:
        line = paper.text().plain("Not on the map: ")
        for n, one in enumerate(page.unplaced):
            line.plain("; " if n else "").link(f"i_{one.number}", f"{one.number} ").plain(one.title).soft(f" ({one.why})")
    if page.maps:
        paper.text().soft(maps.OUTLINES)


def _story(story: Story, page: Page, paper: Paper) -> None:
    paper.heading(f"{story.number} {story.title}", 1, mark=f"i_{story.number}")
    _facts(story, paper)
    for standing, said in (("contested", "contested"), ("corroborated", "agreed")):
        for question in story.of(standing):
            paper.text(together=True).tag(f"{said} ", standing).bold(question.asked)
            _answers(question, paper, 6, 3)
    for change in story.changes:
        paper.text(together=True).tag("revised ", "revised").bold(change.asked)
        _change(change, paper.text("List Bullet 2"))
    if story.ruled and page.policy:
        paper.heading(f"Under the rule: {page.policy.title}", 2)
        table = paper.table(("Question", "Number or answer", "Why"), (26, 22, 52))
        for row in story.ruled:
            asked, given, why = table.row()
            asked.bold(row.asked)
            given.plain(row.given)
            why.plain(row.reason).cite(*(cite.number for cite in row.cites))
        paper.gap()
    _charts(story, paper)
    _questions(story, paper)
    _sources(story, paper)


def _facts(story: Story, paper: Paper) -> None:
    where = story.where + (f" ({story.where_how})" if story.where_how else "")
    told = f"{words.count(story.documents, 'document')}, {words.count(story.origins, 'independent origin')}"
    facts = [("What", story.kind), ("When", story.when), ("Where", where), ("Told by", told)]
    facts += [(toll.asked, toll.value + (f" (best {toll.best})" if toll.best else "")) for toll in story.tolls[:4]]
    for name, value in facts:
        paper.text(tight=True).soft(f"{name}: ").plain(value)


def _charts(story: Story, paper: Paper) -> None:
    for panel in story.panels:
        paper.text(together=True).bold(panel.title).soft(panel.caption())
        paper.picture(engrave.png(pictures.chart(panel), panel.width), panel.width, panel.summary)
        table = paper.table(("Reported", "Voice", panel.title), (30, 46, 24))
        for row in panel.rows:
            when, voice, value = table.row()
            when.plain(row.when)
            voice.plain(row.voice)
            value.plain(row.value).tag(" revision" if row.revised else "", "revised")
            value.cite(*_number(row.cite))
        paper.gap()


def _questions(story: Story, paper: Paper) -> None:
    if story.questions:
        paper.heading("Open questions, and who answers them how", 2)
        table = paper.table(("Question", "Answer", "Held by", "Origins", "Evidence"), (22, 18, 34, 11, 15))
        for question in story.questions:
            for n, answer in enumerate(question.answers):
                asked, value, held, origins, evidence = table.row()
                if n == 0:
                    asked.bold(question.asked).tag(f"  {question.said}", question.standing)
                    asked.soft(f" {question.note}" if question.note else "")
                value.bold(answer.value).tag(" against own interest" if answer.against_interest else "", "corroborated")
                for m, holder in enumerate(answer.holders):
                    _holder(holder, held.line() if m else held)
                for interest in answer.interests:
                    held.line().soft(interest)
                origins.plain(str(answer.origins))
                evidence.plain(", ".join(answer.evidence) or "none given")
    if story.told:
        paper.heading("Also told" if story.questions else "What is told", 2)
        for told in story.told:
            line = paper.text("List Bullet").plain(told.what).soft(f" ({', '.join(told.how)})" if told.how else "")
            line.plain(f" – {told.voice}").cite(*_number(told.cite))


def _sources(story: Story, paper: Paper) -> None:
    paper.heading("Whose words these are", 2)
    counted = (words.count(story.documents, "document"), words.count(story.claims, "claim"))
    origins = words.count(story.origins, "independent origin")
    paper.text(together=True).soft(
        f"{', '.join(counted)}, at least {origins}: documents that repeat one voice or belong to one owner count once."
    )
    table = paper.table(("Document", "Published", "Publisher", "Carries the words of"), (23, 21, 28, 28))
    for origin in story.sources:
        name, published, publisher, voices = table.row()
        name.bold(origin.name)
        published.plain(origin.published)
        owner, side = f", owner {origin.owner}" if origin.owner else "", f", side: {origin.side}" if origin.side else ""
        publisher.plain(origin.publisher).soft(f" ({origin.kind}{owner}{side})")
        voices.plain(", ".join(origin.voices) or "its own")
    paper.gap()
    if story.relatives:
        line = paper.text().soft("Beside it: ")
        for n, relative in enumerate(story.relatives):
            line.plain(("; " if n else "") + f"{relative.relation} ")
            if relative.number:
                line.link(f"i_{relative.number}", f"{relative.number} ")
            line.plain(relative.title).soft(f" ({relative.reason})" if relative.reason else "")


def _sentences(entries: tuple[Entry, ...], paper: Paper) -> None:
    paper.heading("The sentences", 1)
    paper.text(together=True).soft(
        "Every figure and answer above leads to one of these. The marked words stand in the document to the letter, at the "
        "characters given."
    )
    for entry in entries:
        line = paper.text(mark=f"q_{entry.number}", rtl=words.from_right(entry.quote), together=True)
        line.bold(f"{entry.number}  ").soft(f"{entry.before} " if entry.before else "").marked(entry.quote)
        line.soft(entry.glue + entry.after if entry.after else "")
        line = paper.text(tight=True, together=True).bold(entry.publisher)
        line.soft(f" (owner: {entry.owner})" if entry.owner else "")
        line.plain(f", “{entry.title}”" if entry.title else "").plain(f", {entry.published}")
        line.soft(f" ({entry.basis})" if entry.basis else "").plain(f"; {entry.said}.")
        section = f", {entry.section}" if entry.section else ""
        line = paper.text().soft(f"{entry.name}, characters {entry.start}–{entry.end}{section}")
        if address := written(entry.url):
            line.soft(" · ").outward(address, "source")


def _reading(page: Page, paper: Paper) -> None:
    paper.heading("How to read this", 1)
    for kind, said, means in MEANINGS:
        paper.text(tight=True).tag(said, kind).plain(f"  {means}")
    for line in closing(page):
        paper.text().plain(line)
