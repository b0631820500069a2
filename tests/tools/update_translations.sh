#!/usr/bin/env bash
# Brings the words of the window's sources into resources/translations/*.ts; with --check it only says whether any word is
# missing or not translated (exit status 1).
#   tests/tools/update_translations.sh [--check]
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
lupdate=$(command -v lupdate6 || ls /usr/lib/qt6/bin/lupdate 2>/dev/null || command -v lupdate || true)
if [ -z "$lupdate" ]; then echo "lupdate of Qt 6 is missing (package qt6-l10n-tools)" >&2; exit 77; fi

out=resources/translations
if [ "${1-}" = --check ]; then
  out=$(mktemp -d)
  trap 'rm -rf "$out"' EXIT
  cp resources/translations/*.ts "$out"
fi
"$lupdate" -silent -no-obsolete -locations none -I . -recursive -extensions cpp,h,qml app -ts "$out"/deepwell_{de,fr,es,zh_CN}.ts
"$lupdate" -silent -no-obsolete -locations none -pluralonly -I . -recursive -extensions cpp,h,qml app -source-language en -target-language en -ts "$out/deepwell_en.ts"
[ "${1-}" = --check ] || exit 0
status=0
for file in "$out"/*.ts; do
  missing=$(grep -c 'type="unfinished"' "$file" || true)
  if [ "$missing" -gt 0 ]; then
    echo "$(basename "$file"): $missing words are not translated: run tests/tools/update_translations.sh and translate them" >&2
    grep -B3 'type="unfinished"' "$file" | grep '<source>' | head -20 >&2 || true
    status=1
  fi
done
exit $status
