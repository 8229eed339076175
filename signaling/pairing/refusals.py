"""Refusals of the commands of random pairs, beyond those of `rooms.pairing`."""

from rooms.refusals import Refusal


class NotPaired(Refusal):
    code = "NOT_PAIRED"
    message = "You have no partner"


class WaitsElsewhere(Refusal):
    code = "WAITS_ELSEWHERE"
    message = "You are waiting in too many windows already"
