#!/usr/bin/env bash
# Cross-compiles for 64-bit Arm and runs the tests of the kernels under qemu, as three processors: one with NEON only, one
# with dotprod, and one with everything. Fresh Debian 12 or Ubuntu 24.04: installs a cross compiler and qemu (asks sudo), and
# unpacks our dependencies for Arm into build/aarch64-sysroot, without touching the system's packages.
#   tests/tools/aarch64_check.sh                     kernels, the whole engine, deepwell-cli, model tests and a chat
#   tests/tools/aarch64_check.sh --kernels           kernels only (tests/run.sh does this)
#   tests/tools/aarch64_check.sh --kernels --build   builds only
# Exit status 77: the compiler, qemu or the packages cannot be had here.
# shellcheck disable=SC2317  # functions are called by `check`
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
. installers/packages.sh

targets=(kernels_tests deepwell-cli backends_tests model_tests)
run=yes
for argument in "$@"; do
  case $argument in
    --kernels) targets=(kernels_tests) ;;
    --build) run= ;;
    *) echo "aarch64_check: unknown argument $argument" >&2 && exit 2 ;;
  esac
done
build=build/aarch64
sysroot=$PWD/build/aarch64-sysroot

cannot() { echo "aarch64_check: skipped: $1" >&2 && exit 77; }

# What the engine and its tests are built with, for Arm. What these need in turn is looked up.
arm_packages=(libexpected-dev libfmt-dev libpcre2-dev libsimdjson-dev libutf8proc-dev nlohmann-json3-dev
  libcli11-dev libsqlite3-dev libsqlitecpp-dev libgtest-dev zlib1g zlib1g-dev)

# fill_sysroot: fetches the packages with an apt of its own, whose only architecture is arm64.
fill_sysroot() {
  local wanted="${arm_packages[*]}" apt=$sysroot/.apt
  if [ "$(cat "$sysroot/.packages" 2>/dev/null)" = "$wanted" ]; then return 0; fi
  rm -rf "$apt"
  mkdir -p "$apt"/{lists/partial,archives/partial,debs}
  : >"$apt/status"
  local options=(-q -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State="$apt" -o
    Dir::State::status="$apt/status" -o Dir::Cache="$apt" -o APT::Sandbox::User=root -o Acquire::Languages=none)
  # Ubuntu keeps Arm on another server.
  if grep -qx 'ID=ubuntu' /etc/os-release; then
    printf 'deb [signed-by=/usr/share/keyrings/ubuntu-archive-keyring.gpg] http://ports.ubuntu.com/ubuntu-ports %s main universe\n' \
      "$(. /etc/os-release && echo "$VERSION_CODENAME")" >"$apt/sources.list"
    options+=(-o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=-)
  fi
  apt-get "${options[@]}" update || cannot 'apt finds no packages for Arm'
  local needed
  needed=$(apt-cache "${options[@]}" depends "${arm_packages[@]}" | sed -n 's/^ *Depends: \(lib[^ ]*\)$/\1/p' |
    grep -Ev '^lib(c6|gcc|stdc\+\+)' | sort -u)
  # shellcheck disable=SC2086  # a list
  (cd "$apt/debs" && apt-get "${options[@]}" download "${arm_packages[@]}" $needed) ||
    cannot 'apt cannot download the packages for Arm'
  local package
  for package in "$apt"/debs/*.deb; do dpkg -x "$package" "$sysroot"; done
  rm -rf "$apt"
  echo "$wanted" >"$sysroot/.packages"
}

emulated() { # PROCESSOR PROGRAM ARGUMENTS...
  QEMU_CPU=$1 QEMU_LD_PREFIX=/usr/aarch64-linux-gnu "$qemu" "${@:2}"
}

failures=0
summary=()
check() { # NAME COMMAND...: prints the output of a failed one
  local name=$1 out status=passed start=$SECONDS
  shift
  out=$("$@" 2>&1) || status=FAILED
  if [ $status = FAILED ]; then
    printf '%s\n' "$out" | tail -n 60
    failures=$((failures + 1))
  fi
  summary+=("$(printf '%-44s %s, %d s  %s' "$name" $status $((SECONDS - start)) "$(grep '  PASSED  ' <<<"$out" || true)")")
  echo "${summary[-1]}"
}

# The sets that the program finds on a processor: the names of its test suite's instances.
sets_are() { # PROCESSOR SETS
  local found
  found=$(emulated "$1" "$build/bin/kernels_tests" --gtest_list_tests --gtest_filter='Isas/Vector.AddAndMultiply/*' |
    sed -n 's/^ *AddAndMultiply\/\([a-z0-9]*\).*/\1/p' | tr '\n' ' ')
  echo "found: $found"
  [ "$found" = "$2 " ]
}

# The objects of a set above NEON must bring no function that the linker could take for everybody.
nothing_shared() {
  local object
  for object in dotprod i8mm; do
    object=$build/kernels/cpu/CMakeFiles/deepwell_kernels_cpu.dir/matmul/blocks_neon_$object.cpp.o
    [ -f "$object" ] || return 1
    if aarch64-linux-gnu-nm -C "$object" | grep -E ' [VWu] '; then return 1; fi
  done
}

answers() { # SET: a question to the pocket model
  local answer
  answer=$(DEEPWELL_CPU=$1 emulated max "$build/bin/deepwell-cli" chat pocket -p 'How many r are in strawberry?' --temp 0)
  echo "$answer"
  grep -q '3 r in strawberry' <<<"$answer"
}

install_missing build-essential cmake ninja-build pkg-config "${aarch64_packages[@]}"
command -v aarch64-linux-gnu-g++ >/dev/null || cannot 'no aarch64-linux-gnu-g++'
qemu=$(command -v qemu-aarch64 || command -v qemu-aarch64-static) || cannot 'no qemu-aarch64'
fill_sysroot
configure aarch64
cmake --build $build --parallel "$(nproc)" --target "${targets[@]}"
if [ -z "$run" ]; then exit 0; fi

check 'no shared code above NEON' nothing_shared
check 'sets of a Cortex-A72' sets_are cortex-a72 'scalar neon'
check 'sets of a Neoverse N1' sets_are neoverse-n1 'scalar neon dotprod'
check 'sets of all that qemu knows' sets_are max 'scalar neon dotprod i8mm'
check 'kernels, Cortex-A72' emulated cortex-a72 "$build/bin/kernels_tests" --gtest_filter='-*Matmul*_scalar'
check 'kernels, everything else' emulated max "$build/bin/kernels_tests" --gtest_filter='-*_neon:*/neon*'
if [ ${#targets[@]} -gt 1 ]; then
  for set in neon dotprod i8mm; do
    check "backend, $set" env DEEPWELL_CPU=$set QEMU_CPU=max QEMU_LD_PREFIX=/usr/aarch64-linux-gnu \
      "$qemu" "$build/bin/backends_tests" --gtest_filter='*Invariance*:*Moe*:*Mla*/1:*Gqa*/5'
  done
  check 'models against transformers' emulated max "$build/bin/model_tests" --gtest_filter='*Reference*'
  for set in neon dotprod i8mm; do check "a chat, $set" answers $set; done
fi

echo
printf '%s\n' "${summary[@]}"
exit $((failures > 0))
