#!/bin/bash
# The README's picture: the real window answers "How many r are in strawberry?" with its thinking open.
#
#   tests/tools/screenshot.sh PATH/TO/deepwell [OUT=resources/screenshots/strawberry.png] [THEME=light]
#
# Needs Xvfb, xdotool, sqlite3 and ImageMagick.
set -u
program=${1:?usage: screenshot.sh PATH/TO/deepwell [OUT] [THEME]}
out=${2:-resources/screenshots/strawberry.png}
theme=${3:-light}

data=$(mktemp -d)
app=
xvfb=
cleanup() {
  [ -n "$app" ] && kill "$app" 2>/dev/null
  [ -n "$xvfb" ] && kill "$xvfb" 2>/dev/null
  rm -rf "$data"
}
trap cleanup EXIT

die() {
  echo "screenshot: $*" >&2
  exit 1
}

# Waits until the command given succeeds.
wait_for() {
  local what=$1 seconds=$2
  shift 2
  local end=$((SECONDS + seconds))
  until "$@"; do
    [ $SECONDS -lt $end ] || die "waited $seconds s in vain for $what"
    sleep 0.2
  done
}

exec {display_fd}<> <(:)
Xvfb -displayfd "$display_fd" -screen 0 1280x800x24 -nolisten tcp 2>/dev/null &
xvfb=$!
read -r -t 30 -u "$display_fd" number || die "Xvfb does not start"
export DISPLAY=:$number QT_QPA_PLATFORM=xcb QT_QUICK_BACKEND=software

printf '[appearance]\ntheme=%s\n[window]\nwelcomed=true\n' "$theme" >"$data/settings.ini"
"$program" --data-dir "$data" pocket &
app=$!
window=
find_window() {
  window=$(xdotool search --onlyvisible --pid "$app" 2>/dev/null | tail -n 1)
  [ -n "$window" ]
}
wait_for "the window" 60 find_window
xdotool windowfocus --sync "$window" windowmove "$window" 0 0 windowsize --sync "$window" 1280 800
sleep 1
xdotool mousemove 700 600 type --delay 20 "How many r are in strawberry?"

sql() { sqlite3 -cmd '.timeout 10000' "file:$data/chats.sqlite?mode=ro" "$1"; }
asked() {
  xdotool key Return
  sleep 0.3
  [ "$(sql "SELECT count(*) FROM messages")" -gt 0 ]
}
wait_for "the question to be sent" 120 asked
answered() { [ "$(sql "SELECT count(*) FROM messages WHERE role = 'assistant' AND state = 'finished'")" -gt 0 ]; }
wait_for "the answer" 240 answered
sleep 1
xdotool mousemove 500 170 click 1 # opens the thinking
sleep 1
xdotool mousemove 1230 420
sleep 1
mkdir -p "$(dirname "$out")"
import -window root -strip "$out" || die "import failed"
sql "SELECT 'answer: ' || text FROM messages WHERE role = 'assistant'"
echo "screenshot: $out"
