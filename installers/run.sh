#!/usr/bin/env bash
# From a fresh Debian 12 or Ubuntu 24.04 to the open window: installs the missing packages, builds, starts Deepwell.
#   installers/run.sh [--build-only | --menu | --no-menu] [ARGUMENTS FOR THE PROGRAM]
# --menu also puts Deepwell into your desktop's menu, --no-menu takes it out.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
. installers/packages.sh
. installers/menu.sh

build_only=no
menu=ask
case ${1-} in
  --build-only) build_only=yes && shift ;;
  --menu) menu=add && shift ;;
  --no-menu)
    remove_from_menu
    exit 0
    ;;
esac

install_missing "${run_packages[@]}"
configure release
cmake --build build/release --parallel "$(nproc)"

program=build/release/bin/deepwell
if [ ! -x "$program" ]; then
  echo "deepwell: the window was not built; see the messages of the build above" >&2
  exit 1
fi
if [ "$build_only" = yes ]; then exit 0; fi
if [ "$menu" = add ]; then
  add_to_menu "$PWD/$program"
elif ! in_menu; then
  echo "deepwell: to have it in your desktop's menu too: installers/run.sh --menu"
fi
if [ -z "${DISPLAY-}${WAYLAND_DISPLAY-}${QT_QPA_PLATFORM-}" ]; then
  echo "deepwell: built, but there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)." >&2
  echo "  Start $PWD/$program in a desktop session, or talk to it here:" >&2
  echo "  build/release/bin/deepwell-cli chat pocket -p 'How many r are in strawberry?'" >&2
  exit 1
fi
exec "$program" "$@"
