"""The events of MeetMates' own web page."""

import time

from tests.clients.flavours import every_flavour
from tests.protocol.meetmates.visitors import (
    OFFER,
    PAGE,
    Visit,
    assert_only_counts,
    pair,
)


@every_flavour
def test_the_shipped_page_gets_waiting_and_is_queued_after_a_second(visit: Visit) -> None:
    ann, ben = visit(namespace=PAGE), visit(namespace=PAGE)
    pair(ann, ben)
    began = time.monotonic()

    ann.disconnect()

    ben.expect("waiting")
    assert_only_counts(ben)
    ben.expect("waiting")
    assert 1 <= time.monotonic() - began < 3


def test_the_shipped_page_is_paired_anew_without_asking(visit: Visit) -> None:
    ann, ben, cid = (visit(namespace=PAGE) for _ in range(3))
    pair(ann, ben)
    cid.call("findChat", None, True)
    cid.expect("waiting")
    for leaver, left, free in ((ann, ben, cid), (cid, ann, ben), (ben, cid, ann)):
        leaver.call("next")
        leaver.expect("waiting")
        assert leaver.expect("chatStart")["partnerId"] == free.peer_id
        assert free.expect("chatStart")["partnerId"] == leaver.peer_id
        for _ in range(2):
            left.expect("waiting")


def test_the_shipped_page_and_other_clients_are_paired_with_each_other(visit: Visit) -> None:
    page, other = visit(namespace=PAGE), visit()
    pair(page, other)
    page.emit("webrtc-offer", {"offer": OFFER})
    assert other.expect("webrtc-offer") == {"offer": OFFER, "from": page.peer_id}
    page.call("next")
    page.expect("waiting")
    assert other.expect("partnerLeft") == {"partnerId": page.peer_id}
