"""A meeting in a browser without what the oldest supported ones lack (docs/client.md, Browsers)."""

from playwright.sync_api import expect

from rooms.models import Room
from tests.browser import media
from tests.browser.person import NewPerson

# Newer than the oldest supported browsers, or missing in some of them.
_LACKS = """
for (const [owner, ...names] of [
  [Intl, "Segmenter", "DurationFormat"],
  [Array, "fromAsync"],
  [Promise, "withResolvers", "try"],
  [Object, "groupBy"],
  [Map, "groupBy"],
  [Set.prototype, "union", "intersection", "difference", "isSubsetOf"],
  [Iterator.prototype, "map", "filter", "toArray", "forEach", "some", "find"],
  [String.prototype, "isWellFormed", "toWellFormed"],
  [RegExp, "escape"],
  [URL, "canParse", "parse"],
  [AbortSignal, "any", "timeout"],
  [Element.prototype, "checkVisibility", "moveBefore", "setHTML", "getHTML"],
  [Node.prototype, "moveBefore"],
  [HTMLMediaElement.prototype, "setSinkId"],
  [window, "documentPictureInPicture", "reportError", "requestIdleCallback", "scheduler",
    "structuredClone", "Iterator", "CloseWatcher"],
  [Navigator.prototype, "locks", "permissions", "wakeLock", "userAgentData"],
  [RTCRtpReceiver.prototype, "jitterBufferTarget"],
  [AudioContext.prototype, "setSinkId"],
]) {
  for (const name of names) delete owner?.[name];
}
"""


def test_a_meeting_works_without_the_features_that_the_oldest_browsers_lack(
    new_person: NewPerson, room: Room
) -> None:
    ann, ben = new_person("Ann Lee", account=room.host), new_person("Ben")
    for person in (ann, ben):
        person.page.add_init_script(_LACKS)
        person.arrive(room.code)
        person.join()
    assert ann.page.evaluate("!('Segmenter' in Intl) && navigator.locks === undefined")
    media.sees(ann.page, "Ben")

    ben.press("Camera")
    ann.sees_initials("Ben")
    expect(ann.tile("Ben").locator(".avatar")).to_have_text("B")
    ben.press("Raise hand")
    ann.sees_mark("Ben", "hand raised")
    expect(ann.panel("People").locator("meet-person").first).to_contain_text("Ben")
    ben.say("The notes: https://example.org/a")
    ann.reads("The notes:")
    ann.choose("More", "Lock room")
    ben.is_noticed("The room is locked")
    ben.page.reload()
    ben.is_inside()
    ann.act_on("Ben", "Remove")
    ann.answer("Remove Ben", "Remove")
    ben.is_told("You were removed from the meeting")
