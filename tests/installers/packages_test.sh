#!/usr/bin/env bash
# install_missing of installers/packages.sh, with stand-ins for dpkg-query, apt-get, apt-cache, id and sudo that write
# down what they are asked.   packages_test.sh SOURCE_FOLDER
set -u
source_folder=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

stub() { printf '#!/bin/bash\n%s\n' "$2" >"$work/$1" && chmod +x "$work/$1"; }

# Runs install_missing as user $1 (its number) with the packages that follow; output in $work/out, calls in $work/calls.
run_as() {
  stub id "echo $1"
  shift
  : >"$work/calls"
  PATH="$work:/usr/bin:/bin" WORK="$work" SOURCE="$source_folder" bash -c \
    'set -euo pipefail; . "$SOURCE/installers/packages.sh"
     lists_are_there() { [ -e "$WORK/lists" ]; }
     command() { if [ "${2-}" = sudo ] && [ -e "$WORK/no-sudo" ]; then return 1; fi; builtin command "$@"; }
     install_missing "$@"' test "$@" >"$work/out" 2>&1
}

expect() { # WHAT CONDITION...
  local what=$1
  shift
  if ! "$@"; then
    echo "FAILED: $what"
    sed 's/^/  out: /' "$work/out"
    sed 's/^/  call: /' "$work/calls"
    failures=$((failures + 1))
  fi
}

said() { grep -qF -- "$1" "$work/out"; }
called() { grep -qxF -- "$1" "$work/calls"; }
nothing_called() { [ ! -s "$work/calls" ]; }

stub dpkg-query 'case ${!#} in have*) echo -n "install ok installed" ;; *) exit 1 ;; esac'
stub apt-cache 'case ${!#} in unknown*) exit 100 ;; esac'
stub apt-get "echo \"apt-get \$*\" >>$work/calls; [ \$1 != update ] || [ ! -e $work/offline ]"
stub sudo "echo \"sudo \$*\" >>$work/calls; \"\$@\""

run_as 0 have-a have-b
expect "nothing is missing: success" [ $? -eq 0 ]
expect "nothing is missing: nothing is run" nothing_called

run_as 0 have-a miss-b miss-c
expect "root: success" [ $? -eq 0 ]
expect "root: says what it installs" said miss-b
expect "root: updates first" called "apt-get update"
expect "root: installs only what is missing" called "apt-get install -y --no-install-recommends miss-b miss-c"

run_as 1000 miss-b
expect "user with sudo: success" [ $? -eq 0 ]
expect "user with sudo: asks sudo" \
  called "sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends miss-b"

run_as 1000 have-a
expect "user, nothing missing: no sudo" nothing_called

run_as 0 miss-b unknown-c
expect "unknown package: success" [ $? -eq 0 ]
expect "unknown package: said" said unknown-c
expect "unknown package: left out" called "apt-get install -y --no-install-recommends miss-b"

touch "$work/offline"
run_as 0 miss-b
expect "lists that cannot be updated: installs what it can" called "apt-get install -y --no-install-recommends miss-b"
rm "$work/offline"

run_as 1000 unknown-b unknown-c
expect "no lists yet: success" [ $? -eq 0 ]
expect "no lists yet: updates" called "sudo env DEBIAN_FRONTEND=noninteractive apt-get update"
touch "$work/lists"
run_as 1000 have-a unknown-b unknown-c
expect "unknown packages only: success" [ $? -eq 0 ]
expect "unknown packages only: said" said "unknown-b unknown-c"
expect "unknown packages only: nobody is asked for a password" nothing_called
run_as 0 miss-b unknown-c
expect "one of them known: installs it" called "apt-get install -y --no-install-recommends miss-b"

touch "$work/no-sudo"
run_as 1000 miss-b
expect "user without sudo: failure" [ $? -ne 0 ]
expect "user without sudo: says what to run" said "apt-get install miss-b"
expect "user without sudo: runs nothing" nothing_called

[ $failures -eq 0 ] && echo "all passed"
exit $((failures > 0))
