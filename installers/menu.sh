# shellcheck shell=bash
# Sourced by installers/run.sh: Deepwell in the menu of the person's desktop, as built in this folder. On Wayland desktops take a
# window's icon from there too.

menu_home="${XDG_DATA_HOME:-$HOME/.local/share}"
menu_files=(
  applications/deepwell.desktop
  icons/hicolor/scalable/apps/deepwell.svg
  mime/packages/io.github.deepwell.Deepwell.xml
)

# add_to_menu PROGRAM: PROGRAM is an absolute path; "resources" is below the working folder.
add_to_menu() {
  local sources=(resources/desktop/deepwell.desktop resources/icons/deepwell.svg resources/desktop/io.github.deepwell.Deepwell.xml)
  local i quoted program=$1
  for i in "${!menu_files[@]}"; do
    install -D -m 644 "${sources[i]}" "$menu_home/${menu_files[i]}"
  done
  # As the Desktop Entry Specification has it: quotes, backslashes, ` and $ are escaped within quotes, then backslashes once more.
  quoted=$(printf '%s' "$program" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')
  {
    while IFS= read -r line; do
      case $line in
        Exec=*) printf 'Exec="%s" %%f\nTryExec=%s\n' "$quoted" "${program//\\/\\\\}" ;;
        *) printf '%s\n' "$line" ;;
      esac
    done <resources/desktop/deepwell.desktop
  } >"$menu_home/${menu_files[0]}"
  refresh_menu
  echo "deepwell: added to your desktop's menu; installers/run.sh --no-menu takes it out again"
}

remove_from_menu() {
  local file
  for file in "${menu_files[@]}"; do rm -f "$menu_home/$file"; done
  refresh_menu
  echo "deepwell: taken out of your desktop's menu"
}

in_menu() { [ -e "$menu_home/${menu_files[0]}" ]; }

# Desktops that have these tools wait for them.
refresh_menu() {
  if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$menu_home/applications" || true; fi
  if command -v update-mime-database >/dev/null && [ -d "$menu_home/mime" ]; then update-mime-database "$menu_home/mime" || true; fi
}
