from rooms.models import Audit


def audited() -> list[tuple[str, str, str, str]]:
    """Return every deed but the making of rooms: who, what, whom, in which room."""
    deeds = Audit.objects.exclude(action="create_room").order_by("pk")
    return list(deeds.values_list("actor_name", "action", "target_name", "room_code"))
