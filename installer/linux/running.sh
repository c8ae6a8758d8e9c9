# Shared by the scripts that run before anything is changed; the build puts it at the top of each of them.

program=/usr/lib/tipdesk/tipdesk
unit=tipdesk-hq.service
stopped=/run/tipdesk-hq.stopped

# Systemd runs, and knows the service.
has_service() {
    [ -d /run/systemd/system ] && systemctl cat "$unit" >/dev/null 2>&1
}

# Refuse while somebody works with the program: what it reads next would be of another version. The service is no
# person, and is stopped and started. $1 says what to do afterwards.
refuse_running() {
    is_open=
    for process in /proc/[0-9]*; do
        [ "$process/exe" -ef "$program" ] || continue
        if grep -qs "/$unit" "$process/cgroup"; then
            continue
        fi
        number=${process#/proc/}
        account=$(awk '$1 == "Uid:" { print $2 }' "$process/status" 2>/dev/null) || continue
        account=$(id -nu "$account" 2>/dev/null || echo "with number $account")
        called=$(tr '\0' '\n' <"$process/cmdline" 2>/dev/null | head -n 1)
        case ${called##*/} in
        tipdesk-cli)
            echo "A command of TIPdesk is running: process $number of the account $account." >&2
            echo "Let it end, then $1." >&2
            ;;
        *)
            echo "TIPdesk is open: process $number of the account $account." >&2
            echo "Lock it there (Ctrl+L), close its window, then $1." >&2
            ;;
        esac
        is_open=yes
    done
    if [ -n "$is_open" ]; then
        echo "TIPdesk: nothing was changed." >&2
        exit 1
    fi
}

# Stop the service where it runs, however it was started, and remember it for start_service.
stop_service() {
    if has_service && systemctl is-active --quiet "$unit"; then
        : >"$stopped"
        systemctl --system stop "$unit"
    fi
}

# Start the service again if stop_service has stopped it: its unit may be another one by now.
start_service() {
    if [ -d /run/systemd/system ]; then
        systemctl --system daemon-reload >/dev/null || true
    fi
    if [ -e "$stopped" ]; then
        rm -f "$stopped"
        systemctl --system start "$unit" ||
            echo "TIPdesk: headquarters' service did not start again: journalctl -u $unit says why." >&2
    fi
}
