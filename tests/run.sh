#!/usr/bin/env bash
# Everything that is tested, from a fresh Debian 12 or Ubuntu 24.04: installs the missing packages, builds, and runs
# one ctest over the normal build and the sanitizer builds.
#   tests/run.sh [--quick] [ARGUMENTS FOR CTEST]        --quick: without the sanitizer builds and 64-bit Arm
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
. installers/packages.sh

presets=(dev asan-ubsan tsan)
# The kernels of 64-bit Arm, cross-compiled and run under qemu: where this has been tried.
arm=
if [ "$(uname -m)" = x86_64 ] && grep -qsx 'ID=debian' /etc/os-release; then arm=tests/tools/aarch64_check.sh; fi
if [ "${1-}" = --quick ]; then
  presets=(dev)
  arm=
  shift
fi
if [ "$arm" ]; then test_packages+=("${aarch64_packages[@]}"); fi

install_missing "${run_packages[@]}" "${test_packages[@]}"
for preset in "${presets[@]}"; do
  configure "$preset"
  cmake --build "build/$preset" --parallel "$(nproc)"
done

# One run, and so one summary, over all builds.
mkdir -p build/all-tests
printf 'subdirs("%s")\n' "${presets[@]/#/$PWD/build/}" >build/all-tests/CTestTestfile.cmake
if [ "$arm" ]; then
  $arm --kernels --build || [ $? -eq 77 ]
  printf 'add_test(aarch64_kernels "%s" --kernels)\nset_tests_properties(aarch64_kernels PROPERTIES %s)\n' \
    "$PWD/$arm" 'SKIP_RETURN_CODE 77 TIMEOUT 1500 COST 200 LABELS kernels' >>build/all-tests/CTestTestfile.cmake
fi

# ThreadSanitizer of GCC 12 cannot start where the kernel randomises addresses widely: switch that off if allowed.
fixed_addresses=()
if setarch "$(uname -m)" -R true 2>/dev/null; then fixed_addresses=(setarch "$(uname -m)" -R); fi

export QT_QPA_PLATFORM=offscreen
# Mesa's lavapipe has been installed above: a Vulkan test that finds no device is a failure.
if dpkg-query -W -f '${Status}' mesa-vulkan-drivers 2>/dev/null | grep -q '^install ok installed$'; then
  export DEEPWELL_TEST_DEVICE_REQUIRED=1
fi
# One test more than there are processors: those of the window, of downloads and of killed processes mostly wait.
exec "${fixed_addresses[@]}" ctest --test-dir build/all-tests --output-on-failure --no-tests=error \
  --parallel "$(($(nproc) + 1))" "$@"
