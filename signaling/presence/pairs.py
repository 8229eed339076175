"""Visitors who wait for a random partner, and the pairs of visitors.

Pairs know visitors by their peer id and by their owner (the person); they know no sockets, user
accounts or database rows. A visitor has at most one partner, and the relation is mutual. A visitor
is never paired with another window of the same person, with a person to avoid, or while its
transport is lost.

    add ──▶ idle ──seek──▶ waiting ──────paired──────▶ paired
                              ▲                           │ the partner goes, asks for the next,
                              │                           ▼ or is lost for too long
                              └──seek, or by itself──── alone

A waiting visitor is paired with the oldest one that has the same wish (video or text), or else with
the oldest one that has the other wish. Visitors are paired as soon as possible, therefore no two
waiting visitors can be paired with each other. Two visitors who have just left each other are
paired again only if there is no other choice.
"""

from collections.abc import Callable, Sequence

from django.conf import settings
from msgspec.structs import replace

from signaling.presence.deadlines import Deadlines
from signaling.presence.online_visitors import OnlineVisitors
from signaling.presence.pair_queue import PairQueue, VisitorState
from signaling.presence.pair_records import (
    ChatLine,
    Pair,
    PairChange,
    Paired,
    PairSignal,
    Parted,
    Queued,
    Ready,
    Visitor,
)
from signaling.presence.pair_state import PairState
from signaling.presence.refusals import WaitsElsewhere


class Pairs:
    """Every method is one atomic step, and no method raises for an unknown id.

    Changes are returned in the order in which clients must be told of them. Times are monotonic
    seconds of `clock`.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._visitors: dict[str, VisitorState] = {}
        self._of_owner: dict[str, dict[str, VisitorState]] = {}
        self._queue = PairQueue()
        self._alone_until = Deadlines()
        self._lost_until = Deadlines()
        self._online = OnlineVisitors()
        self.decisions = 0
        """The number of blocks, unblocks and reports; earlier rows may be outdated."""

    def add(self, visitor: Visitor) -> None:
        state = VisitorState(visitor)
        self._visitors[visitor.peer_id] = state
        self._of_owner.setdefault(visitor.owner, {})[visitor.peer_id] = state
        self._online.add(visitor.peer_id)

    def remove(self, peer_id: str) -> Sequence[PairChange]:
        """Remove a visitor; its partner becomes alone."""
        state = self._visitors.get(peer_id)
        if state is None:
            return []
        changes = self._part(state)
        self._queue.remove(state)
        self._lost_until.clear(peer_id)
        self._online.remove(peer_id)
        del self._visitors[peer_id]
        owner = state.visitor.owner
        del self._of_owner[owner][peer_id]
        if not self._of_owner[owner]:
            del self._of_owner[owner]
        return changes

    def is_empty(self) -> bool:
        return not self._visitors

    def visitor(self, peer_id: str) -> Visitor | None:
        state = self._visitors.get(peer_id)
        return state.visitor if state else None

    def has_sought(self, peer_id: str) -> bool:
        """Tell whether a visitor has ever asked for a partner."""
        state = self._visitors.get(peer_id)
        return state is not None and state.has_sought

    def seek(self, peer_id: str, *, wants_video: bool | None) -> Sequence[PairChange]:
        """Leave the current partner, if any, and wait for another one.

        If `wants_video` is None, the last wish applies; the first wish is text. A visitor that
        already waits keeps its place unless the wish changes. Raises WaitsElsewhere.
        """
        state = self._visitors.get(peer_id)
        if state is None:
            return []
        wish = state.wants_video if wants_video is None else wants_video
        if state in self._queue and wish == state.wants_video:
            return [Queued(peer_id)]
        if state not in self._queue and not self._queue.has_room_for(state):
            raise WaitsElsewhere
        parted = self._part(state)
        self._queue.remove(state)
        state.wants_video, state.has_sought = wish, True
        return [*parted, *self._wait(state)]

    def pair_of(self, peer_id: str) -> Pair | None:
        """Return a visitor with its partner and their messages; None if it has no partner."""
        state = self._visitors.get(peer_id)
        return None if state is None or state.pair is None else self._describe(state, state.pair)

    def last_pair_of(self, peer_id: str) -> Pair | None:
        """Return a visitor with its partner, or else with its last partner."""
        state = self._visitors.get(peer_id)
        return self.pair_of(peer_id) or (state.last if state else None)

    def reported(self, peer_id: str, partner_id: str) -> bool:
        """Tell whether a visitor has reported this partner, who is its current or last one."""
        state = self._visitors.get(peer_id)
        return state is not None and state.reported_id == partner_id

    def note_report(self, peer_id: str, partner_id: str) -> None:
        """Note that a visitor has reported its current or last partner."""
        if (state := self._visitors.get(peer_id)) is not None:
            state.reported_id = partner_id

    def write(self, peer_id: str, line: ChatLine) -> str | None:
        """Note a message and return the partner's id; None if there is no partner."""
        pair = self._pair_state_of(peer_id)
        if pair is None:
            return None
        pair.lines.append(line)
        return pair.partner_of(peer_id)

    def ready(self, peer_id: str) -> Ready | None:
        """Note that a visitor listens to offers; return None if it has no partner."""
        pair = self._pair_state_of(peer_id)
        return pair.ready(peer_id) if pair else None

    def signal(self, peer_id: str, signal: PairSignal) -> str | None:
        """Note a signal and return the partner's id; None if there is no partner."""
        pair = self._pair_state_of(peer_id)
        if pair is None:
            return None
        pair.signal(peer_id, signal)
        return pair.partner_of(peer_id)

    def separate(self, one: Visitor, other: Visitor) -> Sequence[PairChange]:
        """End the pairs of two people in all their windows, and never pair them again."""
        self.decisions += 1
        changes: list[PairChange] = []
        for owner, avoided in ((one.owner, other.owner), (other.owner, one.owner)):
            for state in self._of_owner.get(owner, {}).values():
                avoids = state.visitor.avoids | {avoided}
                state.visitor = replace(state.visitor, avoids=avoids)
                partner = self._partner_of(state)
                if partner is not None and partner.visitor.owner == avoided:
                    changes += self._part_both(state)
        return changes

    def block(self, owner: str) -> Sequence[PairChange]:
        """Remove a person's visitors from every pair and queue, and mark them as blocked."""
        self.decisions += 1
        changes: list[PairChange] = []
        for state in self._of_owner.get(owner, {}).values():
            state.visitor = replace(state.visitor, is_blocked=True)
            self._queue.remove(state)
            changes += self._part_both(state)
            self._alone_until.clear(state.peer_id)
        return changes

    def unblock(self, owner: str) -> None:
        self.decisions += 1
        for state in self._of_owner.get(owner, {}).values():
            state.visitor = replace(state.visitor, is_blocked=False)

    def lose(self, peer_id: str, *, went_away: bool) -> Sequence[PairChange]:
        """Note that a visitor's transport is lost; the visitor may come back with the same id.

        The pair is kept for PAIRING_HOLD_SECONDS, or ends at once if the visitor went away on
        purpose (`went_away`).
        """
        state = self._visitors.get(peer_id)
        if state is None or state.is_lost:
            return []
        state.is_lost = True
        if went_away:
            self._online.remove(peer_id)
            return self._part_both(state)
        self._lost_until.set(peer_id, self._clock() + settings.PAIRING_HOLD_SECONDS)
        return []

    def recover(self, peer_id: str) -> Sequence[PairChange]:
        """Note that a lost visitor is back."""
        state = self._visitors.get(peer_id)
        if state is None:
            return []
        state.is_lost = False
        self._lost_until.clear(peer_id)
        self._online.add(peer_id)
        if self._alone_until.clear(peer_id):
            # The visitor is told only now that it is alone, so its time starts again.
            self._leave_alone(state)
        return self._match(state) if state in self._queue else []

    def apply_deadlines(self) -> Sequence[PairChange]:
        """Queue visitors who have been alone, and end pairs of lost visitors, if their time is up.

        The time alone of a lost visitor starts again when it comes back, because only then is it
        told that it is alone.
        """
        changes: list[PairChange] = []
        now = self._clock()
        for peer_id in self._lost_until.due(now):
            self._online.remove(peer_id)
            changes += self._part_both(self._visitors[peer_id])
        for peer_id in self._alone_until.due(now):
            state = self._visitors[peer_id]
            if state.is_lost:
                self._leave_alone(state)
            else:
                changes += self._wait(state)
        return changes

    def online_if_changed(self) -> Sequence[str] | None:
        """Return the ids of the visitors that are online, or None if they have not changed.

        The changes are those since the last call.
        """
        return self._online.peers_if_changed()

    def _wait(self, state: VisitorState) -> list[PairChange]:
        """Put a visitor into the queue, and pair it if a partner is there."""
        self._queue.add(state)
        return [Queued(state.peer_id), *self._match(state)]

    def _match(self, state: VisitorState) -> list[PairChange]:
        """Pair a waiting visitor if there is a suitable partner."""
        partner = self._queue.partner_for(state)
        if partner is None:
            return []
        pair = PairState(partner.peer_id, state.peer_id, settings.PAIRING_REPORTED_MESSAGES)
        for one in (partner, state):
            self._queue.remove(one)
            one.pair, one.last = pair, None
        with_video = state.wants_video or partner.wants_video
        return [Paired(partner.peer_id, state.peer_id, with_video)]

    def _part(self, state: VisitorState) -> list[PairChange]:
        """End the pair of a visitor that leaves it; only the partner is told and becomes alone."""
        self._alone_until.clear(state.peer_id)
        partner = self._partner_of(state)
        if partner is None or state.pair is None:
            return []
        for one in (state, partner):
            one.last = self._describe(one, state.pair)
        state.pair = partner.pair = None
        self._leave_alone(partner)
        return [Parted(partner.peer_id, state.peer_id)]

    def _part_both(self, state: VisitorState) -> list[PairChange]:
        """End the pair of a visitor by the server's decision; both are told and become alone."""
        partner = self._partner_of(state)
        if partner is None:
            return []
        changes = self._part(state)
        self._leave_alone(state)
        return [*changes, Parted(state.peer_id, partner.peer_id)]

    def _leave_alone(self, state: VisitorState) -> None:
        seconds = state.visitor.requeue_after_seconds
        if seconds is None:
            seconds = settings.PAIRING_ALONE_SECONDS
        self._alone_until.set(state.peer_id, self._clock() + seconds)

    def _describe(self, state: VisitorState, pair: PairState) -> Pair:
        """Return the pair from one visitor's point of view."""
        partner = self._visitors[pair.partner_of(state.peer_id)]
        return Pair(state.visitor, partner.visitor, tuple(pair.lines))

    def _pair_state_of(self, peer_id: str) -> PairState | None:
        state = self._visitors.get(peer_id)
        return state.pair if state else None

    def _partner_of(self, state: VisitorState) -> VisitorState | None:
        return self._visitors[state.pair.partner_of(state.peer_id)] if state.pair else None
