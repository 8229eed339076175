"""The commands of clients: one frozen Struct for each, with every field typed and bounded.

Each module has the commands of one subject; `protocol.events` has the events of the same subjects.
Dialects and actions use the names of this package: `commands.Join`.

The server already knows the values of `room_id` and `user_id`. It reads these fields only to refuse
a contradiction, and never uses their values otherwise. Unknown fields are ignored. The wire names
are the field names in camelCase, unless a dialect defines others.
"""

from signaling.protocol.commands.chat import GetMessages as GetMessages
from signaling.protocol.commands.chat import PostMessage as PostMessage
from signaling.protocol.commands.chat import StartTyping as StartTyping
from signaling.protocol.commands.chat import StopTyping as StopTyping
from signaling.protocol.commands.command import Command as Command
from signaling.protocol.commands.command import InRoom as InRoom
from signaling.protocol.commands.command import OnTarget as OnTarget
from signaling.protocol.commands.compatibility import CheckRoom as CheckRoom
from signaling.protocol.commands.compatibility import CommandWithOriginal as CommandWithOriginal
from signaling.protocol.commands.compatibility import JoinByName as JoinByName
from signaling.protocol.commands.compatibility import PassOn as PassOn
from signaling.protocol.commands.compatibility import ShowMedia as ShowMedia
from signaling.protocol.commands.connection import RefreshToken as RefreshToken
from signaling.protocol.commands.fields import MessageId as MessageId
from signaling.protocol.commands.fields import MessageKey as MessageKey
from signaling.protocol.commands.fields import Name as Name
from signaling.protocol.commands.fields import Password as Password
from signaling.protocol.commands.fields import PeerId as PeerId
from signaling.protocol.commands.fields import RoomCode as RoomCode
from signaling.protocol.commands.fields import RoomId as RoomId
from signaling.protocol.commands.fields import TargetId as TargetId
from signaling.protocol.commands.fields import UserId as UserId
from signaling.protocol.commands.joining import CancelKnock as CancelKnock
from signaling.protocol.commands.joining import Join as Join
from signaling.protocol.commands.joining import Leave as Leave
from signaling.protocol.commands.media import RaiseHand as RaiseHand
from signaling.protocol.commands.media import React as React
from signaling.protocol.commands.media import Rename as Rename
from signaling.protocol.commands.media import RequestedPicture as RequestedPicture
from signaling.protocol.commands.media import RequestPictures as RequestPictures
from signaling.protocol.commands.media import StartScreenShare as StartScreenShare
from signaling.protocol.commands.media import StopScreenShare as StopScreenShare
from signaling.protocol.commands.media import ToggleAudio as ToggleAudio
from signaling.protocol.commands.media import ToggleVideo as ToggleVideo
from signaling.protocol.commands.moderation import AskToUnmute as AskToUnmute
from signaling.protocol.commands.moderation import Block as Block
from signaling.protocol.commands.moderation import LowerAllHands as LowerAllHands
from signaling.protocol.commands.moderation import LowerHand as LowerHand
from signaling.protocol.commands.moderation import Mute as Mute
from signaling.protocol.commands.moderation import MuteAll as MuteAll
from signaling.protocol.commands.moderation import Remove as Remove
from signaling.protocol.commands.moderation import SetRole as SetRole
from signaling.protocol.commands.moderation import SetSpotlight as SetSpotlight
from signaling.protocol.commands.moderation import Unblock as Unblock
from signaling.protocol.commands.negotiation import Answer as Answer
from signaling.protocol.commands.negotiation import Candidate as Candidate
from signaling.protocol.commands.negotiation import Description as Description
from signaling.protocol.commands.negotiation import GetIceServers as GetIceServers
from signaling.protocol.commands.negotiation import Offer as Offer
from signaling.protocol.commands.negotiation import Signal as Signal
from signaling.protocol.commands.pairs import AnswerPartner as AnswerPartner
from signaling.protocol.commands.pairs import BecomeReady as BecomeReady
from signaling.protocol.commands.pairs import FindNextPartner as FindNextPartner
from signaling.protocol.commands.pairs import FindPartner as FindPartner
from signaling.protocol.commands.pairs import GetPairIceServers as GetPairIceServers
from signaling.protocol.commands.pairs import GoOnline as GoOnline
from signaling.protocol.commands.pairs import OfferToPartner as OfferToPartner
from signaling.protocol.commands.pairs import ReportPartner as ReportPartner
from signaling.protocol.commands.pairs import SendCandidate as SendCandidate
from signaling.protocol.commands.pairs import WriteToPartner as WriteToPartner
from signaling.protocol.commands.room import EndRoom as EndRoom
from signaling.protocol.commands.room import Lock as Lock
from signaling.protocol.commands.room import PostNotice as PostNotice
from signaling.protocol.commands.room import SettingsChange as SettingsChange
from signaling.protocol.commands.room import UpdateSettings as UpdateSettings
from signaling.protocol.commands.room_media import AddMediaCandidate as AddMediaCandidate
from signaling.protocol.commands.room_media import AnsweredDescription as AnsweredDescription
from signaling.protocol.commands.room_media import AnswerMedia as AnswerMedia
from signaling.protocol.commands.room_media import IceCandidate as IceCandidate
from signaling.protocol.commands.room_media import OfferedDescription as OfferedDescription
from signaling.protocol.commands.room_media import OnConnection as OnConnection
from signaling.protocol.commands.room_media import PublishMedia as PublishMedia
from signaling.protocol.commands.room_media import ReceivedSource as ReceivedSource
from signaling.protocol.commands.room_media import ReportMedia as ReportMedia
from signaling.protocol.commands.room_media import ReportMediaQuality as ReportMediaQuality
from signaling.protocol.commands.room_media import SubscribeMedia as SubscribeMedia
from signaling.protocol.commands.waiting_room import Admit as Admit
from signaling.protocol.commands.waiting_room import AdmitAll as AdmitAll
from signaling.protocol.commands.waiting_room import Deny as Deny
from signaling.protocol.commands.waiting_room import MessageWaiting as MessageWaiting
