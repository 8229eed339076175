"""Names and messages from right to left, where they are seen in a meeting."""

import re

from playwright.sync_api import Locator, expect

from accounts.models import User
from rooms.actions import create_room
from tests.browser.person import NewPerson
from tests.browser.screenshots import LOOKS, look_at

HOST, GUEST, ROOM = "דנה לוי!", "רון (2)", "ישיבה?"
QUESTION = "מה שלומך? https://example.org/a"
_EDGES = """
(element, place) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (place < node.data.length) {
      const range = document.createRange();
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      return range.getBoundingClientRect().left;
    }
    place -= node.data.length;
  }
}
"""


def left_of(words: Locator, character: str) -> float:
    """Say how far from the left edge a character of these words is drawn."""
    content = words.evaluate("element => element.textContent")
    left: float = words.evaluate(_EDGES, content.index(character))
    return left


def test_punctuation_stays_at_the_right_end_of_mixed_direction_text(
    transactional_db: None, new_person: NewPerson, look: str
) -> None:
    account = User.objects.create_user("dana@example.org", "correct horse 9", display_name=HOST)
    room = create_room(account, ROOM)
    dana = new_person(HOST, account=account, **LOOKS[look])
    ron = new_person(GUEST)
    for person in (dana, ron):
        person.arrive(room.code)
        person.join()
    expect(dana.page).to_have_title(f"\u2068{ROOM}\u2069 · Meet")
    notice = dana.notices.locator("span")
    expect(notice).to_have_text(f"{GUEST} joined")
    assert left_of(notice, "2") < left_of(notice, "ר") < left_of(notice, "j")

    ron.say(QUESTION)
    dana.reads(QUESTION)
    chat = dana.panel("Chat")
    sender = chat.locator(".message-line__head")
    words = chat.locator(".message-line__text")
    assert left_of(sender, "2") < left_of(sender, "ר") < left_of(sender, ":")
    assert left_of(words, "/") < left_of(words, "?") < left_of(words, "מ")
    assert left_of(words, "h") < left_of(words, "/")
    look_at(dana, look, "right-to-left-chat", ROOM)

    dana.press("Close chat")
    dana.panel("People")
    name = dana.page.locator("meet-person .person__name", has_text=re.compile("you"))
    assert left_of(name, "!") < left_of(name, "ד") < left_of(name, "y")
    look_at(dana, look, "right-to-left-people", ROOM)
