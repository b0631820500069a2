#!/usr/bin/env bash
# spirv-val over every shader that was built.   spirv_val.sh FOLDER; exit status 77: there is no spirv-val here
set -u
folder=$1
command -v spirv-val >/dev/null || { echo "skipped: no spirv-val (package spirv-tools)" && exit 77; }
count=0 bad=0
# Cooperative matrices are younger than Debian 12's spirv-val.
too_new='Invalid capability operand: 6022'
for shader in "$folder"/*.spv; do
  [ -f "$shader" ] || continue
  count=$((count + 1))
  if ! said=$(spirv-val --target-env vulkan1.2 --scalar-block-layout "$shader" 2>&1); then
    case $said in
      *"$too_new"*) echo "skipped: $shader: this spirv-val does not know cooperative matrices" ;;
      *) echo "FAILED: $shader: $said" && bad=$((bad + 1)) ;;
    esac
  fi
done
echo "$count shaders, $bad of them not valid"
[ $count -gt 0 ] && [ $bad -eq 0 ]
