#!/usr/bin/env bash
# Runs a test program on the lavapipe of Debian unstable, which has cooperative matrices (Debian 12's has not), under the newest
# validation layers: what a machine without a GPU can check of that path. Downloads about 90 MB on first use; nothing is installed.
#   tests/tools/newer_mesa.sh FOLDER PROGRAM [ARGUMENT...]     FOLDER keeps the packages; a copy of PROGRAM is made beside it
#   tests/tools/newer_mesa.sh FOLDER spirv-val FILE.spv...     the newest validator
# For example: DEEPWELL_TEST_DEVICE=vulkan DEEPWELL_VULKAN_TILES=matrix tests/tools/newer_mesa.sh /tmp/mesa build/bin/backends_tests
#   --gtest_filter='*Tiles*'          (DEEPWELL_NO_LAYERS=1: without validation)
# That driver (Mesa 26.2) does loads from addresses that all lanes share even in branches that none takes, so an op can crash there
# whose shader guards such a load, and be right.
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,10p' "$0" && exit 2; }
folder=$(realpath -m "$1") program=$2
shift 2
root=$folder/root
libraries=$root/usr/lib/x86_64-linux-gnu

download() {
  mkdir -p "$folder"/{lists/partial,cache/archives/partial,root} "$folder"/layers
  : >"$folder/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian sid main" >"$folder/sources.list"
  cat >"$folder/apt.conf" <<EOF
Dir::Etc::sourcelist "$folder/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::State::Lists "$folder/lists";
Dir::State::status "$folder/status";
Dir::Cache "$folder/cache";
EOF
  export APT_CONFIG=$folder/apt.conf
  apt-get update -qq
  apt-get install -qq --no-install-recommends -y --download-only mesa-vulkan-drivers libvulkan1 vulkan-validationlayers spirv-tools
  for package in "$folder"/cache/archives/*.deb; do dpkg -x "$package" "$root"; done
  local -r path='s#"library_path": *"[^"]*/\{0,1\}\(lib[^"/]*\)"#"library_path": "'$libraries'/\1"#'
  sed "$path" "$root"/usr/share/vulkan/icd.d/lvp_icd*.json >"$folder/driver.json"
  sed "$path" "$root"/usr/share/vulkan/explicit_layer.d/VkLayer_khronos_validation.json >"$folder/layers/validation.json"
}
[ -f "$folder/driver.json" ] || download

# For the program alone: tools of this machine must not find these libraries.
environment=(LD_LIBRARY_PATH="$libraries:/usr/lib/x86_64-linux-gnu" VK_DRIVER_FILES="$folder/driver.json" VK_LAYER_PATH="$folder/layers")
if [ "$program" = spirv-val ]; then
  exec env "${environment[@]}" "$root/usr/lib64/ld-linux-x86-64.so.2" "$root/usr/bin/spirv-val" --target-env vulkan1.2 \
    --scalar-block-layout "$@"
fi
if [ -z "${DEEPWELL_NO_LAYERS:-}" ]; then
  environment+=(DEEPWELL_VULKAN_DEBUG=1 VK_INSTANCE_LAYERS=VK_LAYER_KHRONOS_validation
    VK_LAYER_ENABLES=VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT)
fi
# The program has to begin with the C library that the driver wants: its copy names another loader, by a path no longer than Debian's.
loader=$(mktemp -u /tmp/ldXXXXXX)
ln -s "$root/usr/lib64/ld-linux-x86-64.so.2" "$loader"
trap 'rm -f "$loader" "$program.newer"' EXIT
perl -0777 -pe 's#/lib64/ld-linux-x86-64\.so\.2#my $p = "'"$loader"'"; $p . "\0" x (length($&) - length($p))#e' "$program" >"$program.newer"
chmod +x "$program.newer"
env "${environment[@]}" "$program.newer" "$@"
