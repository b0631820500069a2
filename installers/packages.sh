# shellcheck shell=bash disable=SC2034
# Sourced by installers/run.sh and tests/run.sh: the packages (names of Debian 12 and Ubuntu 24.04) and how to
# install the missing ones.

run_packages=(
  # tools
  build-essential cmake ninja-build pkg-config
  # engine
  libexpected-dev libfmt-dev libpcre2-dev libsimdjson-dev libutf8proc-dev nlohmann-json3-dev
  # history, markdown, command line
  libcli11-dev libmd4c-dev libsqlite3-dev libsqlitecpp-dev zlib1g-dev
  # text of PDF files, downloads, hashes, sandbox
  poppler-utils libcurl4-openssl-dev ca-certificates libssl-dev libseccomp-dev
  # window
  qt6-base-dev qt6-declarative-dev qt6-declarative-dev-tools qt6-svg-dev libgl-dev
  qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-translations-l10n qml6-module-qt-labs-platform
  qt6-qpa-plugins qt6-wayland qt6-xdgdesktopportal-platformtheme fonts-dejavu-core fonts-noto-color-emoji
  qml6-module-qtcore qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript
  qml6-module-qtquick qml6-module-qtquick-controls qml6-module-qtquick-dialogs qml6-module-qtquick-layouts
  qml6-module-qtquick-shapes qml6-module-qtquick-templates qml6-module-qtquick-window
  qml6-module-qt-labs-folderlistmodel qml6-module-qt-labs-qmlmodels qml6-module-qt-labs-settings
  # Vulkan: shaders are compiled at build time, the loader is opened at run time
  glslc libvulkan-dev libvulkan-volk-dev libvulkan1
)

test_packages=(
  libgtest-dev qml6-module-qttest
  # downloads against a real server; the window under a display and watched by strace
  nginx-light python3 dbus-daemon strace xvfb xdotool
  # Vulkan without a GPU, and what checks our use of it
  mesa-vulkan-drivers spirv-tools vulkan-validationlayers
)

# The kernels of 64-bit Arm, tested on other machines: tests/tools/aarch64_check.sh.
aarch64_packages=(
  g++-aarch64-linux-gnu qemu-user
)

lists_are_there() { compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; }

# know_any PACKAGE...: apt knows one of them.
know_any() {
  local package
  for package in "$@"; do
    if apt-cache show "$package" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

# install_missing PACKAGE...: says what is missing and installs it; needs root or sudo only if something is missing.
install_missing() {
  local missing=() package
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "deepwell: this script installs packages with apt (Debian 12, Ubuntu 24.04); here, install what" \
      "installers/packages.sh lists by hand" >&2
    return 0
  fi
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then return 0; fi
  # What this system does not have is no reason to ask for a password, or for the network, at every start.
  if lists_are_there && ! know_any "${missing[@]}"; then
    echo "deepwell: apt does not know ${missing[*]} here; going on without" >&2
    return 0
  fi

  echo "deepwell: ${#missing[@]} packages are missing and will be installed with apt-get:"
  printf '  %s\n' "${missing[@]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "deepwell: installing them needs root, and there is no sudo here. Run this as root:" >&2
      echo "  apt-get update && apt-get install ${missing[*]}" >&2
      return 1
    fi
    echo "deepwell: sudo may ask for your password."
    as_root=(sudo)
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update ||
    echo "deepwell: apt's lists could not be updated; going on with those that are here" >&2
  local known=()
  for package in "${missing[@]}"; do
    if apt-cache show "$package" >/dev/null 2>&1; then
      known+=("$package")
    else
      echo "deepwell: apt does not know $package here; going on without it" >&2
    fi
  done
  if [ ${#known[@]} -eq 0 ]; then return 0; fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${known[@]}"
}

# configure PRESET: makes build/PRESET unless it is there, belongs to this folder and was made with today's presets.
# Later changes of the other build files are picked up by the build itself.
configure() {
  local build="build/$1"
  if [ -f "$build/build.ninja" ] && grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$build/CMakeCache.txt"; then
    if cmp -s CMakePresets.json "$build/presets_used.json"; then return 0; fi
    cmake --preset "$1"
  else
    cmake --fresh --preset "$1"
  fi
  cp CMakePresets.json "$build/presets_used.json"
}
