#!/bin/sh
# Start Janus in a container: write its files with the secret and the address, and become Janus.
#     MEDIA_SECRET=… LISTEN_ADDRESS=… start.sh [options of janus]
set -eu
umask 077

# Other characters would have a meaning in the replacements below, or in the files.
case "${MEDIA_SECRET:?}" in *[!A-Za-z0-9_-]*)
    echo "MEDIA_SECRET may have letters, digits, - and _ only" >&2
    exit 1 ;;
esac
case "${LISTEN_ADDRESS:?}" in *[!0-9.]*)
    echo "LISTEN_ADDRESS is an IPv4 address" >&2
    exit 1 ;;
esac

written=${CONFIGURATION_FOLDER:-/run/janus}
for file in "$(dirname "$0")"/*.jcfg; do
    sed -e "s/the secret of this server in MEDIA_SERVERS/$MEDIA_SECRET/" \
        -e "s/ws_ip = \"127.0.0.1\"/ws_ip = \"$LISTEN_ADDRESS\"/" \
        -e "s/event_loops = .*/event_loops = $(nproc)/" \
        -e "s/x86_64-linux-gnu/$(uname -m)-linux-gnu/" \
        "$file" >"$written/${file##*/}"
done
# Janus needs only its files.
unset MEDIA_SECRET
exec janus --configs-folder="$written" --disable-colors "$@"
