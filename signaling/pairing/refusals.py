"""What is turned down in random pairs, beyond what `rooms.pairing` refuses."""

from rooms.refusals import Refusal


class NotPaired(Refusal):
    code = "NOT_PAIRED"
    message = "You have no partner"


class WaitsElsewhere(Refusal):
    code = "WAITS_ELSEWHERE"
    message = "You are waiting in too many windows already"
