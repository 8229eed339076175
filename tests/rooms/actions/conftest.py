from rooms.models import Audit


def audited() -> list[tuple[str, str, str, str]]:
    """Return all audit entries except created rooms: actor, action, target and room code."""
    entries = Audit.objects.exclude(action="create_room").order_by("pk")
    return list(entries.values_list("actor_name", "action", "target_name", "room_code"))
