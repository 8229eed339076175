"""The current meeting and the actions of hosts, with the field names of the socket."""

from rest_framework import serializers

from accounts.api.fields import NoAvatarField, StrictBooleanField, StrictCharField
from rooms.live_rooms import LiveParticipant
from rooms.models import MESSAGE_CHARACTERS, Seat

_MOST_TARGETS = 100


class ParticipantSerializer(serializers.Serializer):
    """A person in the meeting. `userId` is null for guests."""

    id = serializers.CharField(source="participant_id")
    participantId = serializers.CharField(source="participant_id")  # noqa: N815 the wire's name
    socketId = serializers.CharField(source="socket_id")  # noqa: N815
    userId = serializers.CharField(source="user_id", allow_null=True)  # noqa: N815
    displayName = serializers.CharField(source="display_name")  # noqa: N815
    avatarUrl = NoAvatarField()  # noqa: N815
    avatarColor = serializers.IntegerField(source="avatar_color")  # noqa: N815
    role = serializers.ChoiceField(Seat.Role.choices)
    isHost = serializers.SerializerMethodField()  # noqa: N815
    isMuted = serializers.BooleanField(source="is_muted")  # noqa: N815
    isVideoOff = serializers.BooleanField(source="is_video_off")  # noqa: N815
    isScreenSharing = serializers.BooleanField(source="is_screen_sharing")  # noqa: N815
    isHandRaised = serializers.SerializerMethodField()  # noqa: N815
    handRaisedAt = serializers.DateTimeField(source="hand_raised_at", allow_null=True)  # noqa: N815
    isReconnecting = serializers.BooleanField(source="is_reconnecting")  # noqa: N815
    protocol = serializers.CharField()
    since = serializers.DateTimeField()

    def get_isHost(self, participant: LiveParticipant) -> bool:  # noqa: N802
        return participant["role"] == Seat.Role.HOST

    def get_isHandRaised(self, participant: LiveParticipant) -> bool:  # noqa: N802
        return participant["hand_raised_at"] is not None


class MediaQualitySerializer(serializers.Serializer):
    """The latest measurement of a person's media, by the person's client.

    A loss is the share of the packets, and null if it is not known. A height is the shorter side of
    the largest picture that moves, in pixels; 0 without one.
    """

    over = serializers.ChoiceField(["direct", "server", "mixed"])
    isRelayed = serializers.BooleanField(source="is_relayed")  # noqa: N815
    roundTripMs = serializers.IntegerField(source="round_trip_ms", allow_null=True)  # noqa: N815
    receivedLoss = serializers.FloatField(source="received_loss", allow_null=True)  # noqa: N815
    sentLoss = serializers.FloatField(source="sent_loss", allow_null=True)  # noqa: N815
    receivedHeight = serializers.IntegerField(source="received_height")  # noqa: N815
    sentHeight = serializers.IntegerField(source="sent_height")  # noqa: N815


class MeasuredParticipantSerializer(serializers.Serializer):
    """A person in the meeting. `quality` is null if the client has not reported it."""

    participantId = serializers.CharField(source="participant_id")  # noqa: N815 the wire's name
    displayName = serializers.CharField(source="display_name")  # noqa: N815
    protocol = serializers.CharField()
    quality = MediaQualitySerializer(source="media_quality", allow_null=True)


class KnockerSerializer(serializers.Serializer):
    """A person in the waiting room. `verified` is true if the name is an account's."""

    participantId = serializers.CharField(source="participant_id")  # noqa: N815
    userId = serializers.CharField(source="user_id", allow_null=True)  # noqa: N815
    displayName = serializers.CharField(source="display_name")  # noqa: N815
    verified = serializers.BooleanField()
    since = serializers.DateTimeField()
    away = serializers.BooleanField()
    deniedBefore = serializers.IntegerField(source="denied_before")  # noqa: N815


class RoleSerializer(serializers.Serializer):
    """`keep` makes an account co-host of the room's later meetings, too."""

    role = serializers.ChoiceField(["cohost", "participant"])
    keep = StrictBooleanField(default=False)


class SpotlightSerializer(serializers.Serializer):
    """`participantId` is the person in the spotlight from now on, or null for nobody."""

    participantId = serializers.CharField(  # noqa: N815
        source="participant_id", max_length=64, allow_null=True
    )


class MuteAllSerializer(serializers.Serializer):
    """`allowUnmute` also changes the room's setting, if it is given."""

    allowUnmute = StrictBooleanField(source="allow_unmute", required=False)  # noqa: N815


class DenialSerializer(serializers.Serializer):
    """`block` refuses the person until unblocked."""

    block = StrictBooleanField(default=False)


class WaitingMessageSerializer(serializers.Serializer):
    content = StrictCharField(max_length=MESSAGE_CHARACTERS)


class AdmissionSerializer(serializers.Serializer):
    targetIds = serializers.ListField(  # noqa: N815
        source="target_ids", child=StrictCharField(max_length=64), max_length=_MOST_TARGETS
    )


class AdmittedSerializer(serializers.Serializer):
    """The admitted people, and the people for whom the room had no place."""

    admitted = serializers.ListField(child=serializers.CharField())
    fullFor = serializers.ListField(child=serializers.CharField())  # noqa: N815


class IceServerSerializer(serializers.Serializer):
    """An `RTCIceServer` dictionary; STUN servers have no credentials."""

    urls = serializers.ListField(child=serializers.CharField())
    username = serializers.CharField(required=False)
    credential = serializers.CharField(required=False)


class IceServersSerializer(serializers.Serializer):
    iceServers = IceServerSerializer(many=True)  # noqa: N815
    ttlSeconds = serializers.IntegerField()  # noqa: N815
