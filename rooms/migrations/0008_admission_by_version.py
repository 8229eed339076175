from django.db import migrations, models
from django.db.models import Exists, OuterRef, Subquery


def name_guests(apps, schema_editor):
    """Let messages say which guest wrote them, as their seats do."""
    message, seat = apps.get_model("rooms", "Message"), apps.get_model("rooms", "Seat")
    guest = Subquery(seat.objects.filter(pk=OuterRef("seat")).values("guest_id")[:1])
    message.objects.filter(seat__guest_id__isnull=False).update(guest_id=guest)


def forget_repeated_keys(apps, schema_editor):
    """Leave each key of a person in a room with the first of its messages."""
    message = apps.get_model("rooms", "Message")
    for person in ("user", "guest_id"):
        same = {name: OuterRef(name) for name in ("room", "key", person)}
        earlier = message.objects.filter(pk__lt=OuterRef("pk"), **same)
        message.objects.filter(Exists(earlier)).update(key=None)


class Migration(migrations.Migration):
    dependencies = [
        ("rooms", "0007_invitations_by_address"),
    ]

    operations = [
        migrations.AddField(
            model_name="room",
            name="version",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="roomsettings",
            name="knock_after_removal",
            field=models.BooleanField(
                default=True,
                help_text=(
                    "After a guest was removed, guests who are new to the meeting have to knock "
                    "until it ends."
                ),
                verbose_name="new guests knock after a removal",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="guest_id",
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name="guest"),
        ),
        migrations.RemoveConstraint(model_name="message", name="one_message_per_seat_and_key"),
        migrations.RunPython(name_guests, migrations.RunPython.noop),
        migrations.RunPython(forget_repeated_keys, migrations.RunPython.noop),
    ]
