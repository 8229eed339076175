"""The events that the server sends: one frozen Struct for each.

Each module has the events of one subject; `protocol.commands` has the commands of the same
subjects. Dialects and actions use the names of this package: `events.PeerJoined`. A dialect may
silence all events of a module: see `signaling.dialects.silence`.

The fields, with their names in camelCase, are the payloads of the native protocol; other dialects
use some of them. Times are ISO 8601 in UTC. A "socket id" is the id of a peer, and a "participant
id" is the id of its seat.
"""

from signaling.protocol.events.chat import Account as Account
from signaling.protocol.events.chat import ChatPosted as ChatPosted
from signaling.protocol.events.chat import MessagesRead as MessagesRead
from signaling.protocol.events.chat import MessageType as MessageType
from signaling.protocol.events.chat import TypingChanged as TypingChanged
from signaling.protocol.events.compatibility import MediaToggled as MediaToggled
from signaling.protocol.events.compatibility import OfferRequested as OfferRequested
from signaling.protocol.events.compatibility import PassedOn as PassedOn
from signaling.protocol.events.compatibility import RoomChecked as RoomChecked
from signaling.protocol.events.compatibility import RoomReentered as RoomReentered
from signaling.protocol.events.compatibility import RoomRefused as RoomRefused
from signaling.protocol.events.connection import Refused as Refused
from signaling.protocol.events.connection import ServerRestarting as ServerRestarting
from signaling.protocol.events.connection import SessionEnding as SessionEnding
from signaling.protocol.events.connection import SessionProlonged as SessionProlonged
from signaling.protocol.events.connection import TokenRanOut as TokenRanOut
from signaling.protocol.events.connection import TokenRefreshed as TokenRefreshed
from signaling.protocol.events.event import Event as Event
from signaling.protocol.events.joining import JoinRefused as JoinRefused
from signaling.protocol.events.joining import Moved as Moved
from signaling.protocol.events.joining import RoomJoined as RoomJoined
from signaling.protocol.events.media import AudioToggled as AudioToggled
from signaling.protocol.events.media import HandLowered as HandLowered
from signaling.protocol.events.media import HandRaised as HandRaised
from signaling.protocol.events.media import PictureRequested as PictureRequested
from signaling.protocol.events.media import Reacted as Reacted
from signaling.protocol.events.media import ScreenShareStarted as ScreenShareStarted
from signaling.protocol.events.media import ScreenShareStopped as ScreenShareStopped
from signaling.protocol.events.media import VideoToggled as VideoToggled
from signaling.protocol.events.moderation import Muted as Muted
from signaling.protocol.events.moderation import Removed as Removed
from signaling.protocol.events.moderation import UnmuteRequested as UnmuteRequested
from signaling.protocol.events.negotiation import AnswerRelayed as AnswerRelayed
from signaling.protocol.events.negotiation import CandidateRelayed as CandidateRelayed
from signaling.protocol.events.negotiation import IceServersGiven as IceServersGiven
from signaling.protocol.events.negotiation import OfferRelayed as OfferRelayed
from signaling.protocol.events.pairs import OfferWanted as OfferWanted
from signaling.protocol.events.pairs import OnlineCounted as OnlineCounted
from signaling.protocol.events.pairs import PairMessagePosted as PairMessagePosted
from signaling.protocol.events.pairs import PartnerAnswered as PartnerAnswered
from signaling.protocol.events.pairs import PartnerCandidateCame as PartnerCandidateCame
from signaling.protocol.events.pairs import PartnerFound as PartnerFound
from signaling.protocol.events.pairs import PartnerLost as PartnerLost
from signaling.protocol.events.pairs import PartnerOffered as PartnerOffered
from signaling.protocol.events.pairs import PartnerSought as PartnerSought
from signaling.protocol.events.participants import Participant as Participant
from signaling.protocol.events.participants import PeerJoined as PeerJoined
from signaling.protocol.events.participants import PeerLeft as PeerLeft
from signaling.protocol.events.participants import PeerReconnecting as PeerReconnecting
from signaling.protocol.events.participants import PeerResumed as PeerResumed
from signaling.protocol.events.participants import PeerUpdated as PeerUpdated
from signaling.protocol.events.room import LockChanged as LockChanged
from signaling.protocol.events.room import RoomEnded as RoomEnded
from signaling.protocol.events.room import SettingsUpdated as SettingsUpdated
from signaling.protocol.events.room import SpotlightChanged as SpotlightChanged
from signaling.protocol.events.room_media import AnsweringDescription as AnsweringDescription
from signaling.protocol.events.room_media import DirectLinksReplaced as DirectLinksReplaced
from signaling.protocol.events.room_media import MediaAnswered as MediaAnswered
from signaling.protocol.events.room_media import MediaOffered as MediaOffered
from signaling.protocol.events.room_media import MediaRefused as MediaRefused
from signaling.protocol.events.room_media import MediaStream as MediaStream
from signaling.protocol.events.room_media import OfferingDescription as OfferingDescription
from signaling.protocol.events.room_media import RoomMedia as RoomMedia
from signaling.protocol.events.room_media import RoomMediaChanged as RoomMediaChanged
from signaling.protocol.events.waiting_room import AdmittedAll as AdmittedAll
from signaling.protocol.events.waiting_room import KnockEnded as KnockEnded
from signaling.protocol.events.waiting_room import KnockerAddressed as KnockerAddressed
from signaling.protocol.events.waiting_room import KnockPlaced as KnockPlaced
from signaling.protocol.events.waiting_room import Waiting as Waiting
from signaling.protocol.events.waiting_room import WaitingChanged as WaitingChanged
