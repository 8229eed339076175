"""The meeting as it is right now."""

from rest_framework import serializers


class IceServerSerializer(serializers.Serializer):
    """An `RTCIceServer` dictionary; STUN servers have no credentials."""

    urls = serializers.ListField(child=serializers.CharField())
    username = serializers.CharField(required=False)
    credential = serializers.CharField(required=False)


class IceServersSerializer(serializers.Serializer):
    iceServers = IceServerSerializer(many=True)  # noqa: N815 the wire's name
    ttlSeconds = serializers.IntegerField()  # noqa: N815
