#!/usr/bin/env bash
# On a machine with a GPU, in under 10 minutes: builds the GPU backends, runs every op and model test and the benchmarks on it,
# and prints a summary. Needs no internet: what is missing is named, and --install installs it with apt.
#   tests/tools/gpu_check.sh [--install] [--built FOLDER] [--software] [MODEL...]
#     --built FOLDER  uses a build that is there already (with build/gpu of another machine: its libraries must be here)
#     --software      takes Mesa's lavapipe if there is no GPU: tries this script, not a GPU
#     MODEL...        benchmarked beside the pocket model
# Exit status: 0 all passed, 1 something failed, 77 there is no GPU or no build.
set -uo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." || exit
. installers/packages.sh

limit=600 # seconds, the build included
install='' software='' built='' build=build/gpu
models=()
while [ $# -gt 0 ]; do
  case $1 in
    --install) install=yes ;;
    --software) software=yes ;;
    --built) built=yes build=${2:?--built wants a folder} && shift ;;
    -*) echo "gpu_check: unknown option $1" >&2 && exit 2 ;;
    *) models+=("$1") ;;
  esac
  shift
done

cannot() { echo "gpu_check: $1" >&2 && exit 77; }

failures=0
summary=()
note() { # STATUS NAME DETAILS
  summary+=("$(printf '%-8s %-46s %s' "$1" "$2" "$3")")
  echo "${summary[-1]}"
  if [ "$1" = FAILED ]; then failures=$((failures + 1)); fi
}
left() { echo $((limit - SECONDS)); }

# check NAME COMMAND...: within what is left of the time; prints the end of the output of a failed one.
check() {
  local name=$1 out status start=$SECONDS
  shift
  if [ "$(left)" -lt 5 ]; then note left-out "$name" 'no time left' && return; fi
  out=$(timeout "$(left)" "$@" 2>&1)
  status=$?
  local what
  what="$((SECONDS - start)) s  $(grep -E '^\[  (PASSED|FAILED)  \] [0-9]|messages of the validation|^skipped|shaders, ' <<<"$out" | tr -s ' \n' ' ')"
  case $status in
    0) note passed "$name" "$what" ;;
    77) note skipped "$name" "$what" ;;
    124) note FAILED "$name" "not done in time; $what" ;;
    *) printf '%s\n' "$out" | tail -n 60 && note FAILED "$name" "$what" ;;
  esac
}

# show NAME COMMAND...: its output is what is wanted.
show() {
  local name=$1 start=$SECONDS
  shift
  echo "--- $name: $*"
  if timeout "$(left)" "$@"; then note ran "$name" "$((SECONDS - start)) s"; else note FAILED "$name" "$((SECONDS - start)) s"; fi
}

find_driver() {
  command -v nvidia-smi >/dev/null && nvidia-smi -L
  ldconfig -p | grep -q 'libvulkan\.so\.1' || echo "gpu_check: the Vulkan loader is missing (package libvulkan1)"
  # Containers have NVIDIA's driver in a folder of its own, where the loader does not look.
  local icd=/usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json
  if [ -z "${VK_DRIVER_FILES-}${VK_ICD_FILENAMES-}" ] && [ -f $icd ] && [ ! -f /usr/share/vulkan/icd.d/nvidia_icd.json ]; then
    export VK_DRIVER_FILES=$icd VK_ICD_FILENAMES=$icd
  fi
}

build_all() {
  local package missing=() wanted=("${run_packages[@]}" libgtest-dev)
  if [ $install ]; then install_missing "${wanted[@]}" vulkan-validationlayers spirv-tools || cannot 'not installed'; fi
  for package in "${wanted[@]}"; do
    case $package in qt6-* | qml6-* | fonts-* | libgl-dev | libmd4c-dev) continue ;; esac # the window's
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then echo "gpu_check: the build may need these packages (--install): ${missing[*]}"; fi
  local start=$SECONDS
  cmake --fresh -G Ninja -S . -B "$build" -DCMAKE_BUILD_TYPE=Release -DDEEPWELL_APP=OFF -DDEEPWELL_BENCH=ON \
    '-DDEEPWELL_TEST_FOLDERS=backends;model' >"$build.log" 2>&1 || { tail -n 20 "$build.log" && cannot 'cmake failed'; }
  grep -E 'backend: ' "$build.log"
  grep -q 'Vulkan backend: yes' "$build.log" || cannot 'the Vulkan backend cannot be built here, see above'
  local targets=(deepwell-cli deepwell-vulkan backends_tests vulkan_tests parity_tests model_tests vulkan_traffic)
  cmake --build "$build" --parallel "$(nproc)" --target "${targets[@]}" >"$build.log" 2>&1 || { tail -n 40 "$build.log" && cannot 'the build failed'; }
  note ran 'build' "$((SECONDS - start)) s"
}

find_driver
mkdir -p build
if [ ! $built ]; then build_all; fi
bin=$build/bin
[ -x "$bin/backends_tests" ] || cannot "there is no $bin/backends_tests"
if ldd "$bin/backends_tests" "$bin/deepwell-cli" | grep 'not found'; then cannot 'libraries of the build are missing here'; fi
export DEEPWELL_SOURCE_DIR=$PWD DEEPWELL_RESOURCES=$PWD/resources

"$bin/deepwell-cli" devices
if ! "$bin/deepwell-cli" devices | grep -Eq '^vulkan\S* +(GPU|shares memory)' && [ ! $software ]; then
  cannot 'Vulkan finds no GPU here (--software takes lavapipe)'
fi

on() { # NAME DEVICE PROGRAM FILTER
  check "$1" env DEEPWELL_TEST_DEVICE="$2" DEEPWELL_TEST_DEVICE_REQUIRED=1 "$bin/$3" --gtest_filter="$4"
}
validated() { # NAME FEATURE PROGRAM FILTER
  check "$1" env DEEPWELL_TEST_DEVICE=vulkan DEEPWELL_VULKAN_DEBUG=1 VK_INSTANCE_LAYERS=VK_LAYER_KHRONOS_validation \
    VK_LAYER_ENABLES="VK_VALIDATION_FEATURE_ENABLE_$2_EXT" "$bin/$3" --gtest_filter="$4"
}
check 'shaders are valid SPIR-V' tests/backends/spirv_val.sh "$build/shaders"
check 'inside of the backend' "$bin/vulkan_tests"
on 'ops against the reference' vulkan backends_tests '*'
on 'ops, no optional feature of the device' vulkan-plain backends_tests '*'
on 'ops, weights and caches in pieces' vulkan-split backends_tests '*LargeWeight*:*Moe.*:*Gqa.*/0:Kv.*'
on 'models against the CPU' vulkan parity_tests '-PocketParity.*'
on '200 answers of the pocket model' vulkan parity_tests 'PocketParity.*'
on 'models against transformers, every type' vulkan model_tests '*Types.*:HfVariants.*:Fp8Variants.*:GgufVariants.*'
validated 'ops under synchronisation validation' SYNCHRONIZATION_VALIDATION backends_tests '-*LongGqa*'
validated 'ops under GPU-assisted validation' GPU_ASSISTED backends_tests 'RowOps.*:Kv.*:*WeightType.MatmulGlu/*:Shapes/Gqa.*/1:Shapes/Mla.*/3:*Moe.*/Q*'
if command -v nvcc >/dev/null || [ -x /usr/local/cuda/bin/nvcc ]; then note left-out 'CUDA' 'there is no CUDA backend yet'; fi

for model in pocket ${models[@]+"${models[@]}"}; do
  show "speed of $model" "$bin/deepwell-cli" --device vulkan bench "$model" --prefill 512 --decode 64 --repeat 2
  if [ -x "$bin/vulkan_traffic" ]; then
    path=$model
    [ "$model" = pocket ] && path=resources/pocket
    show "bytes that a decode step of $model moves" "$bin/vulkan_traffic" "$path"
    show "bytes that 128 rows of $model move" "$bin/vulkan_traffic" "$path" --rows 128
  fi
done

printf '\n%s\n' "On: $("$bin/deepwell-cli" devices | sed -n 's/^vulkan[^ ]* *//p' | head -n 1)"
printf '%s\n' "${summary[@]}"
echo "$failures failed; $SECONDS s in all"
[ "$SECONDS" -le "$limit" ] || echo "gpu_check: longer than $limit s"
exit $((failures > 0))
