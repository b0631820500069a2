#!/usr/bin/env bash
# add_to_menu and remove_from_menu of installers/menu.sh in a home of their own.   menu_test.sh SOURCE_FOLDER
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$1"
export XDG_DATA_HOME="$work/data"
. installers/menu.sh
failures=0
expect() { # WHAT CONDITION...
  local what=$1
  shift
  if ! "$@"; then
    echo "FAILED: $what"
    failures=$((failures + 1))
  fi
}
no() { ! "$@"; }

entry="$XDG_DATA_HOME/applications/deepwell.desktop"
expect "nothing is there at first" no in_menu
add_to_menu '/home/me/my $programs "x"/100%/deepwell'
expect "it is there" in_menu
expect "the program is quoted" grep -qxF 'Exec="/home/me/my \\$programs \\"x\\"/100%%/deepwell" %f' "$entry"
expect "it goes when the program goes" grep -qxF 'TryExec=/home/me/my $programs "x"/100%/deepwell' "$entry"
expect "one line to start it" [ "$(grep -c '^Exec=' "$entry")" = 1 ]
expect "the icon is there" cmp -s resources/icons/deepwell.svg "$XDG_DATA_HOME/icons/hicolor/scalable/apps/deepwell.svg"
if command -v desktop-file-validate >/dev/null; then
  add_to_menu "$PWD/deepwell"
  # Debian 12's does not know this key of version 1.5 yet.
  valid() { ! desktop-file-validate "$1" | grep 'error:' | grep -v SingleMainWindow; }
  expect "desktops can read it" valid "$entry"
  expect "what is installed too" valid resources/desktop/deepwell.desktop
fi
remove_from_menu
expect "it is gone" no in_menu
expect "nothing of ours is left" no grep -rqi deepwell "$XDG_DATA_HOME/applications" "$XDG_DATA_HOME/icons" "$XDG_DATA_HOME/mime/packages"
[ $failures -eq 0 ] && echo "all passed"
exit $((failures > 0))
